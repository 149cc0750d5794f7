/** The law of an adjoint kernel: it is the derivative of a function of the kernel's outputs. */
import type { Kernel } from '../../kernel/index.ts';
import { type Finding, finding } from '../finding.ts';
import { slope } from '../motion.ts';
import { cutLattices } from './agreement.ts';
import { machineFor, runKernel, sampleValues, uniformNumbers, type Values } from './run.ts';

const machine = machineFor('wasm128', { contraction: false });

/** Names of everything a kernel can be differentiated with respect to; empty if it has no adjoint. */
export function differentiable(kernel: Kernel): string[] {
  if (!kernel.differentiable) return [];
  const inputs = ['input', 'parameter', 'parameters'];
  return Object.keys(kernel.roles).filter(name => inputs.includes(kernel.roles[name].role));
}

/**
 * With L = sum of random numbers times all outputs and sums of the kernel: for every input field and parameter, the
 * derivative of L in a random direction is what the adjoint says, up to 1e-8 of the norm of the derivative (the
 * fourth-order difference with step 1e-3 errs by 1e-12 L^(5) and 1e-13 L). Outputs for which the difference has
 * not converged (a kink nearby as of relu or min, or a pole) are left out of L; they must be few.
 */
export function adjointLaws(kernel: Kernel, extents: readonly number[] = cutLattices[kernel.dimension]): Finding[] {
  const wrt = differentiable(kernel);
  const values = sampleValues(kernel, extents);
  const uniform = uniformNumbers(11);
  const lines = wrt.map(name => {
    const direction = values[name].map(() => 2 * uniform() - 1);
    return { name, direction, ...differences(kernel, extents, values, name, direction) };
  });
  const { cotangents, findings } = smoothCotangents(kernel, lines);
  const given = { ...values, ...cotangents };
  const derivatives = runKernel(kernel.adjoint(wrt), machine, extents, given);
  const adjoints = lines.map(({ name, direction, coarse }) => {
    const derivative = derivatives[`d_${name}`];
    const exact = dot(direction, derivative);
    const difference = Object.entries(coarse).reduce(
      (sum, [to, change]) => sum + dot(cotangents[`d_${to}`], change),
      0,
    );
    return finding(
      `${kernel.name}: the adjoint to ${name} is the derivative`,
      Math.abs(exact - difference) / Math.max(Math.hypot(...derivative), 1e-3),
      1e-8,
      `dL/d${name} is ${exact} by the adjoint, ${difference} by the finite difference`,
    );
  });
  return [...findings, ...adjoints];
}

/** Derivatives of all outputs when one input moves in a direction, with two steps. */
function differences(
  kernel: Kernel,
  extents: readonly number[],
  values: Values,
  name: string,
  direction: Float64Array,
) {
  const known = new Map<number, Values>();
  const at = (t: number): Values => {
    let results = known.get(t);
    if (!results) {
      const there = { ...values, [name]: values[name].map((x, k) => x + t * direction[k]) };
      results = runKernel(kernel, machine, extents, there);
      known.set(t, results);
    }
    return results;
  };
  const slopes = (h: number): Values =>
    Object.fromEntries(
      Object.entries(at(h)).map(([to, numbers]) => [to, numbers.map((_, k) => slope(t => at(t)[to][k], h))]),
    );
  return { coarse: slopes(1e-3), fine: slopes(5e-4) };
}

/** Random dL/d(output), zero where the two steps of some line differ. */
function smoothCotangents(kernel: Kernel, lines: readonly { readonly coarse: Values; readonly fine: Values }[]) {
  const uniform = uniformNumbers(5);
  const cotangents: Record<string, Float64Array> = {};
  const findings: Finding[] = [];
  for (const to of Object.keys(lines[0].coarse)) {
    const rough = (k: number) =>
      lines.some(({ coarse, fine }) => Math.abs(coarse[to][k] - fine[to][k]) > 1e-9 * (1 + Math.abs(fine[to][k])));
    const numbers = lines[0].coarse[to].map((_, k) => (rough(k) ? 0 : 2 * uniform() - 1));
    const share = numbers.filter(x => x === 0).length / numbers.length;
    findings.push(finding(`${kernel.name}: differences of ${to} converge almost everywhere`, share, 0.1));
    cotangents[`d_${to}`] = numbers;
  }
  return { cotangents, findings };
}

/** The adjoint that adds to the fields d_IN adds what the adjoint that overwrites them stores. */
export function accumulationLaws(
  kernel: Kernel,
  extents: readonly number[] = cutLattices[kernel.dimension],
): Finding[] {
  const wrt = differentiable(kernel);
  const given = sampleValues(kernel.adjoint(wrt), extents);
  const derivatives = runKernel(kernel.adjoint(wrt), machine, extents, given);
  const fields = wrt.filter(name => kernel.roles[name].role === 'input');
  const uniform = uniformNumbers(13);
  const before = Object.fromEntries(
    fields.map(name => [`d_${name}`, derivatives[`d_${name}`].map(() => 2 * uniform() - 1)]),
  );
  const after = runKernel(kernel.adjoint(fields, fields), machine, extents, { ...given, ...before });
  return fields.map(field => {
    const name = `d_${field}`;
    const scale = derivatives[name].reduce((most, x) => Math.max(most, Math.abs(x)), 1);
    const error = after[name].reduce(
      (most, x, k) => Math.max(most, Math.abs(x - before[name][k] - derivatives[name][k])),
      0,
    );
    return finding(`${kernel.name}: ${name} is added to what was there`, error, 64 * 2 ** -52 * scale);
  });
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, x, k) => sum + x * b[k], 0);
}
