/**
 * Gamma matrices in a chiral basis. With 2 h spin components (h = 2 in four dimensions, 1 in two) every γ_μ is
 *   γ_μ = (  0    G_μ ),    γ₅ = ( −1  0 ),
 *         ( G_μ†   0  )          (  0  1 )
 * where G_μ has one entry, 1, i, −1 or −i, per row:
 *   four dimensions  G₀ = −i σ₁,  G₁ = −i σ₂,  G₂ = −i σ₃,  G₃ = −1;
 *   two dimensions   G₀ = 1,  G₁ = −i:  γ₀ = σ₁, γ₁ = σ₂, γ₅ = −σ₃.
 *
 * Because G G† = 1, the projectors 1 ∓ γ_μ need only half of a spinor:
 *   (1 ∓ γ_μ) ψ = ( h, ∓ G_μ† h ),   h = ψ_upper ∓ G_μ ψ_lower.
 *
 * Reference: C. Gattringer and C. B. Lang, Quantum Chromodynamics on the Lattice (Springer, 2010), App. A.2.
 */

/** i to this power. */
export type PowerOfI = 0 | 1 | 2 | 3;

/** One row of G_μ: its only entry is i^power, in this column. */
export interface GammaRow {
  readonly column: number;
  readonly power: PowerOfI;
}

const row = (column: number, power: PowerOfI): GammaRow => ({ column, power });

const blocks: Readonly<Record<number, readonly (readonly GammaRow[])[]>> = {
  2: [[row(0, 0)], [row(0, 3)]],
  4: [
    [row(1, 3), row(0, 3)],
    [row(1, 2), row(0, 0)],
    [row(0, 3), row(1, 1)],
    [row(0, 2), row(1, 2)],
  ],
};

/**
 * G_μ, row by row.
 *
 * @throws if spinors are not defined in this dimension
 */
export function gammaBlock(dimension: number, mu: number): readonly GammaRow[] {
  return blocksIn(dimension)[mu];
}

/** G_μ†, row by row. */
export function gammaBlockDagger(dimension: number, mu: number): readonly GammaRow[] {
  const rows = gammaBlock(dimension, mu);
  return rows.map((_, column) => {
    const from = rows.findIndex(entry => entry.column === column);
    return row(from, ((4 - rows[from].power) % 4) as PowerOfI);
  });
}

/** 2 h: spin components in this dimension. */
export function spinComponents(dimension: number): number {
  return 2 * blocksIn(dimension)[0].length;
}

function blocksIn(dimension: number) {
  const known = blocks[dimension];
  if (!known) {
    throw new Error(
      `Spinors are defined in 2 and 4 dimensions; the lattice has ${dimension}. Use staggered fermions there.`,
    );
  }
  return known;
}
