/** The law of an adjoint kernel: it is the derivative of a function of the kernel's outputs. */
import { expect } from 'vitest';
import type { Kernel } from '../../src/kernel/index.ts';
import { slope as fourthOrderDerivative } from '../../src/laws/motion.ts';
import { cutLattices } from './agreement.ts';
import { machineFor, runKernel, sampleValues, uniformNumbers, type Values } from './kernelRuns.ts';

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
export function expectAdjoint(kernel: Kernel, extents: readonly number[] = cutLattices[kernel.dimension]): void {
  const wrt = differentiable(kernel);
  const values = sampleValues(kernel, extents);
  const uniform = uniformNumbers(11);
  const lines = wrt.map(name => {
    const direction = values[name].map(() => 2 * uniform() - 1);
    return { name, direction, ...differences(kernel, extents, values, name, direction) };
  });
  const cotangents = smoothCotangents(lines);
  const given = { ...values, ...cotangents };
  const derivatives = runKernel(kernel.adjoint(wrt), machine, extents, given);
  for (const { name, direction, coarse } of lines) {
    const derivative = derivatives[`d_${name}`];
    const exact = dot(direction, derivative);
    const difference = Object.entries(coarse).reduce((sum, [to, slope]) => sum + dot(cotangents[`d_${to}`], slope), 0);
    const error = Math.abs(exact - difference) / Math.max(Math.hypot(...derivative), 1e-3);
    expect(
      error,
      `${kernel.name}: dL/d${name} is ${exact} by the adjoint, ${difference} by the finite difference`,
    ).toBeLessThanOrEqual(1e-8);
  }
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
      Object.entries(at(h)).map(([to, numbers]) => [
        to,
        numbers.map((_, k) => fourthOrderDerivative(t => at(t)[to][k], h)),
      ]),
    );
  return { coarse: slopes(1e-3), fine: slopes(5e-4) };
}

/** Random dL/d(output), zero where the two steps of some line differ. */
function smoothCotangents(lines: readonly { readonly coarse: Values; readonly fine: Values }[]) {
  const uniform = uniformNumbers(5);
  const cotangents: Record<string, Float64Array> = {};
  for (const to of Object.keys(lines[0].coarse)) {
    const rough = (k: number) =>
      lines.some(({ coarse, fine }) => Math.abs(coarse[to][k] - fine[to][k]) > 1e-9 * (1 + Math.abs(fine[to][k])));
    const numbers = lines[0].coarse[to].map((_, k) => (rough(k) ? 0 : 2 * uniform() - 1));
    expect(numbers.filter(x => x === 0).length, `unconverged differences of ${to}`).toBeLessThanOrEqual(
      0.1 * numbers.length,
    );
    cotangents[`d_${to}`] = numbers;
  }
  return cotangents;
}

/** The adjoint that adds to the fields d_IN adds what the adjoint that overwrites them stores. */
export function expectAccumulation(kernel: Kernel, extents: readonly number[] = cutLattices[kernel.dimension]): void {
  const wrt = differentiable(kernel);
  const given = sampleValues(kernel.adjoint(wrt), extents);
  const derivatives = runKernel(kernel.adjoint(wrt), machine, extents, given);
  const fields = wrt.filter(name => kernel.roles[name].role === 'input');
  const uniform = uniformNumbers(13);
  const before = Object.fromEntries(
    fields.map(name => [`d_${name}`, derivatives[`d_${name}`].map(() => 2 * uniform() - 1)]),
  );
  const after = runKernel(kernel.adjoint(fields, fields), machine, extents, { ...given, ...before });
  for (const name of fields.map(field => `d_${field}`)) {
    const scale = derivatives[name].reduce((most, x) => Math.max(most, Math.abs(x)), 1);
    const error = after[name].reduce(
      (most, x, k) => Math.max(most, Math.abs(x - before[name][k] - derivatives[name][k])),
      0,
    );
    expect(error, `${kernel.name}: ${name} is added to what was there`).toBeLessThanOrEqual(64 * 2 ** -52 * scale);
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, x, k) => sum + x * b[k], 0);
}
