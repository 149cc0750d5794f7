/**
 * The nucleon of degenerate Wilson quarks in SU(3), O = ε_abc (u_aᵀ C γ₅ d_b) u_c, projected to one parity:
 *   tr[ P ⟨O(x) Ō(x₀)⟩ ],   P = (1 + parity γ_t) / 2,
 * with both contractions of the two u quarks,
 *   ⟨O Ō⟩ = ε_abc ε_a'b'c' G_{sr}^{bb'} [ S_{sr}^{aa'} S^{cc'} − S_{s.}^{ac'} S_{.r}^{ca'} ],   G = C γ₅ S (C γ₅)~,
 * A~ = γ_t A† γ_t, C = γ_y γ_t. Positive parity goes forward in time; what goes backward is its
 * partner of negative parity, C₋(t) = −C₊(L_t − t) in the mean.
 *
 * Reference: C. Gattringer and C. B. Lang, Quantum Chromodynamics on the Lattice (Springer, 2010), section 6.1.4.
 */
import type { ComplexNumbers } from '../correlators/torusCorrelation.ts';
import type { Propagator } from './propagator.ts';
import { conjugateVertex, gamma, gamma5, type SpinMatrix, spinProduct, unitSpin } from './spinMatrices.ts';

const permutations = [
  { abc: [0, 1, 2], sign: 1 },
  { abc: [1, 2, 0], sign: 1 },
  { abc: [2, 0, 1], sign: 1 },
  { abc: [0, 2, 1], sign: -1 },
  { abc: [2, 1, 0], sign: -1 },
  { abc: [1, 0, 2], sign: -1 },
] as const;

/** 4 × 4 complex numbers, row by row. */
type Spins = Float64Array;

/** tr[ P ⟨O Ō⟩ ] at every site. */
export function nucleonDensity(S: Propagator, parity: 1 | -1): ComplexNumbers {
  const volume = S.columns[0].length / 24;
  const [re, im] = [new Float64Array(volume), new Float64Array(volume)];
  const diquark = spinProduct(gamma(4, 1), gamma(4, 3), gamma5(4));
  const conjugate = conjugateVertex(4, diquark);
  const [one, time] = [unitSpin(4), gamma(4, 3)];
  const [blocks, projected, dressed] = Array.from({ length: 3 }, () =>
    Array.from({ length: 9 }, (): Spins => new Float64Array(32)),
  );
  const product: Spins = new Float64Array(32);
  for (let site = 0; site < volume; site++) {
    loadBlocks(S, site, blocks);
    for (let k = 0; k < 9; k++) {
      sandwich(one, blocks[k], time, projected[k]);
      for (let c = 0; c < 32; c++) projected[k][c] = (blocks[k][c] + parity * projected[k][c]) / 2;
      sandwich(diquark, blocks[k], conjugate, dressed[k]);
    }
    for (const { abc, sign } of permutations) {
      for (const { abc: other, sign: otherSign } of permutations) {
        const at = (sink: number, source: number) => 3 * abc[sink] + other[source];
        const G = dressed[at(1, 1)];
        const direct = times(contraction(G, blocks[at(0, 0)]), trace(projected[at(2, 2)]));
        multiply(projected[at(0, 2)], blocks[at(2, 0)], product);
        const exchanged = contraction(G, product);
        re[site] += sign * otherSign * (direct[0] - exchanged[0]);
        im[site] += sign * otherSign * (direct[1] - exchanged[1]);
      }
    }
  }
  return { re, im };
}

/** S^{cc'} as a matrix of spins, block 3 c + c'. */
function loadBlocks(S: Propagator, site: number, blocks: readonly Spins[]): void {
  for (let c = 0; c < 3; c++) {
    for (let d = 0; d < 3; d++) {
      for (let s = 0; s < 4; s++) {
        for (let r = 0; r < 4; r++) {
          const column = S.columns[3 * r + d];
          const from = 24 * site + 2 * (3 * s + c);
          blocks[3 * c + d][2 * (4 * s + r)] = column[from];
          blocks[3 * c + d][2 * (4 * s + r) + 1] = column[from + 1];
        }
      }
    }
  }
}

const cosines = [1, 0, -1, 0];
const sines = [0, 1, 0, -1];

/** out ← left S right */
function sandwich(left: SpinMatrix, block: Spins, right: SpinMatrix, out: Spins): void {
  for (let s = 0; s < 4; s++) {
    for (let k = 0; k < 4; k++) {
      const power = (left.power[s] + right.power[k]) % 4;
      const [from, to] = [2 * (4 * left.column[s] + k), 2 * (4 * s + right.column[k])];
      out[to] = cosines[power] * block[from] - sines[power] * block[from + 1];
      out[to + 1] = cosines[power] * block[from + 1] + sines[power] * block[from];
    }
  }
}

/** out ← a b */
function multiply(a: Spins, b: Spins, out: Spins): void {
  for (let s = 0; s < 4; s++) {
    for (let r = 0; r < 4; r++) {
      let [re, im] = [0, 0];
      for (let k = 0; k < 4; k++) {
        const [left, right] = [2 * (4 * s + k), 2 * (4 * k + r)];
        re += a[left] * b[right] - a[left + 1] * b[right + 1];
        im += a[left] * b[right + 1] + a[left + 1] * b[right];
      }
      out[2 * (4 * s + r)] = re;
      out[2 * (4 * s + r) + 1] = im;
    }
  }
}

/** Sum of a_{sr} b_{sr}, nothing conjugated. */
function contraction(a: Spins, b: Spins): [number, number] {
  let [re, im] = [0, 0];
  for (let k = 0; k < 32; k += 2) {
    re += a[k] * b[k] - a[k + 1] * b[k + 1];
    im += a[k] * b[k + 1] + a[k + 1] * b[k];
  }
  return [re, im];
}

function trace(a: Spins): [number, number] {
  return [a[0] + a[10] + a[20] + a[30], a[1] + a[11] + a[21] + a[31]];
}

function times([a, b]: readonly [number, number], [c, d]: readonly [number, number]): [number, number] {
  return [a * c - b * d, a * d + b * c];
}
