/** Numbers through traced mathematics: one site per sample. */

import { input, output, type Real, reals, siteKernel } from '../kernel/index.ts';
import { machineFor, runKernel, uniformNumbers } from '../laws/kernels/run.ts';
import type { Group } from './group.ts';
import type { Matrix } from './matrix.ts';
import { complex, type PlainMatrix } from './plainMatrix.fixture.ts';

/** f of each sample (all of one length), on the 128-bit machine as in production. */
export function evaluate(f: (x: Real[]) => readonly Real[], samples: readonly (readonly number[])[]): number[][] {
  const width = samples[0].length;
  let size = 0;
  const results: Real[][] = [];
  siteKernel('probe', 2, { x: input(reals(width)) }, ({ x }) => {
    results.push([...f(Array.from({ length: width }, (_, c) => x(c)))]);
    size = results[0].length;
  });
  const kernel = siteKernel('evaluate', 2, { x: input(reals(width)), y: output(reals(size)) }, ({ x, y }) => {
    for (const [c, value] of f(Array.from({ length: width }, (_, k) => x(k))).entries()) y.set(c, value);
  });
  const rows = 2 * Math.ceil(samples.length / 8);
  const extents = [4, rows];
  const padded = Array.from({ length: 4 * rows }, (_, k) => samples[k % samples.length]);
  const { y } = runKernel(kernel, machineFor('wasm128'), extents, { x: Float64Array.from(padded.flat()) });
  return samples.map((_, k) => Array.from(y.slice(k * size, (k + 1) * size)));
}

/** Entries of a traced matrix, as reals: re, im, row by row. */
export function entries(m: Matrix, colours: number): Real[] {
  return Array.from({ length: colours ** 2 }, (_, k) => m.entry(Math.floor(k / colours), k % colours)).flatMap(
    ({ re, im }) => [re, im],
  );
}

/** The matrices that `f` makes of each sample. */
export function matricesOf(
  { colours }: Group,
  f: (x: Real[]) => Matrix,
  samples: readonly (readonly number[])[],
): PlainMatrix[] {
  return evaluate(x => entries(f(x), colours), samples).map(numbers =>
    Array.from({ length: colours }, (_, i) =>
      Array.from({ length: colours }, (__, j) => {
        const k = 2 * (i * colours + j);
        return complex(numbers[k], numbers[k + 1]);
      }),
    ),
  );
}

const uniform = uniformNumbers(17);

/** `count` random coefficients p^a of norm `norm`. */
export function randomAlgebra({ algebraSize }: Group, count: number, norm: number): number[][] {
  return Array.from({ length: count }, () => {
    const raw = Array.from({ length: algebraSize }, () => 2 * uniform() - 1);
    const length = Math.hypot(...raw);
    return raw.map(x => (x * norm) / length);
  });
}

export function randomReals(length: number, count: number): number[][] {
  return Array.from({ length: count }, () => Array.from({ length }, () => 2 * uniform() - 1));
}
