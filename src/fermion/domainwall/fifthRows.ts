/**
 * The fifth dimension with coefficients of their own on every slice: matrices A = diag(a) + diag(e) S, which do not commute with
 * each other. S and senses as in fifth.ts; the transpose has the coefficient of the slice that is read,
 *   (A ψ)_s = a_s ψ_s + e_s (S ψ)_s,   (Aᵀ ψ)_s = a_s ψ_s + (Sᵀ e ψ)_s.
 * A is solved like β + γ S there: with α_s = e / a_s and s counted along the shift,
 *   x₀ = Σ_s [Π_{r<s} (−α_r)] y_s / a_s / (1 + m Π_r (−α_r)),   x_s = y_s / a_s − α_s x_{s+1},   x_{L₅} = −m x₀.
 */
import {
  input,
  kernelFamily,
  output,
  parameter,
  parameterBlock,
  type Real,
  reals,
  siteKernel,
  sum,
} from '../../kernel/index.ts';
import type { Sense } from '../wilson/dslash.ts';
import { along } from './fifth.ts';

/** A number for all slices, or one for each. */
export type PerSlice = number | readonly number[];

export const onSlice = (coefficient: PerSlice, s: number): number =>
  typeof coefficient === 'number' ? coefficient : coefficient[s];

/** factor · coefficient + constant */
export function affine(coefficient: PerSlice, factor: number, constant: number): PerSlice {
  const map = (x: number) => factor * x + constant;
  return typeof coefficient === 'number' ? map(coefficient) : coefficient.map(map);
}

export const slicesOf = (coefficient: PerSlice, extent5: number): Float64Array =>
  Float64Array.from({ length: extent5 }, (_, s) => onSlice(coefficient, s));

const sizes = () => ([1, -1] as const).flatMap(sense => [[4, 4, 4, sense] as const, [4, 3, 2, sense] as const]);

/** (a + e S) ψ, component by component. */
function applied(
  a: (s: number) => Real,
  e: (s: number) => Real,
  psi: (s: number, c: number) => Real,
  { extent5, size, sense, mass }: { extent5: number; size: number; sense: Sense; mass: Real },
) {
  return (s: number, c: number): Real => {
    const order = along(extent5, size, sense, c);
    const next = order[(order.indexOf(s) + 1) % extent5];
    const there = psi(next, c).mul(e(sense === 1 ? s : next));
    const closes = next === order[0];
    return psi(s, c)
      .mul(a(s))
      .add(closes ? there.mul(mass).neg() : there);
  };
}

/** out = (a + e S) near + (p + q S) far + shift here, with overlap = Re ⟨here, out⟩; a, e, p, q on every slice. */
export const rowsClose = kernelFamily(
  'rowsClose',
  sizes,
  (size: number, extent5: number, dimension: number, sense: Sense) => {
    const vector = reals(size * extent5);
    const block = parameterBlock(extent5);
    return siteKernel(
      'rowsClose',
      dimension,
      {
        a: block,
        e: block,
        p: block,
        q: block,
        shift: parameter,
        mass: parameter,
        near: input(vector),
        far: input(vector),
        here: input(vector),
        out: output(vector),
        overlap: sum,
      },
      ({ a, e, p, q, shift, mass, near, far, here, out, overlap }) => {
        const shape = { extent5, size, sense, mass };
        const ofNear = applied(a, e, (s, c) => near(s * size + c), shape);
        const ofFar = applied(p, q, (s, c) => far(s * size + c), shape);
        for (let s = 0; s < extent5; s++) {
          for (let c = 0; c < size; c++) {
            const own = here(s * size + c);
            const value = ofNear(s, c).add(ofFar(s, c)).add(own.mul(shift));
            out.set(s * size + c, value);
            overlap.add(value.mul(own));
          }
        }
      },
    );
  },
);

/** out = (a + e S) ψ; a, e on every slice. */
export const rowsMix = kernelFamily(
  'rowsMix',
  sizes,
  (size: number, extent5: number, dimension: number, sense: Sense) => {
    const vector = reals(size * extent5);
    const block = parameterBlock(extent5);
    return siteKernel(
      'rowsMix',
      dimension,
      { a: block, e: block, mass: parameter, psi: input(vector), out: output(vector) },
      ({ a, e, mass, psi, out }) => {
        const value = applied(a, e, (s, c) => psi(s * size + c), { extent5, size, sense, mass });
        for (let s = 0; s < extent5; s++) {
          for (let c = 0; c < size; c++) out.set(s * size + c, value(s, c));
        }
      },
    );
  },
);

/** out = (a + e S)⁻¹ ψ; see `solveParameters`. */
export const rowsSolve = kernelFamily(
  'rowsSolve',
  sizes,
  (size: number, extent5: number, dimension: number, sense: Sense) => {
    const vector = reals(size * extent5);
    return siteKernel(
      'rowsSolve',
      dimension,
      {
        unit: parameterBlock(extent5),
        alpha: parameterBlock(2 * extent5),
        closing: parameter,
        mass: parameter,
        psi: input(vector),
        out: output(vector),
      },
      ({ unit, alpha, closing, mass, psi, out }) => {
        for (let c = 0; c < size; c++) {
          const order = along(extent5, size, sense, c);
          const ratio = (k: number) => alpha((c < size / 2 ? 0 : extent5) + order[k]);
          const y = order.map(s => psi(s * size + c).mul(unit(s)));
          const total = y.reduceRight((below, value, k) => value.sub(below.mul(ratio(k))));
          const first = total.mul(closing);
          out.set(order[0] * size + c, first);
          let there = first.mul(mass).neg();
          for (let k = extent5 - 1; k > 0; k--) {
            there = y[k].sub(there.mul(ratio(k)));
            out.set(order[k] * size + c, there);
          }
        }
      },
    );
  },
);

/**
 * What `rowsSolve` needs for 1 / (a + e S), or its transpose.
 *
 * @throws if the matrix is singular
 */
export function solveParameters(
  a: Float64Array,
  e: Float64Array,
  mass: number,
  sense: Sense,
): { readonly unit: Float64Array; readonly alpha: Float64Array; readonly closing: number } {
  const extent5 = a.length;
  // The upper half of a spinor first, then the lower.
  const alpha = Float64Array.from({ length: 2 * extent5 }, (_, k) => {
    const s = k % extent5;
    const order = along(extent5, 2, sense, k < extent5 ? 0 : 1);
    const next = order[(order.indexOf(s) + 1) % extent5];
    return e[sense === 1 ? s : next] / a[s];
  });
  const around = alpha.subarray(0, extent5).reduce((product, x) => -product * x, 1);
  const closing = 1 / (1 + mass * around);
  if (!(Number.isFinite(closing) && alpha.every(Number.isFinite))) {
    throw new Error(
      `The fifth dimension cannot be inverted: it is singular for m = ${mass}, L_5 = ${extent5} and coefficients [${a}] and ` +
        `[${e}]. Change M_5, b or c a little.`,
    );
  }
  return { unit: a.map(x => 1 / x), alpha, closing };
}
