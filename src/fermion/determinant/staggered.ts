/**
 * The determinant of staggered quarks itself, dense, for small lattices:
 *   S(u) = −(N_f / 4) ln det (m² + M_ee),   M_ee = −D₀ D₀ on even sites,
 * because det (D† D) on all sites is the square of that on even sites. With the Cholesky factor L of the matrix and the
 * columns x_k of L^{−†},
 *   dS = −(N_f / 4) tr[(m² + M_ee)⁻¹ dM_ee] = −(N_f / 4) Σ_k x_k† dM_ee x_k.
 * Time grows with the third power of the number of rows, N V / 2.
 *
 * Reference: D. H. Weingarten and D. N. Petcher, Phys. Lett. B 99, 333 (1981) (the determinant that pseudofermions stand
 * for).
 */
import type { GaugeField } from '../../gauge/index.ts';
import type { Group } from '../../group/index.ts';
import { type Field, type Functional, type Lattice, papers } from '../../lattice/index.ts';
import { type DerivativeKind, derivativeSums, ofEachKind } from '../derivative.ts';
import { requirePositiveMass } from '../pseudofermion/staggered.ts';
import { staggeredMatrix } from '../pseudofermion/staggeredMatrix.ts';
import { sharedStaggeredOperator } from '../staggered/operator.ts';
import type { Boundary } from '../staggered/phases.ts';
import { type DenseMatrix, denseMatrix, factorise, forEachColumn, logDeterminantOf } from './cholesky.ts';

export interface DeterminantOptions {
  readonly lattice: Lattice;
  readonly group: Group;
  readonly mass: number;
  /** N_f. Any number. */
  readonly flavours: number;
  /** Default: antiperiodic in time. */
  readonly boundary?: Boundary;
}

/** @throws if the mass is not positive; when evaluated, if the links are not finite */
export function staggeredDeterminant({
  lattice,
  group,
  mass,
  flavours,
  boundary,
}: DeterminantOptions): Functional<GaugeField> {
  requirePositiveMass(mass);
  const operator = sharedStaggeredOperator(lattice, group, boundary);
  const matrix = staggeredMatrix(operator, 'even');
  const [column, image] = [operator.vector('even'), operator.vector('even')];
  const apply = matrix.normal.bind(column, image);
  const sums = derivativeSums(lattice, group);
  const addDerivative = ofEachKind(kind => matrix.bindDerivative(column, sums(kind)));
  const size = (lattice.volume / 2) * group.colours;
  const power = flavours / 4;
  let dense: DenseMatrix | undefined;
  const known = rememberedValues();

  const factor = (u: GaugeField): DenseMatrix => {
    dense ??= denseMatrix(size);
    operator.setLinks(u);
    const unit = new Float64Array(2 * size);
    for (let k = 0; k < size; k++) {
      unit[2 * k] = 1;
      column.fromArray(unit);
      unit[2 * k] = 0;
      apply(mass ** 2);
      const entries = image.toArray();
      for (let i = 0; i < size; i++) {
        dense.re[i * size + k] = entries[2 * i];
        dense.im[i * size + k] = entries[2 * i + 1];
      }
    }
    factorise(dense);
    return dense;
  };
  const derive = (kind: DerivativeKind, u: GaugeField, out: Field) => {
    const numbers = new Float64Array(2 * size);
    const { field } = sums(kind);
    const L = factor(u);
    field.fill(0);
    forEachColumn(L, ({ re, im }) => {
      for (let i = 0; i < size; i++) {
        numbers[2 * i] = re[i];
        numbers[2 * i + 1] = im[i];
      }
      column.fromArray(numbers);
      // What is added is the derivative of φ† X for X = A⁻¹ φ, −X† dA X.
      addDerivative(kind)(power);
    });
    out.copyFrom(field);
  };
  return {
    name: `determinant of staggered quarks, N_f = ${flavours}, m = ${mass}`,
    cites: papers('Kogut:1974ag', 'Weingarten:1980hx'),
    value: u => known(u, () => -power * logDeterminantOf(factor(u))),
    differential: (u, out) => derive('differential', u, out),
    gradient: (u, out) => derive('force', u, out),
  };
}

/** Both ends of a trajectory: an accept test asks for the start again, training for the end. */
const mostRemembered = 2;

/** Values by the stored reals of the links, the last ones. */
function rememberedValues(): (u: GaugeField, evaluate: () => number) => number {
  const last: { readonly links: Float64Array; readonly value: number }[] = [];
  return (u, evaluate) => {
    const links = u.field.toArray();
    const before = last.findIndex(entry => entry.links.every((real, k) => Object.is(real, links[k])));
    const [entry] = before < 0 ? [{ links, value: evaluate() }] : last.splice(before, 1);
    last.unshift(entry);
    last.length = Math.min(last.length, mostRemembered);
    return entry.value;
  };
}
