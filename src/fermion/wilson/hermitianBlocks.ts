/**
 * Hermitian matrices that do not mix the two chiralities: two blocks of size n = h N per site, as the clover term has
 * them. A block is stored by its n real diagonal entries, then re and im of the entries below the diagonal, row by row.
 */
import { Complex, type Group } from '../../group/index.ts';
import type { FieldType, Site } from '../../kernel/index.ts';
import { spinComponents } from '../spinor/gamma.ts';
import type { Spinor } from '../spinor/spinors.ts';

/** A square matrix of complex numbers, row by row. */
export type Block = readonly (readonly Complex[])[];

/** Rows of a block: half the spin components times the colours. */
export function blockSize(group: Group, dimension: number): number {
  return (spinComponents(dimension) / 2) * group.colours;
}

/** The blocks of upper and lower spin components. */
export function hermitianBlocks(
  group: Group,
  dimension: number,
): FieldType<(at?: Site) => readonly [Block, Block], { set(blocks: readonly [Block, Block]): void }> {
  const n = blockSize(group, dimension);
  const below = (i: number, j: number) => n + i * (i - 1) + 2 * j;
  return {
    name: `hermitian blocks of ${group.name}`,
    components: 2 * n * n,
    reader: load => at => {
      const block = (first: number): Block =>
        square(n, (i, j) => {
          if (i === j) {
            const diagonal = load(first + i, at!);
            return new Complex(diagonal, diagonal.graph.constant(0));
          }
          const [row, column] = i > j ? [i, j] : [j, i];
          const entry = new Complex(load(first + below(row, column), at!), load(first + below(row, column) + 1, at!));
          return i > j ? entry : entry.conjugate();
        });
      return [block(0), block(n * n)];
    },
    writer: store => ({
      set: blocks =>
        blocks.forEach((block, b) => {
          block.forEach((entries, i) => {
            store(b * n * n + i, entries[i].re);
            for (let j = 0; j < i; j++) {
              store(b * n * n + below(i, j), entries[j].re);
              store(b * n * n + below(i, j) + 1, entries[j].im);
            }
          });
        }),
    }),
    // Diagonally dominant, so that samples are positive.
    sample: uniform =>
      Array.from({ length: 2 * n * n }, (_, k) => (k % (n * n) < n ? 1 + uniform() : (2 * uniform() - 1) / (2 * n))),
  };
}

export function square(size: number, entry: (i: number, j: number) => Complex): Block {
  return Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => entry(i, j)));
}

/** The blocks times a spinor, added to `start`; an entry below the diagonal serves its row and its column at once. */
export function applyBlocks(blocks: readonly [Block, Block], psi: Spinor, start?: Spinor): Spinor {
  const colours = psi[0].length;
  const half = psi.length / 2;
  return blocks.flatMap((block, b) => {
    const vector = psi.slice(b * half, (b + 1) * half).flat();
    const product: Complex[] = start ? start.slice(b * half, (b + 1) * half).flat() : [];
    vector.forEach((here, i) => {
      const diagonal = here.scale(block[i][i].re);
      product[i] = product[i]?.add(diagonal) ?? diagonal;
      for (let j = 0; j < i; j++) {
        product[i] = product[i].add(block[i][j].mul(vector[j]));
        product[j] = product[j].add(block[i][j].conjugate().mul(here));
      }
    });
    return Array.from({ length: half }, (_, s) => product.slice(s * colours, (s + 1) * colours));
  });
}

/**
 * Inverse and pivots of a positive hermitian matrix, A = L D L† with unit lower triangular L:
 * det A is the product of the pivots D_i, and all are positive if and only if A is.
 */
export function invertHermitian(a: Block): { inverse: Block; pivots: Complex['re'][] } {
  const n = a.length;
  const zero = a[0][0].re.graph.constant(0);
  const lower: Complex[][] = a.map(row => [...row]);
  const pivots: Complex['re'][] = [];
  const reciprocals: Complex['re'][] = [];
  for (let j = 0; j < n; j++) {
    // Columns before j have been divided by their pivots; l_ik D_k conj(l_jk) is subtracted.
    const scaledRow = lower[j].slice(0, j).map((z, k) => z.conjugate().scale(pivots[k]));
    const pivot = lower[j].slice(0, j).reduce((left, z, k) => left.sub(z.squared().mul(pivots[k])), a[j][j].re);
    pivots.push(pivot);
    const reciprocal = pivot.graph.constant(1).div(pivot);
    reciprocals.push(reciprocal);
    for (let i = j + 1; i < n; i++) {
      const left = scaledRow.reduce((rest, z, k) => rest.sub(lower[i][k].mul(z)), a[i][j]);
      lower[i][j] = left.scale(reciprocal);
    }
  }
  // W = L⁻¹, row by row; only below the diagonal, where it is not 0 or 1.
  const w: Complex[][] = lower.map(() => []);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      let sum = lower[i][j];
      for (let k = j + 1; k < i; k++) sum = sum.add(lower[i][k].mul(w[k][j]));
      w[i][j] = sum.neg();
    }
  }
  // A⁻¹ = W† D⁻¹ W
  const entry = (i: number, j: number): Complex => {
    if (i < j) return entry(j, i).conjugate();
    let sum = i === j ? new Complex(reciprocals[i], zero) : w[i][j].scale(reciprocals[i]);
    for (let k = i + 1; k < n; k++) {
      const term = i === j ? new Complex(w[k][i].squared(), zero) : w[k][i].conjugate().mul(w[k][j]);
      sum = sum.add(term.scale(reciprocals[k]));
    }
    return sum;
  };
  return { inverse: square(n, entry), pivots };
}
