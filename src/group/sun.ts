/** SU(N) for N ≥ 3: N × N complex matrices, generators as in generators.ts. */
import type { Real } from '../kernel/index.ts';
import { type ColourVector, Complex, innerProduct } from './complex.ts';
import { exponentialOfMatrix } from './exponential.ts';
import { diagonalEntry, generators } from './generators.ts';
import type { Group } from './group.ts';
import { ComplexMatrix } from './matrix.ts';
import { determinant, unitaryPart, withoutPhase } from './polar.ts';

export function specialUnitary(colours: number): Group<ComplexMatrix> {
  const basis = generators(colours);
  const algebraElement = (p: readonly Real[]): ComplexMatrix => {
    const zero = p[0]!.graph.constant(0);
    const entries = Array.from({ length: colours ** 2 }, () => new Complex(zero, zero));
    const add = (i: number, j: number, z: Complex) => {
      entries[i * colours + j] = entries[i * colours + j]!.add(z);
    };
    basis.forEach(({ kind, j, k }, a) => {
      const half = p[a]!.mul(0.5);
      if (kind === 'symmetric') {
        add(j, k, new Complex(zero, half));
        add(k, j, new Complex(zero, half));
      } else if (kind === 'antisymmetric') {
        add(j, k, new Complex(half, zero));
        add(k, j, new Complex(half.neg(), zero));
      } else {
        for (let i = 0; i <= k; i++) add(i, i, new Complex(zero, p[a]!.mul(diagonalEntry(k, i))));
      }
    });
    return new ComplexMatrix(entries);
  };
  return {
    name: `SU(${colours})`,
    colours,
    linkSize: 2 * colours ** 2,
    generatorNorm: 0.5,
    componentNorm: 1,
    algebraSize: basis.length,
    matrix: components =>
      ComplexMatrix.from(colours, (i, j) => {
        const k = 2 * (i * colours + j);
        return new Complex(components[k]!, components[k + 1]!);
      }),
    identity: ({ graph }) =>
      ComplexMatrix.from(colours, (i, j) => new Complex(graph.constant(i === j ? 1 : 0), graph.constant(0))),
    project: x =>
      basis.map(({ kind, j, k }) => {
        if (kind === 'symmetric') return x.entry(j, k).im.add(x.entry(k, j).im);
        if (kind === 'antisymmetric') return x.entry(j, k).re.sub(x.entry(k, j).re);
        const terms = Array.from({ length: k + 1 }, (_, i) => x.entry(i, i).im.mul(2 * diagonalEntry(k, i)));
        return terms.reduce((sum, term) => sum.add(term));
      }),
    algebraElement,
    exponential: p => exponentialOfMatrix(algebraElement(p)),
    unitarise: x => unitarise(x, colours),
    unitaryPart,
    withoutPhase,
  };
}

/** Gram-Schmidt on the rows; the last one follows from the others and det = 1. */
function unitarise(x: ComplexMatrix, colours: number): ComplexMatrix {
  const rows: ColourVector[] = [];
  for (let i = 0; i < colours; i++) {
    let row: ColourVector = Array.from({ length: colours }, (_, j) => x.entry(i, j));
    for (const done of rows) {
      const overlap = innerProduct(done, row);
      row = row.map((z, j) => z.sub(overlap.mul(done[j]!)));
    }
    const norm = row
      .map(z => z.squared())
      .reduce((sum, term) => sum.add(term))
      .sqrt();
    rows.push(row.map(z => new Complex(z.re.div(norm), z.im.div(norm))));
  }
  const phase = determinant(rows).conjugate();
  rows[colours - 1] = rows[colours - 1]!.map(z => z.mul(phase));
  return new ComplexMatrix(rows.flat());
}
