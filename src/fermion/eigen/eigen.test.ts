import { describe, expect, test } from 'vitest';
import { coldStart } from '../../gauge/index.ts';
import { key } from '../../lattice/index.ts';
import { ConjugateGradient } from '../solvers/cg.ts';
import type { PositiveOperator } from '../solvers/positiveOperator.ts';
import { complexProduct, hotOperator, latticeOf, randomVector, relativeDistance } from '../vectors.fixture.ts';
import { chebyshevFilter } from './chebyshev.ts';
import { deflatedGuess } from './deflation.ts';
import { lowestEigenpairs } from './lanczos.ts';
import { symmetricEigen } from './symmetricEigen.ts';

const draw = key(3, 0, 'noise');

/** A as a real symmetric matrix on real and imaginary parts: every eigenvalue comes twice. */
function dense(A: PositiveOperator): number[][] {
  const [p, q] = [
    A.lattice.field(A.components, { parity: A.parity }),
    A.lattice.field(A.components, { parity: A.parity }),
  ];
  const apply = A.bind(p, q);
  return Array.from(p.toArray(), (_, i, all = p.toArray()) => {
    p.fromArray(all.map((__, j) => (i === j ? 1 : 0)));
    apply(0);
    return Array.from(q.toArray());
  });
}

const everySecond = (values: readonly number[]) => values.filter((_, i) => i % 2 === 0);

describe('small symmetric matrices', () => {
  const size = 9;
  const matrix = Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (__, j) => Math.cos(1 + i + j + i * j)),
  );
  const { values, vectors } = symmetricEigen(matrix);
  const product = (a: readonly number[], b: readonly number[]) => a.reduce((sum, x, i) => sum + x * b[i], 0);

  test('have orthonormal eigenvectors', () => {
    vectors.forEach((a, i) => {
      vectors.forEach((b, j) => {
        expect(product(a, b)).toBeCloseTo(i === j ? 1 : 0, 14);
      });
    });
  });
  test('satisfy A v = lambda v, lambda ascending', () => {
    values.forEach((value, i) => {
      matrix.forEach((row, j) => {
        expect(product(row, vectors[i])).toBeCloseTo(value * vectors[i][j], 13);
      });
      if (i > 0) expect(value).toBeGreaterThanOrEqual(values[i - 1]);
    });
  });
});

describe.each([
  { group: 'SU(3)', extents: [2, 2, 2, 4] },
  { group: 'SU(2)', extents: [2, 4, 4] },
  { group: 'U(1)', extents: [6, 8] },
])('$group on $extents, random links', ({ group, extents }) => {
  const { operator } = hotOperator(group, latticeOf(extents));
  const A = operator.normal('even');
  const all = everySecond(symmetricEigen(dense(A)).values);
  const norm = all.at(-1)!;

  test.each([1, 4, 7])('the %d lowest are those of the dense matrix, with multiplicity', count => {
    const tolerance = 1e-9;
    const { pairs } = lowestEigenpairs(A, { count, tolerance, key: draw, space: count + 8 });
    expect(pairs).toHaveLength(count);
    pairs.forEach(({ value, residual, vector }, i) => {
      expect(residual).toBeLessThanOrEqual(tolerance * norm);
      // The error is the residual at most; rounding of the dense matrix is below 1e-13.
      expect(Math.abs(value - all[i])).toBeLessThanOrEqual(residual + 1e-13);
      expect(complexProduct(vector, vector)[0]).toBeCloseTo(1, 12);
      for (const { vector: other } of pairs.slice(0, i)) {
        expect(Math.hypot(...complexProduct(vector, other))).toBeLessThan(1e-10);
      }
    });
  });
  test('a Chebyshev filter finds the same', () => {
    const chebyshev = { degree: 8, from: (all[5] + all[6]) / 2, to: 1.05 * norm };
    const { pairs } = lowestEigenpairs(A, { count: 4, tolerance: 1e-9, key: draw, chebyshev });
    pairs.forEach(({ value, residual }, i) => {
      expect(Math.abs(value - all[i])).toBeLessThanOrEqual(residual + 1e-13);
    });
  });
  test('a space too small for more than asked gives all there are', () => {
    const { pairs } = lowestEigenpairs(A, { count: all.length + 5, tolerance: 1e-9, key: draw });
    expect(pairs).toHaveLength(all.length);
    pairs.forEach(({ value }, i) => {
      expect(value).toBeCloseTo(all[i], 10);
    });
  });
});

