/** The eigenvalue problem: residuals, orthonormality, and cases where eigenvalues coincide. */
import { describe, expect, test } from 'vitest';
import { hermitianSolver } from './hermitian.ts';
import { plainLoops } from './loops.ts';
import { simdLoops } from './simdLoops.ts';

type Element = (i: number, j: number) => readonly [number, number];

/** Uniform in ±1, from a counter: a linear congruence is random enough here. */
function uniforms(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

function randomHermitian(size: number, seed: number): Element {
  const next = uniforms(seed);
  const lower = Array.from({ length: size }, (_, i) =>
    Array.from({ length: i + 1 }, (_, j) => [next(), i === j ? 0 : next()] as const),
  );
  return (i, j) => (i >= j ? lower[i][j] : [lower[j][i][0], -lower[j][i][1]]);
}

const cases: [string, number, Element][] = [
  ...[1, 2, 3, 8, 17, 40].map((n): [string, number, Element] => [`random ${n}`, n, randomHermitian(n, n)]),
  ['zero', 6, () => [0, 0]],
  ['one', 5, (i, j) => [i === j ? 1 : 0, 0]],
  ['diagonal', 7, (i, j) => [i === j ? (i * 3) % 7 : 0, 0]],
  // A closed chain: eigenvalues −2 cos(2πk/12) in pairs, and both ends of a gap of zero width at 0.
  ['closed chain', 12, (i, j) => [[1, 11].includes(Math.abs(i - j)) ? -1 : 0, 0]],
  ['imaginary chain', 9, (i, j) => [0, Math.abs(i - j) === 1 ? i - j : 0]],
  ['all equal', 8, () => [1, 0]],
  ['graded', 10, (i, j) => [10 ** -(i + j), i === j ? 0 : (i - j) * 10 ** -(i + j)]],
];

describe.each(cases)('%s', (_, size, element) => {
  const solver = hermitianSolver(size);
  const fill = () => {
    for (let j = 0; j < size; j++) {
      for (let i = 0; i < size; i++)
        [solver.re[j * solver.stride + i], solver.im[j * solver.stride + i]] = element(i, j);
    }
  };
  const norm = Math.max(1e-300, ...Array.from({ length: size }, (_, i) => Math.hypot(...element(i, i)) + size));
  // Some ten roundings per eigenvalue and row.
  const tolerance = 1e-15 * norm * Math.sqrt(size);

  test('A X = X E, X†X = 1', () => {
    fill();
    const E = new Float64Array(size);
    solver.eigen(E);
    const x = (k: number, i: number) => [
      solver.vectors.re[k * solver.stride + i],
      solver.vectors.im[k * solver.stride + i],
    ];
    for (let k = 0; k < size; k++) {
      for (let i = 0; i < size; i++) {
        let [re, im] = [-E[k] * x(k, i)[0], -E[k] * x(k, i)[1]];
        for (let j = 0; j < size; j++) {
          const [[aRe, aIm], [xRe, xIm]] = [element(i, j), x(k, j)];
          re += aRe * xRe - aIm * xIm;
          im += aRe * xIm + aIm * xRe;
        }
        expect(Math.hypot(re, im)).toBeLessThan(tolerance);
      }
      for (let l = 0; l <= k; l++) {
        let [re, im] = [0, 0];
        for (let i = 0; i < size; i++) {
          const [[aRe, aIm], [bRe, bIm]] = [x(k, i), x(l, i)];
          re += aRe * bRe + aIm * bIm;
          im += aRe * bIm - aIm * bRe;
        }
        expect(Math.hypot(re - Number(k === l), im)).toBeLessThan(1e-14 * Math.sqrt(size));
      }
    }
  });

  test('values alone are the same', () => {
    fill();
    const [values, E] = [new Float64Array(size), new Float64Array(size)];
    solver.values(values);
    fill();
    solver.eigen(E);
    E.sort();
    expect(values.every((value, k) => k === 0 || value >= values[k - 1])).toBe(true);
    for (let k = 0; k < size; k++) expect(Math.abs(values[k] - E[k])).toBeLessThan(tolerance);
  });
});

describe.each([3, 8, 17, 24])('the loops of %d rows in WebAssembly', size => {
  const element = randomHermitian(size, 5);
  const solved = (loops: Parameters<typeof hermitianSolver>[1]) => {
    const solver = hermitianSolver(size, loops);
    for (let j = 0; j < size; j++) {
      for (let i = 0; i < size; i++) {
        // What lies above the diagonal must not matter.
        [solver.re[j * solver.stride + i], solver.im[j * solver.stride + i]] = i < j ? [7, -9] : element(i, j);
      }
    }
    const values = new Float64Array(size);
    solver.eigen(values);
    return { values, re: solver.vectors.re.slice(), im: solver.vectors.im.slice() };
  };
  const expected = solved(plainLoops);

  test.each([true, false])('are those in JavaScript, fused: %j', contraction => {
    const found = solved(layout => simdLoops(layout, contraction));
    for (const part of ['values', 're', 'im'] as const) {
      // Other orders of addition; vectors of eigenvalues that are some 0.1 apart.
      for (const [k, x] of expected[part].entries()) expect(Math.abs(found[part][k] - x)).toBeLessThan(1e-11);
    }
  });
});

test('a matrix that is not finite is refused in a sentence', () => {
  const solver = hermitianSolver(4);
  solver.re.fill(Number.NaN);
  expect(() => solver.values(new Float64Array(4))).toThrow('of size NaN; it has to be finite');
});
