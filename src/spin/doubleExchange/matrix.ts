/**
 * The one-electron Hamiltonian of the double-exchange model, a Hermitian matrix of 2N rows, N the number of sites:
 *   h = −t Σ_{x,μ} (|x+μ⟩⟨x| + h.c.) ⊗ 1 + (J/2) Σ_x |x⟩⟨x| ⊗ S(x)·σ.
 * Row 2x + s is site x (x fastest) with spin up (s = 0) or down (s = 1). Every site has one bond in each direction, so that on
 * an extent of 2 neighbours are bound twice.
 */
import type { HermitianSolver } from '../../kernel/index.ts';
import { bonds } from '../bonds.ts';

export interface Couplings {
  /** t */
  readonly hopping: number;
  /** J */
  readonly coupling: number;
}

/** Writes the matrix for these spins, three reals per site, at and below the diagonal. */
export function matrixWriter(extents: readonly number[], { hopping, coupling }: Couplings, solver: HermitianSolver) {
  const { re, im, stride, size } = solver;
  /** Where the lower triangle has a hopping, and how much. */
  const hops = new Map<number, number>();
  for (const [x, y] of bonds(extents)) {
    for (const s of [0, 1]) {
      const [row, column] = x > y ? [2 * x + s, 2 * y + s] : [2 * y + s, 2 * x + s];
      const at = column * stride + row;
      hops.set(at, (hops.get(at) ?? 0) - hopping);
    }
  }
  const [places, amounts] = [Int32Array.from(hops.keys()), Float64Array.from(hops.values())];
  const half = coupling / 2;
  return (spins: ArrayLike<number>): void => {
    re.fill(0);
    im.fill(0);
    for (let k = 0; k < places.length; k++) re[places[k]] = amounts[k];
    for (let site = 0; 2 * site < size; site++) {
      const [up, s] = [2 * site, 3 * site];
      const diagonal = up * stride + up;
      re[diagonal] = half * spins[s + 2];
      re[diagonal + stride + 1] = -half * spins[s + 2];
      re[diagonal + 1] = half * spins[s];
      im[diagonal + 1] = half * spins[s + 1];
    }
  };
}
