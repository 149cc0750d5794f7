/**
 * The fifth dimension of domain-wall fermions, inside kernels: L₅ spinors per site, and the shift that couples them,
 *   (S ψ)_s = P₋ ψ_{s+1} + P₊ ψ_{s−1},   with ψ_{L₅} = −m ψ₀ and ψ_{−1} = −m ψ_{L₅ − 1},
 * P_∓ = (1 ∓ γ₅)/2: P₋ keeps the upper half of a spinor, P₊ the lower half (spinor/gamma.ts). Sᵀ is S with the
 * chiralities exchanged; sense 1 stands for S, sense −1 for Sᵀ. Everything here is a function of S, so it commutes.
 *
 * On one chirality β + γ S is cyclic and bidiagonal, and solved in 2 L₅ steps: with α = γ / β and s
 * counted along the shift,
 *   x₀ = Σ_s (−α)^s y_s / [β (1 + m (−α)^{L₅})],   x_{L₅−1} = y_{L₅−1} / β + α m x₀,
 *   x_s = y_s / β − α x_{s+1}.
 */
import { input, kernelFamily, output, parameter, type Real, reals, siteKernel, sum } from '../../kernel/index.ts';
import type { Sense } from '../wilson/dslash.ts';

/** Reads component c of slice s. */
type Read = (s: number, c: number) => Real;

/** The slices in the order in which component c is shifted: s, s + 1, … for P₋, backwards for P₊. */
export function along(extent5: number, size: number, sense: Sense, c: number): number[] {
  const upper = c < size / 2;
  const order = Array.from({ length: extent5 }, (_, s) => s);
  return upper === (sense === 1) ? order : order.reverse();
}

/** S ψ, component by component. */
function shifted(psi: Read, extent5: number, size: number, sense: Sense, mass: Real): Read {
  return (s, c) => {
    const order = along(extent5, size, sense, c);
    const next = order.indexOf(s) + 1;
    return next < extent5 ? psi(order[next], c) : psi(order[0], c).mul(mass).neg();
  };
}

const sizes = () => ([1, -1] as const).flatMap(sense => [[4, 4, 4, sense] as const, [4, 3, 2, sense] as const]);

/** out = (a + e S) near + (p + q S) far + shift here, with overlap = Re ⟨here, out⟩. */
export const fifthClose = kernelFamily(
  'fifthClose',
  sizes,
  (size: number, extent5: number, dimension: number, sense: Sense) => {
    const vector = reals(size * extent5);
    return siteKernel(
      'fifthClose',
      dimension,
      {
        a: parameter,
        e: parameter,
        p: parameter,
        q: parameter,
        shift: parameter,
        mass: parameter,
        near: input(vector),
        far: input(vector),
        here: input(vector),
        out: output(vector),
        overlap: sum,
      },
      ({ a, e, p, q, shift, mass, near, far, here, out, overlap }) => {
        const read =
          (field: (component: number) => Real): Read =>
          (s, c) =>
            field(s * size + c);
        const nearShifted = shifted(read(near), extent5, size, sense, mass);
        const farShifted = shifted(read(far), extent5, size, sense, mass);
        for (let s = 0; s < extent5; s++) {
          for (let c = 0; c < size; c++) {
            const k = s * size + c;
            const own = here(k);
            const value = near(k)
              .mul(a)
              .add(nearShifted(s, c).mul(e))
              .add(far(k).mul(p))
              .add(farShifted(s, c).mul(q))
              .add(own.mul(shift));
            out.set(k, value);
            overlap.add(value.mul(own));
          }
        }
      },
    );
  },
);

/** out = (a + e S) ψ */
export const fifthMix = kernelFamily(
  'fifthMix',
  sizes,
  (size: number, extent5: number, dimension: number, sense: Sense) => {
    const vector = reals(size * extent5);
    return siteKernel(
      'fifthMix',
      dimension,
      { a: parameter, e: parameter, mass: parameter, psi: input(vector), out: output(vector) },
      ({ a, e, mass, psi, out }) => {
        const there = shifted((s, c) => psi(s * size + c), extent5, size, sense, mass);
        for (let s = 0; s < extent5; s++) {
          for (let c = 0; c < size; c++) {
            const k = s * size + c;
            out.set(k, psi(k).mul(a).add(there(s, c).mul(e)));
          }
        }
      },
    );
  },
);

/** out = (a + e S) (β + γ S)⁻¹ ψ; see `quotientParameters`. */
export const fifthQuotient = kernelFamily(
  'fifthQuotient',
  sizes,
  (size: number, extent5: number, dimension: number, sense: Sense) => {
    const vector = reals(size * extent5);
    return siteKernel(
      'fifthQuotient',
      dimension,
      {
        a: parameter,
        e: parameter,
        mass: parameter,
        alpha: parameter,
        unit: parameter,
        closing: parameter,
        psi: input(vector),
        out: output(vector),
      },
      ({ a, e, mass, alpha, unit, closing, psi, out }) => {
        const x: Real[][] = Array.from({ length: extent5 }, () => []);
        for (let c = 0; c < size; c++) {
          const order = along(extent5, size, sense, c);
          const y = order.map(s => psi(s * size + c));
          const total = y.reduceRight((below, value) => value.sub(below.mul(alpha)));
          const first = total.mul(closing);
          let last = y[extent5 - 1].mul(unit).add(first.mul(alpha.mul(mass)));
          x[order[0]][c] = first;
          for (let k = extent5 - 1; k > 0; k--) {
            x[order[k]][c] = last;
            last = y[k - 1].mul(unit).sub(last.mul(alpha));
          }
        }
        const there = shifted((s, c) => x[s][c], extent5, size, sense, mass);
        for (let s = 0; s < extent5; s++) {
          for (let c = 0; c < size; c++) {
            out.set(s * size + c, x[s][c].mul(a).add(there(s, c).mul(e)));
          }
        }
      },
    );
  },
);

/**
 * What `fifthQuotient` needs for (a + e S) / (β + γ S).
 *
 * @throws if beta + gamma S is singular
 */
export function quotientParameters(
  [a, e]: readonly [number, number],
  [beta, gamma]: readonly [number, number],
  mass: number,
  extent5: number,
): Record<'a' | 'e' | 'mass' | 'alpha' | 'unit' | 'closing', number> {
  const alpha = gamma / beta;
  const closing = 1 / (beta * (1 + mass * (-alpha) ** extent5));
  if (!Number.isFinite(closing) || beta === 0) {
    throw new Error(
      `The fifth dimension cannot be inverted: ${beta} + ${gamma} S is singular for m = ${mass}, L_5 = ${extent5}. Change ` +
        'M_5, b or c a little.',
    );
  }
  return { a, e, mass, alpha, unit: 1 / beta, closing };
}