test('free quarks on 4^4 have m^2 + 1/2 sixteen times on even sites, then m^2 + 3/2', () => {
  const { operator } = hotOperator('U(1)', latticeOf([4, 4, 4, 4]));
  operator.setLinks(coldStart(operator.lattice, operator.group));
  const { pairs } = lowestEigenpairs(operator.normal('even'), { count: 18, tolerance: 1e-10, key: draw });
  const values = pairs.map(({ value }) => value);
  for (const value of values.slice(0, 16)) expect(value).toBeCloseTo(0.5, 12);
  for (const value of values.slice(16)) expect(value).toBeCloseTo(1.5, 12);
});

test('the filter is the Chebyshev polynomial', () => {
  const { operator } = hotOperator('U(1)', latticeOf([4, 4]));
  const A = operator.normal('even');
  const { values, vectors } = symmetricEigen(dense(A));
  const [v, out] = [operator.vector('even'), operator.vector('even')];
  const [from, to] = [1, 3];
  const filter = chebyshevFilter(A, { degree: 6, from, to });
  values.forEach((value, i) => {
    v.fromArray(vectors[i]);
    filter(v, out);
    const x = (2 * value - to - from) / (to - from);
    const inside = Math.abs(x) <= 1;
    const expected = -(inside ? Math.cos(6 * Math.acos(x)) : Math.cosh(6 * Math.acosh(Math.abs(x))));
    expect(complexProduct(v, out)[0] / expected).toBeCloseTo(1, 10);
  });
});

describe('deflation', () => {
  const { operator } = hotOperator('SU(3)', latticeOf([4, 4, 2, 4]));
  const A = operator.normal('even');
  const { pairs } = lowestEigenpairs(A, { count: 8, tolerance: 1e-10, key: draw });
  const b = randomVector(operator, 3, 'even');
  const cg = new ConjugateGradient(A);
  const options = { tolerance: 1e-10, shift: 1e-4 };

  test('gives the same solution in fewer iterations', () => {
    const plain = cg.solve(b, options);
    const solution = cg.solution.clone();
    const deflated = cg.solve(b, { ...options, guess: deflatedGuess(pairs)(b, options.shift) });
    expect(deflated.iterations).toBeLessThan(0.8 * plain.iterations);
    expect(deflated.residual).toBeLessThan(2e-10);
    // Condition number: (4² + 1e-4) / 1e-4 at most.
    expect(relativeDistance(cg.solution, solution)).toBeLessThan(1e-4);
    const image = b.like();
    A.bind(cg.solution, image)(options.shift);
    expect(relativeDistance(image, b)).toBeLessThan(2e-10);
  });
  test('solves for the modes themselves', () => {
    const { vector, value } = pairs[2];
    const guess = deflatedGuess(pairs)(vector, 0.01);
    expect(complexProduct(vector, guess)[0]).toBeCloseTo(1 / (value + 0.01), 8);
  });
  test('needs modes that are positive', () => {
    expect(() => deflatedGuess([])).toThrow('at least one low mode');
    expect(() => deflatedGuess(pairs)(b, -1)).toThrow('is not positive');
  });
});

describe('what makes no sense is refused', () => {
  const { operator } = hotOperator('SU(2)', latticeOf([4, 4, 4, 4]));
  const A = operator.normal('even');
  test.each([
    [{ count: 0, tolerance: 1e-8 }, 'number of eigenpairs is 1, 2, 3 ...; found 0'],
    [{ count: 2, tolerance: 0 }, 'between 0 and 1; found 0'],
    [{ count: 6, tolerance: 1e-8, space: 7 }, 'at least 8 vectors; found 7'],
    [{ count: 2, tolerance: 1e-8, chebyshev: { degree: 3, from: 1, to: 2 } }, 'is 2, 4, 6 ...; found 3'],
    [{ count: 2, tolerance: 1e-8, chebyshev: { degree: 4, from: 3, to: 2 } }, 'found [3, 2]'],
    [{ count: 4, tolerance: 1e-12, maxRestarts: 2 }, /after 2 restarts the pair of .* has the residual .*asked was/],
  ])('%#', (options, message) => {
    expect(() => lowestEigenpairs(A, { key: draw, ...options })).toThrow(message);
  });
});
