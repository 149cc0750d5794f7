/**
 * f(M) b for a positive operator, by Lanczos vectors orthogonalised against all before: M is a small tridiagonal matrix T
 * among them, and f(M) b = |b| V f(T) e₁. Steps are doubled until b†f(M)b stays as it is.
 *
 * Reference: G. H. Golub and G. Meurant, Matrices, Moments and Quadrature with Applications (Princeton, 2010), ch. 6-7.
 */
import { symmetricEigen } from '../../../fermion/index.ts';
import { overlap, type PlainVector, plus, times } from './vectors.ts';

const firstSteps = 24;
const mostSteps = 768;
/** Far below what is asked of actions, far above rounding. */
const settled = 1e-10;

/** @throws if the Lanczos process does not settle */
export function matrixFunction(
  apply: (psi: PlainVector) => PlainVector,
  b: PlainVector,
  f: (eigenvalue: number) => number,
): PlainVector {
  const length = Math.sqrt(overlap(b, b));
  const basis = [times(1 / length, b)];
  const diagonal: number[] = [];
  const beside: number[] = [];
  let before = Number.NaN;
  for (let wanted = firstSteps; wanted <= mostSteps; wanted *= 2) {
    const isExhausted = extend(apply, basis, diagonal, beside, wanted);
    const coefficients = firstColumn(diagonal, beside, f);
    if (isExhausted || Math.abs(coefficients[0] - before) <= settled * Math.abs(coefficients[0])) {
      return combined(basis, coefficients, length);
    }
    before = coefficients[0];
  }
  throw new Error(`${mostSteps} Lanczos steps are not enough for the plain quarks; use heavier ones.`);
}

/** Adds vectors until there are `wanted`; true if the space is exhausted. */
function extend(
  apply: (psi: PlainVector) => PlainVector,
  basis: PlainVector[],
  diagonal: number[],
  beside: number[],
  wanted: number,
): boolean {
  while (diagonal.length < wanted) {
    const last = basis[diagonal.length];
    let next = apply(last);
    diagonal.push(overlap(last, next));
    const size = Math.sqrt(overlap(next, next));
    for (const _ of ['once', 'and again for rounding']) {
      for (const vector of basis) next = plus(next, vector, -overlap(vector, next));
    }
    const rest = Math.sqrt(overlap(next, next));
    if (rest <= 1e-11 * size) return true;
    beside.push(rest);
    basis.push(times(1 / rest, next));
  }
  return false;
}

/** f(T) e₁ */
function firstColumn(diagonal: readonly number[], beside: readonly number[], f: (x: number) => number): number[] {
  const T = diagonal.map((x, i) =>
    diagonal.map((_, j) => (i === j ? x : Math.abs(i - j) === 1 ? beside[Math.min(i, j)] : 0)),
  );
  const { values, vectors } = symmetricEigen(T);
  const terms = values.map((value, k) => f(value) * vectors[k][0]);
  return diagonal.map((_, i) => terms.reduce((sum, term, k) => sum + term * vectors[k][i], 0));
}

function combined(basis: readonly PlainVector[], coefficients: readonly number[], length: number): PlainVector {
  return coefficients.reduce<PlainVector>(
    (total, coefficient, k) => plus(total, basis[k], length * coefficient),
    new Float64Array(basis[0].length),
  );
}
