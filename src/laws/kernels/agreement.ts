/** The law of a kernel: every machine computes what `js` computes. */
import type { Kernel, Machine, Precision } from '../../kernel/index.ts';
import { reachable } from '../../kernel/ir/reachable.ts';
import { type Finding, finding, trueOrFalse } from '../finding.ts';
import { largest } from '../motion.ts';
import { machineFor, runKernel, sampleValues, uniformNumbers, type Values } from './run.ts';

/** Lattices whose lanes are really cut: every width has interior and boundary rows. */
export const cutLattices: Readonly<Record<number, readonly number[]>> = {
  1: [32],
  2: [4, 16],
  3: [2, 4, 8],
  4: [4, 2, 4, 8],
};
/** Cannot be cut: one lane. */
const uncutLattice = (dimension: number): number[] => new Array(dimension).fill(2);

const epsilon = { f64: 2 ** -52, f32: 2 ** -23 } as const;
const js = machineFor('js');
const wasm128 = machineFor('wasm128', { contraction: false });
const wasm256 = machineFor('wasm256', { contraction: false });
const wasm128Fused = machineFor('wasm128');
const wasm256Fused = machineFor('wasm256');

export const f64Only = new Set(['exp', 'log', 'sin', 'cos', 'atan2', 'pow2', 'exponent', 'mantissa']);

/** Operations above which a kernel takes seconds to compile for every case, and is tried on fewer of them. */
const large = 1500;

/**
 * On random valid numbers:
 *  - js gives finite numbers,
 *  - wasm128 and wasm256 without contraction give the same bits,
 *  - with contraction they agree within rounding.
 * Kernels of less than `large` operations also on a lattice that cannot be cut into lanes, on even sites only, and
 * (without transcendental functions) in f32.
 *
 * "Within rounding": a stable algorithm errs as if its inputs were changed in their last bits. So inputs are changed by
 * up to 8 ε at random and the answer is watched. Sixteen times the largest change, for the number of
 * roundings and the luck of the draw, plus 64 ε of the largest value, is the tolerance.
 *
 * @param others further machines without contraction, which give the same bits; those whose f32 is approximate agree in f32
 *   within rounding
 */
export function agreementLaws(kernel: Kernel, others: readonly Machine[] = []): Finding[] {
  const extents = cutLattices[kernel.dimension];
  const values = sampleValues(kernel, extents);
  const reference = runKernel(kernel, js, extents, values);
  const allowed = rounding(kernel, extents, values, reference, 'f64');
  const fused = runKernel(kernel, wasm256Fused, extents, values);
  const found = [
    ...Object.entries(reference).map(([name, numbers]) =>
      trueOrFalse(
        `${kernel.name}: ${name} is finite on js`,
        numbers.every(x => Number.isFinite(x)),
      ),
    ),
    ...[wasm128, wasm256, ...others.filter(machine => !isApproximate(machine))].map(machine =>
      sameBits(`${kernel.name} on ${machine.kind}`, runKernel(kernel, machine, extents, values), reference),
    ),
    ...others.filter(isApproximate).flatMap(machine => approximatelyInSingle(kernel, machine, values, reference)),
    ...within(`${kernel.name} on wasm256, fused`, fused, reference, allowed),
  ];
  if (kernel.flops > large) return found;

  const fused128 = runKernel(kernel, wasm128Fused, extents, values);
  return [
    ...found,
    ...within(`${kernel.name} on wasm128, fused`, fused128, reference, allowed),
    sameOnEvenSites(kernel, extents, values),
    sameInOneLane(kernel),
    ...(needsDouble(kernel) ? [] : agreementInSingle(kernel, extents, values, reference)),
  ];
}

const isApproximate = ({ backend }: Machine) => backend.approximate?.has('f32') ?? false;

/** Where the kernel can run in f32, and its compiler comes to an end: on a processor they take minutes for large ones. */
function approximatelyInSingle(kernel: Kernel, machine: Machine, values: Values, reference: Values): Finding[] {
  if (needsDouble(kernel) || kernel.flops > large) return [];
  const extents = cutLattices[kernel.dimension];
  const allowed = rounding(kernel, extents, values, reference, 'f32');
  const found = runKernel(kernel, machine, extents, values, { precision: 'f32' });
  return within(`${kernel.name} on ${machine.kind} in f32`, found, reference, allowed);
}

function sameOnEvenSites(kernel: Kernel, extents: readonly number[], values: Values): Finding {
  const [expected, found] = [js, wasm256].map(on => runKernel(kernel, on, extents, values, { sites: 'even' }));
  return sameBits(`${kernel.name} on even sites`, found, expected);
}

function sameInOneLane(kernel: Kernel): Finding {
  const extents = uncutLattice(kernel.dimension);
  const values = sampleValues(kernel, extents);
  const [expected, found] = [js, wasm128].map(on => runKernel(kernel, on, extents, values));
  return sameBits(`${kernel.name} in one lane`, found, expected);
}

function agreementInSingle(kernel: Kernel, extents: readonly number[], values: Values, reference: Values): Finding[] {
  const single = (machine: Machine) => runKernel(kernel, machine, extents, values, { precision: 'f32' });
  const allowed = rounding(kernel, extents, values, reference, 'f32');
  const expected = single(js);
  return [
    ...within(`${kernel.name} on js in f32`, expected, reference, allowed),
    ...[wasm128, wasm256].map(machine =>
      sameBits(`${kernel.name} on ${machine.kind} in f32`, single(machine), expected),
    ),
    ...within(`${kernel.name} on wasm256 in f32, fused`, single(wasm256Fused), reference, allowed),
  ];
}

/** Kernels with transcendental functions run in f64 only. */
function needsDouble(kernel: Kernel): boolean {
  return reachable(kernel.effects.map(effect => effect.value)).some(x => f64Only.has(x.op));
}

/** Allowed error of each output. */
function rounding(
  kernel: Kernel,
  extents: readonly number[],
  values: Values,
  reference: Values,
  precision: Precision,
): (name: string) => number {
  const uniform = uniformNumbers(7);
  const nearby = (x: number) => x * (1 + 8 * epsilon[precision] * (2 * uniform() - 1));
  const changed = Object.fromEntries(Object.entries(values).map(([name, numbers]) => [name, numbers.map(nearby)]));
  const answer = runKernel(kernel, wasm128, extents, changed);
  return name => {
    const response = largest(answer[name].map((x, k) => x - reference[name][k]));
    return 16 * response + 64 * epsilon[precision] * largest(reference[name]);
  };
}

function sameBits(what: string, found: Values, expected: Values): Finding {
  const others = Object.keys(expected).flatMap(name =>
    Array.from(expected[name].keys())
      .filter(k => !Object.is(expected[name][k], found[name][k]))
      .map(k => `${name}[${k}] is ${found[name][k]}, on js ${expected[name][k]}`),
  );
  return finding(`${what} has the bits of js`, others.length, 0, others[0]);
}

function within(what: string, found: Values, expected: Values, allowed: (name: string) => number): Finding[] {
  return Object.keys(expected).map(name => {
    const error = largest(found[name].map((x, k) => x - expected[name][k]));
    return finding(`${what} agrees with js within rounding: ${name}`, error, allowed(name));
  });
}
