/** The second arithmetic of the preflight obeys its own laws: inverse, unitary part, exponential, functions of operators. */
import { expect, test } from 'vitest';
import { plainInverse } from './inverse.ts';
import {
  type PlainMatrix,
  plainDagger,
  plainIdentity,
  plainProduct,
  plainScaled,
  plainSum,
  realTrace,
} from './matrix.ts';
import { matrixFunction } from './matrixFunction.ts';
import { plainAntihermitian, plainExponential, plainUnitaryPart, plainWithoutPhase } from './unitary.ts';

const rounding = 1e-13;

/** Numbers without a pattern, between −1 and 1. */
const rough = (count: number, start = 1) =>
  Float64Array.from({ length: count }, (_, k) => Math.sin(12.9898 * (k + start) ** 2));
const matrix = (size: number, start = 1): PlainMatrix => ({ size, numbers: rough(2 * size ** 2, start) });
const apart = (a: PlainMatrix, b: PlainMatrix) => Math.max(...plainSum(a, b, -1).numbers.map(Math.abs));

test.each([1, 2, 3, 12])('inverse and determinant of a matrix of size %d', size => {
  const [a, b] = [matrix(size), matrix(size, 300)];
  const one = plainIdentity(size);
  const inverted = plainInverse(a);
  // Errors grow with the condition of the matrix, some hundreds here.
  expect(apart(plainProduct(a, inverted.inverse), one)).toBeLessThan(100 * rounding);
  const product = plainInverse(plainProduct(a, b));
  const other = plainInverse(b);
  expect(product.logDeterminant).toBeCloseTo(inverted.logDeterminant + other.logDeterminant, 11);
  const turns = (product.phase - inverted.phase - other.phase) / (2 * Math.PI);
  expect(Math.abs(turns - Math.round(turns))).toBeLessThan(100 * rounding);
});

test.each([1, 2, 3])('the unitary part is unitary, and what is left is hermitian and positive, N = %d', size => {
  const m = matrix(size, 7);
  const w = plainUnitaryPart(m);
  expect(apart(plainProduct(w, plainDagger(w)), plainIdentity(size))).toBeLessThan(rounding);
  const rest = plainProduct(plainDagger(w), m);
  expect(apart(rest, plainDagger(rest))).toBeLessThan(rounding);
  expect(realTrace(rest)).toBeGreaterThan(0);
  const { phase, logDeterminant } = plainInverse(plainWithoutPhase(w));
  expect(Math.abs(Math.sin(phase))).toBeLessThan(rounding);
  expect(Math.cos(phase)).toBeGreaterThan(0);
  expect(Math.abs(logDeterminant)).toBeLessThan(rounding);
});

test('the exponential of commuting matrices is a product, that of antihermitian ones unitary', () => {
  const x = plainAntihermitian(matrix(3));
  const e = plainExponential(x);
  expect(apart(plainProduct(e, e), plainExponential(plainScaled(x, 2)))).toBeLessThan(10 * rounding);
  expect(apart(plainProduct(e, plainDagger(e)), plainIdentity(3))).toBeLessThan(10 * rounding);
  const angle = { size: 1, numbers: Float64Array.of(0, 0.7) };
  expect(plainExponential(angle).numbers[0]).toBeCloseTo(Math.cos(0.7), 14);
});

test('functions of a diagonal operator are those of its entries', () => {
  const eigenvalues = Float64Array.from({ length: 40 }, (_, k) => 0.1 + 0.09 * k);
  const b = rough(40);
  const apply = (psi: Float64Array) => psi.map((x, k) => eigenvalues[k] * x);
  for (const f of [(x: number) => 1 / x, (x: number) => x ** -0.5, (x: number) => (x + 0.5) / (x + 0.2)]) {
    const found = matrixFunction(apply, b, f);
    expect(Math.max(...found.map((x, k) => Math.abs(x - f(eigenvalues[k]) * b[k])))).toBeLessThan(1e-10);
  }
});
