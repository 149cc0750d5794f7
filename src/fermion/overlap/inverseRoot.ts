/**
 * |h|⁻¹ = (h²)^{−1/2} on a vector, where the spectrum of |h| lies in [lower, upper], in two ways:
 *   Zolotarev  (h²)^{−1/2} ≈ c₀ + Σ_k c_k (h² + b_k)⁻¹, all shifts in one solve;
 *   Chebyshev  (h²)^{−1/2} ≈ Σ_k a_k T_k(x), x the map of [lower², upper²] to [−1, 1].
 * With h in front the first has the error of its solves damped: |x| c_k/(x² + b_k) ≤ 1.
 *
 * References: J. van den Eshof et al., Comput. Phys. Commun. 146, 203 (2002), hep-lat/0202025 (Zolotarev); P. Hernández,
 * K. Jansen and M. Lüscher, Nucl. Phys. B 552, 363 (1999), hep-lat/9808010 (Chebyshev).
 */
import { axpy, type Field, scaled } from '../../lattice/index.ts';
import { threeTerms } from '../eigen/chebyshev.ts';
import { rationalPower } from '../rational/rationalPower.ts';
import { MultiShift } from '../solvers/multishift.ts';
import { type PositiveOperator, vectorDuring } from '../solvers/positiveOperator.ts';
import { inverseRootSeries, type Range } from './chebyshevSeries.ts';

/** How |h|⁻¹ is approximated for one range. */
export interface InverseRoot {
  /** "17 poles", "degree 240": for tables. */
  readonly name: string;
  /** How many poles, or the degree. */
  readonly order: number;
  /** out ← |h|⁻¹ χ; gives how often h² was applied. */
  apply(chi: Field, out: Field): number;
}

/** Makes approximations for one operator h²; its vectors are bound once. */
export type InverseRootMethod = (range: Range, tolerance: number) => InverseRoot;

export function zolotarevMethod(squared: PositiveOperator): InverseRootMethod {
  const { dimension } = squared.lattice;
  const solver = new MultiShift(squared);
  const [right, sum] = [vectorDuring('inverse root: right', squared), vectorDuring('inverse root: sum', squared)];
  const start = scaled(squared.components, dimension).bind({ x: right, y: sum });
  const terms: ((parameters: { a: number }) => unknown)[] = [];
  const term = (k: number) =>
    (terms[k] ??= axpy(squared.components, dimension).bind({ x: solver.solution(k), y: sum }));
  return ({ lower, upper }, tolerance) => {
    const { constant, residues, shifts, order } = rationalPower({
      exponent: -1 / 2,
      lower: lower ** 2,
      upper: upper ** 2,
      tolerance: tolerance / 2,
    });
    return {
      name: `${order} poles`,
      order,
      apply(chi, out) {
        right.copyFrom(chi);
        const { iterations } = solver.solve(right, shifts, { tolerance: tolerance / 2 });
        start({ a: constant });
        residues.forEach((a, k) => void term(k)({ a }));
        out.copyFrom(sum);
        // Each residual is recomputed.
        return iterations + shifts.length;
      },
    };
  };
}

export function chebyshevMethod(squared: PositiveOperator): InverseRootMethod {
  const { components, lattice } = squared;
  const vector = (name: string) => vectorDuring(`inverse root: ${name}`, squared);
  const [even, odd, image, sum] = [vector('even'), vector('odd'), vector('image'), vector('sum')];
  const ofEven = squared.bind(even, image);
  const ofOdd = squared.bind(odd, image);
  const step = threeTerms(components, lattice.dimension);
  const intoOdd = step.bind({ image, x: even, y: odd });
  const intoEven = step.bind({ image, x: odd, y: even });
  const start = scaled(components, lattice.dimension).bind({ x: even, y: sum });
  const add = axpy(components, lattice.dimension);
  const addEven = add.bind({ x: even, y: sum });
  const addOdd = add.bind({ x: odd, y: sum });
  return (range, tolerance) => {
    const { coefficients, slope, offset } = inverseRootSeries(range, tolerance);
    const degree = coefficients.length - 1;
    return {
      name: `degree ${degree}`,
      order: degree,
      apply(chi, out) {
        even.copyFrom(chi);
        odd.fill(0);
        start({ a: coefficients[0] });
        for (let n = 1; n <= degree; n++) {
          // T₁ = x T₀, then T_n = 2x T_{n−1} − T_{n−2}
          const factor = n === 1 ? 1 : 2;
          const parameters = { a: factor * slope, b: factor * offset };
          if (n % 2 === 1) {
            ofEven(0);
            intoOdd(parameters);
            addOdd({ a: coefficients[n] });
          } else {
            ofOdd(0);
            intoEven(parameters);
            addEven({ a: coefficients[n] });
          }
        }
        out.copyFrom(sum);
        return degree;
      },
    };
  };
}
