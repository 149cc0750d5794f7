/**
 * Exact determinants on small lattices: A = D† D is written out as a matrix and factorised, A = L L†, so
 * that log det A = 2 Σ_i log L_ii. For staggered quarks det D = det (D† D)_ee, hence log det D is that of the
 * even sites: the logarithm of the weight of four flavours. For Wilson quarks log |det D| = ½ log det D̂† D̂ +
 * log det A_oo with the even/odd preconditioned operator D̂, A_oo the clover term on odd sites; its double is the
 * logarithm of the weight of two flavours.
 *
 * Cost: n² numbers and n³ operations for n complex components, so n is limited.
 *
 * Reference: G. H. Golub and C. F. Van Loan, Matrix Computations, section 4.2 (Cholesky).
 */
import { EvenOddWilson, type PositiveOperator, WilsonOperator, type WilsonOptions } from '../../../fermion/index.ts';
import type { GaugeField } from '../../../gauge/index.ts';
import type { Observable } from '../observable.ts';
import { type StaggeredKind, staggeredOperator } from '../staggered/quark.ts';

/** Largest number of complex components: a matrix of 256 MiB. */
export const largestDenseSize = 4096;

/**
 * log det (A + shift).
 *
 * @throws if A has more than 4096 complex components, or A + shift is not positive
 */
export function logDeterminant(operator: PositiveOperator, shift: number): number {
  const { re, im, size } = denseMatrix(operator, shift);
  let total = 0;
  for (let j = 0; j < size; j++) {
    const row = j * size;
    let pivot = re[row + j];
    for (let k = 0; k < j; k++) pivot -= re[row + k] ** 2 + im[row + k] ** 2;
    if (!(pivot > 0)) {
      throw new Error(`The ${operator.name} has the pivot ${pivot} at row ${j}; a positive operator has none below 0.`);
    }
    const diagonal = Math.sqrt(pivot);
    total += 2 * Math.log(diagonal);
    for (let i = j + 1; i < size; i++) {
      const below = i * size;
      let a = re[below + j];
      let b = im[below + j];
      for (let k = 0; k < j; k++) {
        const lr = re[below + k];
        const li = im[below + k];
        const mr = re[row + k];
        const mi = im[row + k];
        a -= lr * mr + li * mi;
        b -= li * mr - lr * mi;
      }
      re[below + j] = a / diagonal;
      im[below + j] = b / diagonal;
    }
  }
  return total;
}

/** A + shift, row by row: its columns are the images of the unit vectors. */
export function denseMatrix(operator: PositiveOperator, shift: number) {
  const { lattice, components, parity, name } = operator;
  const [p, q] = [lattice.field(components, { parity }), lattice.field(components, { parity })];
  const size = (p.sites.length * components) / 2;
  if (size > largestDenseSize) {
    throw new Error(
      `The ${name} is a matrix of ${size} complex rows; at most ${largestDenseSize} are written out. Use a smaller lattice.`,
    );
  }
  const apply = operator.bind(p, q);
  const unit = new Float64Array(2 * size);
  const [re, im] = [new Float64Array(size ** 2), new Float64Array(size ** 2)];
  for (let j = 0; j < size; j++) {
    p.fromArray(unit.fill(0).fill(1, 2 * j, 2 * j + 1));
    apply(shift);
    const column = q.toArray();
    for (let i = 0; i < size; i++) {
      re[i * size + j] = column[2 * i];
      im[i * size + j] = column[2 * i + 1];
    }
  }
  return { re, im, size };
}

/** log det D of staggered quarks, all colours. */
export function staggeredLogDeterminant(
  quark: StaggeredKind & { readonly mass: number },
): Observable<GaugeField, number> {
  const { operator } = staggeredOperator(quark);
  const normal = operator.normal('even');
  return {
    name: 'log_determinant',
    normalisation: 'log det D = log det (D† D)_ee of staggered quarks, not divided by V',
    measure(u) {
      operator.setLinks(u);
      return logDeterminant(normal, quark.mass ** 2);
    },
  };
}

/** log |det D| of one flavour of Wilson or clover quarks, all colours. */
export function wilsonLogDeterminant(options: WilsonOptions): Observable<GaugeField, number> {
  const operator = new WilsonOperator(options);
  const normal = new EvenOddWilson(operator).normal();
  return {
    name: 'wilson_log_determinant',
    normalisation: 'log |det D| of one flavour, D = 1 - kappa H + clover term, not divided by V',
    measure(u) {
      operator.setLinks(u);
      return logDeterminant(normal, 0) / 2 + (operator.clover?.logDeterminant ?? 0);
    },
  };
}
