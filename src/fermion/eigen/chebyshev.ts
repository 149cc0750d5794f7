/**
 * Chebyshev acceleration: −T_n(x(A)) with x mapping the unwanted part [from, to] of the spectrum to [−1, 1], where
 * |T_n| ≤ 1. Eigenvalues below `from` are mapped to far below −1 for even n, and lie the deeper the lower they are, so
 * that Lanczos finds them first, with larger gaps.
 *
 * Reference: Y. Saad, Numerical Methods for Large Eigenvalue Problems (SIAM, 2011), 7.4.
 */
import { input, kernelFamily, parameter, reals, siteKernel, update } from '../../kernel/index.ts';
import { type Field, scaled } from '../../lattice/index.ts';
import { type PositiveOperator, vectorFor } from '../solvers/positiveOperator.ts';

export interface Chebyshev {
  /** n, an even number. */
  readonly degree: number;
  /** Just above the highest wanted eigenvalue. */
  readonly from: number;
  /** Above the largest eigenvalue; what exceeds it is mistaken for wanted. */
  readonly to: number;
}

/** −T_n(x(λ)): what the filter makes of an eigenvalue. */
export function chebyshevValue(lambda: number, { degree, from, to }: Chebyshev): number {
  const x = (2 * lambda - to - from) / (to - from);
  return Math.abs(x) <= 1 ? -Math.cos(degree * Math.acos(x)) : -Math.cosh(degree * Math.acosh(Math.abs(x)));
}

/** y ← a image + b x − y */
export const threeTerms = kernelFamily(
  'threeTerms',
  () => [
    [4, 4],
    [2, 2],
  ],
  (components: number, dimension: number) => {
    const vector = reals(components);
    return siteKernel(
      'threeTerms',
      dimension,
      { a: parameter, b: parameter, image: input(vector), x: input(vector), y: update(vector) },
      ({ a, b, image, x, y }) => {
        for (let c = 0; c < components; c++) {
          y.set(
            c,
            a
              .mul(image(c))
              .add(b.mul(x(c)))
              .sub(y(c)),
          );
        }
      },
    );
  },
);

/**
 * Prepares out ← −T_n(x(A)) χ, for any fields.
 *
 * @throws if the degree is no even number, or not 0 < from < to
 */
export function chebyshevFilter(
  operator: PositiveOperator,
  { degree, from, to }: Chebyshev,
): (chi: Field, out: Field) => void {
  if (!(Number.isInteger(degree) && degree >= 2 && degree % 2 === 0)) {
    throw new Error(`The degree of a Chebyshev filter is 2, 4, 6 ...; found ${degree}.`);
  }
  if (!(from > 0 && from < to && to < Infinity)) {
    throw new Error(`A Chebyshev filter damps a range 0 < from < to; found [${from}, ${to}].`);
  }
  const { components, parity, lattice } = operator;
  const sites = { sites: parity };
  const [even, odd, image] = [vectorFor(operator), vectorFor(operator), vectorFor(operator)];
  const applyEven = operator.bind(even, image);
  const applyOdd = operator.bind(odd, image);
  const kernel = threeTerms(components, lattice.dimension);
  const intoOdd = kernel.bind({ image, x: even, y: odd }, sites);
  const intoEven = kernel.bind({ image, x: odd, y: even }, sites);
  const negate = scaled(components, lattice.dimension).bind({ x: odd, y: image }, sites);
  // x(A) = slope A + offset
  const slope = 2 / (to - from);
  const offset = -(to + from) / (to - from);
  return (chi, out) => {
    even.copyFrom(chi);
    odd.fill(0);
    applyEven(0);
    intoOdd({ a: slope, b: offset });
    for (let n = 2; n <= degree; n++) {
      const last = n % 2 === 0;
      if (last) applyOdd(0);
      else applyEven(0);
      (last ? intoEven : intoOdd)({ a: 2 * slope, b: 2 * offset });
    }
    odd.copyFrom(even);
    negate({ a: -1 });
    out.copyFrom(image);
  };
}
