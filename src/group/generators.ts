/**
 * Generators T_a of SU(N): hermitian, traceless, tr T_a T_b = δ_ab / 2. For N = 2 half the Pauli matrices, for
 * N = 3 half the Gell-Mann matrices in their usual order; in general, for k = 1 … N−1: the symmetric and the
 * antisymmetric one of each pair (j, k), then the diagonal one.
 */

export interface Generator {
  readonly kind: 'symmetric' | 'antisymmetric' | 'diagonal';
  /** Pair (j, k) of the off-diagonal kinds; (k, k) of the diagonal diag(1, …, 1, −k, 0, …) / √(2k(k+1)). */
  readonly j: number;
  readonly k: number;
}

export function generators(colours: number): Generator[] {
  const list: Generator[] = [];
  for (let k = 1; k < colours; k++) {
    for (let j = 0; j < k; j++) list.push({ kind: 'symmetric', j, k }, { kind: 'antisymmetric', j, k });
    list.push({ kind: 'diagonal', j: k, k });
  }
  return list;
}

/** Entry (i, i) of the diagonal generator k. */
export function diagonalEntry(k: number, i: number): number {
  const norm = 1 / Math.sqrt(2 * k * (k + 1));
  return i < k ? norm : i === k ? -k * norm : 0;
}
