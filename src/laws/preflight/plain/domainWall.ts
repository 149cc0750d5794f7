/**
 * Domain-wall quarks by their definition,
 *   (Dψ)_s = (b D_W + 1) ψ_s + (c D_W − 1) (Sψ)_s,   D_W = (d − M₅) − H/2,
 *   (Sψ)_s = P₋ψ_{s+1} + P₊ψ_{s−1},   ψ_{L₅} = −m ψ₀,  ψ₋₁ = −m ψ_{L₅−1},   P_∓ = (1 ∓ γ₅)/2,
 * so D = B − ½ H C with B = 1 + b (d − M₅) + (c (d − M₅) − 1) S, C = b + c S; without the odd sites
 * D̂ = B − ¼ H_eo C B⁻¹ H_oe C. In the fifth dimension S is one matrix for each chirality, written out; b and c may differ from row
 * to row.
 *
 * Reference: Y. Shamir, Nucl. Phys. B 406, 90 (1993); R. C. Brower, H. Neff, K. Orginos, Comput. Phys. Commun. 220, 1 (2017).
 */
import type { PerSlice } from '../../../fermion/index.ts';
import { plainInverse } from './inverse.ts';
import type { PlainLinks } from './links.ts';
import { type PlainMatrix, plainDagger, plainIdentity, plainProduct, plainSum } from './matrix.ts';
import { closedLinks } from './staggered.ts';
import { type PlainVector, plus } from './vectors.ts';
import { type PlainSense, wilsonHop } from './wilson.ts';

export interface PlainDomainWall {
  readonly height: number;
  readonly extent5: number;
  readonly b: PerSlice;
  readonly c: PerSlice;
}

/** One matrix in s for γ₅ = −1 and one for γ₅ = 1. */
type Chiral = readonly [PlainMatrix, PlainMatrix];

/** D̂ or D̂† of a quark mass, on vectors that are zero on odd sites. */
export function plainDomainWall(links: PlainLinks, boundary: readonly string[], form: PlainDomainWall) {
  const closed = closedLinks(links, boundary);
  const { height, extent5, b, c } = form;
  const diagonal = links.lattice.dimension - height;
  /** one + shift S, row by row. */
  const linear = (mass: number, one: (s: number) => number, shift: (s: number) => number): Chiral => {
    const rows = (matrix: PlainMatrix, factor: (s: number) => number): PlainMatrix => ({
      ...matrix,
      numbers: matrix.numbers.map((x, k) => x * factor(Math.floor(k / (2 * extent5)))),
    });
    const combined = (S: PlainMatrix) => plainSum(rows(plainIdentity(extent5), one), rows(S, shift), 1);
    const S = shiftMatrix(extent5, mass);
    return [combined(S), combined(plainDagger(S))];
  };
  const inRow = (coefficient: PerSlice, s: number) => (typeof coefficient === 'number' ? coefficient : coefficient[s]);
  const halves = (links.lattice.dimension === 4 ? 2 : 1) * links.colours;
  const apply = (matrices: Chiral, psi: PlainVector) => alongFifth(matrices, psi, halves);
  return (mass: number) => {
    const B = linear(
      mass,
      s => 1 + inRow(b, s) * diagonal,
      s => inRow(c, s) * diagonal - 1,
    );
    const C = linear(
      mass,
      s => inRow(b, s),
      s => inRow(c, s),
    );
    const quotient: Chiral = [0, 1].map(k => plainProduct(C[k], plainInverse(B[k]).inverse)) as unknown as Chiral;
    const turned = (matrices: Chiral): Chiral => [plainDagger(matrices[0]), plainDagger(matrices[1])];
    return (psi: PlainVector, sense: PlainSense): PlainVector => {
      const hop = (chi: PlainVector) => wilsonHop(closed, chi, sense);
      if (sense === 1) return plus(apply(B, psi), hop(apply(quotient, hop(apply(C, psi)))), -1 / 4);
      const back = apply(turned(C), hop(apply(turned(quotient), hop(psi))));
      return plus(apply(turned(B), psi), back, -1 / 4);
    };
  };
}

/** S on the chirality that goes from s + 1 to s. */
function shiftMatrix(extent5: number, mass: number): PlainMatrix {
  const numbers = new Float64Array(2 * extent5 ** 2);
  for (let s = 0; s < extent5; s++) {
    const next = (s + 1) % extent5;
    numbers[2 * (s * extent5 + next)] = s === extent5 - 1 ? -mass : 1;
  }
  return { size: extent5, numbers };
}

/** Real matrices in s; the first `half` complex numbers of every spinor have γ₅ = −1. */
function alongFifth(matrices: Chiral, psi: PlainVector, half: number): PlainVector {
  const { size } = matrices[0];
  const spinor = 4 * half;
  const out = new Float64Array(psi.length);
  for (let start = 0; start < psi.length; start += size * spinor) {
    matrices.forEach(({ numbers }, chirality) => {
      for (let s = 0; s < size; s++) {
        for (let t = 0; t < size; t++) {
          const entry = numbers[2 * (s * size + t)];
          if (entry === 0) continue;
          for (let k = 2 * half * chirality; k < 2 * half * (chirality + 1); k++) {
            out[start + s * spinor + k] += entry * psi[start + t * spinor + k];
          }
        }
      }
    });
  }
  return out;
}
