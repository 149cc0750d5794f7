import { describe, expect, it } from 'vitest';
import { generalisedEigen, principalVectors, projection } from './gevp.ts';
import { symmetricEigen } from './symmetricEigen.ts';
import { exactMatrix } from './syntheticCorrelator.fixture.ts';

describe('the symmetric eigenproblem', () => {
  it('is solved to rounding: A v = λ v, vectors orthonormal, values in order', () => {
    const a = [
      [4, 1, -2, 0.5],
      [1, -3, 0, 2],
      [-2, 0, 1, 1e-3],
      [0.5, 2, 1e-3, 7],
    ];
    const { values, vectors } = symmetricEigen(a);
    expect([...values].sort((one, other) => other - one)).toEqual(values);
    vectors.forEach((v, n) => {
      a.forEach((row, i) => {
        const product = row.reduce((sum, value, j) => sum + value * v[j], 0);
        expect(Math.abs(product - values[n] * v[i])).toBeLessThan(1e-13);
      });
      vectors.forEach((w, m) => {
        const dot = v.reduce((sum, value, i) => sum + value * w[i], 0);
        expect(Math.abs(dot - Number(n === m))).toBeLessThan(1e-14);
      });
    });
  });

  it('has equal values of a multiple of one', () => {
    expect(
      symmetricEigen([
        [2, 0],
        [0, 2],
      ]).values,
    ).toEqual([2, 2]);
  });
});

describe('matrices of as many states as operators have exact energies', () => {
  it.each([
    [
      [
        [1, 0.4],
        [0.7, -0.9],
      ],
      [0.3, 0.8],
    ],
    [
      [
        [1, 0.5, 0.2],
        [0.8, -0.6, 0.3],
        [0.3, 0.9, -1.1],
      ],
      [0.25, 0.5, 0.9],
    ],
  ])('%#: from one pair of times, and in the principal correlators at all times', (overlaps, energies) => {
    const matrices = Array.from({ length: 9 }, (_, t) => exactMatrix(overlaps, energies, t));
    for (const [t0, td] of [
      [0, 1],
      [1, 3],
      [2, 5],
    ]) {
      const { values } = generalisedEigen(matrices[td], matrices[t0]);
      // Rounding grows with the condition of C(t0), below 1e3 here.
      values.forEach((value, n) => {
        expect(Math.abs(-Math.log(value) / (td - t0) - energies[n])).toBeLessThan(1e-11);
      });
      principalVectors(matrices, t0, td).forEach((vector, n) => {
        matrices.forEach((matrix, t) => {
          const expected = Math.exp(-energies[n] * (t - t0));
          expect(Math.abs(projection(vector, matrix) / expected - 1)).toBeLessThan(1e-8);
        });
      });
    }
  });

  it('a matrix that is not positive at t0, and times that are not there, are refused', () => {
    expect(() => generalisedEigen([[1]], [[-1]])).toThrow(/not positive definite at row 0/);
    expect(() => principalVectors([[[1]], [[0.5]]], 1, 1)).toThrow(/expected 0 ≤ t0 < td < 2/);
  });
});
