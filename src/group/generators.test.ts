import { describe, expect, test } from 'vitest';
import { evaluate, matricesOf, randomReals } from './evaluate.fixture.ts';
import { groupNamed } from './named.ts';
import {
  complex,
  dagger,
  distance,
  identity,
  type PlainMatrix,
  product,
  scaled,
  sum,
  trace,
} from './plainMatrix.fixture.ts';

const groups = ['U(1)', 'SU(2)', 'SU(3)', 'SU(4)', 'SU(5)'].map(groupNamed);
const epsilon = Number.EPSILON;
const i = complex(0, 1);

/** T_a: the algebra element of the unit vector a, divided by i. */
function generatorMatrices(name: string): PlainMatrix[] {
  const group = groupNamed(name);
  const units = Array.from({ length: group.algebraSize }, (_, a) =>
    Array.from({ length: group.algebraSize }, (__, b) => (a === b ? 1 : 0)),
  );
  return matricesOf(group, p => group.algebraElement(p), units).map(m => scaled(m, complex(0, -1)));
}

describe.each(groups.map(group => ({ name: group.name, group })))('generators of $name', ({ name, group }) => {
  const T = generatorMatrices(name);

  test('hermitian, traceless but for U(1), tr T_a T_b = n delta_ab', () => {
    T.forEach((a, k) => {
      expect(distance(a, dagger(a))).toBe(0);
      if (group.colours > 1) expect(Math.abs(trace(a).re)).toBeLessThanOrEqual(group.colours * epsilon);
      T.forEach((b, l) => {
        const value = trace(product(a, b));
        expect(value.re).toBeCloseTo(k === l ? group.generatorNorm : 0, 15);
        expect(value.im).toBeCloseTo(0, 15);
      });
    });
  });

  test('as many as the algebra has dimensions; the quadratic Casimir is (N^2 - 1) / 2N', () => {
    expect(T).toHaveLength(group.colours === 1 ? 1 : group.colours ** 2 - 1);
    const casimir = T.map(a => product(a, a)).reduce(sum);
    const value = group.colours === 1 ? 1 : (group.colours ** 2 - 1) / (2 * group.colours);
    expect(distance(casimir, scaled(identity(group.colours), complex(value)))).toBeLessThanOrEqual(8 * epsilon);
  });

  test('the projection of an algebra element gives its coefficients', () => {
    const samples = randomReals(group.algebraSize, 20);
    const found = evaluate(p => group.project(group.algebraElement(p)), samples);
    found.forEach((q, k) => {
      q.forEach((value, a) => {
        expect(Math.abs(value - samples[k][a])).toBeLessThanOrEqual(4 * epsilon);
      });
    });
  });

  test('the projection of any matrix is 2 Im tr(X T_a) (U(1): Im X), and blind to hermitian parts', () => {
    const samples = randomReals(group.linkSize, 20);
    const X = matricesOf(group, c => group.matrix(c), samples);
    const found = evaluate(c => group.project(group.matrix(c)), samples);
    const factor = group.colours === 1 ? 1 : 2;
    found.forEach((q, k) => {
      q.forEach((value, a) => {
        expect(Math.abs(value - factor * trace(product(X[k], T[a])).im)).toBeLessThanOrEqual(16 * epsilon);
      });
    });
    const hermitian = evaluate(c => {
      const m = group.matrix(c);
      return group.project(m.add(m.dagger()));
    }, samples);
    expect(hermitian.flat().every(value => Math.abs(value) <= 8 * epsilon)).toBe(true);
  });
});

test('SU(2): half the Pauli matrices', () => {
  const [x, y, z] = generatorMatrices('SU(2)').map(T => scaled(T, complex(2)));
  const [o, l, m] = [complex(0), complex(1), complex(-1)];
  expect(
    distance(x, [
      [o, l],
      [l, o],
    ]),
  ).toBe(0);
  expect(
    distance(y, [
      [o, complex(0, -1)],
      [i, o],
    ]),
  ).toBe(0);
  expect(
    distance(z, [
      [l, o],
      [o, m],
    ]),
  ).toBe(0);
});

test('SU(3): structure constants in the order of Gell-Mann', () => {
  const T = generatorMatrices('SU(3)');
  /** f_abc = −2 i tr([T_a, T_b] T_c), numbered from one. */
  const f = (a: number, b: number, c: number) => {
    const [A, B, C] = [T[a - 1], T[b - 1], T[c - 1]];
    const commutator = sum(product(A, B), scaled(product(B, A), complex(-1)));
    return 2 * trace(product(commutator, C)).im;
  };
  expect(f(1, 2, 3)).toBeCloseTo(1, 14);
  for (const [a, b, c] of [
    [1, 4, 7],
    [2, 4, 6],
    [2, 5, 7],
    [3, 4, 5],
    [5, 1, 6],
    [6, 3, 7],
  ]) {
    expect(f(a, b, c)).toBeCloseTo(0.5, 14);
  }
  expect(f(4, 5, 8)).toBeCloseTo(Math.sqrt(3) / 2, 14);
  expect(f(6, 7, 8)).toBeCloseTo(Math.sqrt(3) / 2, 14);
});

test('an unknown group is refused in a sentence', () => {
  expect(() => groupNamed('SO(3)')).toThrow('There is no group SO(3); known are U(1), SU(2), SU(3), SU(4), SU(5).');
});
