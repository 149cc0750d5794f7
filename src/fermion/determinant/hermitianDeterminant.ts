/**
 * −N_f ln |det Q| of a hermitian matrix Q that depends on the links through h = γ₅ D_κ, for small lattices. Whoever makes Q
 * says how:
 *   dS = −N_f Tr [Q⁻¹ dQ] = −N_f Σ_l Re ⟨y_l, dh v_l⟩,   dh = −κ γ₅ dH,
 * with columns v_l, the eigenvectors of h, and y_l. Time grows with the third power of the rows, V · spins · N.
 */
import type { GaugeField } from '../../gauge/index.ts';
import type { HermitianSolver } from '../../kernel/index.ts';
import type { Cite, Field, Trainable, Weight } from '../../lattice/index.ts';
import { type DerivativeKind, derivativeSums, ofEachKind } from '../derivative.ts';
import { denseHermitian } from '../eigen/denseHermitian.ts';
import { chiralSum } from '../overlap/chirality.ts';
import { bindHoppingDerivative } from '../wilson/force.ts';
import type { WilsonOperator } from '../wilson/operator.ts';

/** Rows of complex numbers: row k begins at k · size. */
export interface Rows {
  readonly size: number;
  readonly re: Float64Array;
  readonly im: Float64Array;
}

export const rowsOf = (size: number): Rows => ({
  size,
  re: new Float64Array(size ** 2),
  im: new Float64Array(size ** 2),
});

/** Eigenvalues of h and its eigenvectors, row by row. */
export interface Eigensystem extends Rows {
  readonly values: Float64Array;
}

/** ln |det Q| and what follows from it, all from the eigensystem of h. */
export interface DeterminantOfKernel {
  readonly name: string;
  readonly cites: readonly Cite[];
  readonly weights: readonly Weight[];
  /** Default: that of the operator. */
  readonly kappa?: () => number;
  logDeterminant(h: Eigensystem): number;
  /** The rows y_l. */
  derivative(h: Eigensystem): Rows;
  /** d ln |det Q| / d(weight), with the value. */
  weightGradient(h: Eigensystem): { readonly value: number; readonly derivatives: readonly number[] };
}

/** Largest number of rows: some seconds for a force. */
export const largestDeterminant = 1024;

/** @throws if the matrix is larger than that */
export function hermitianDeterminant(
  wilson: WilsonOperator,
  flavours: number,
  { kappa = () => wilson.kappa, name, cites, weights, logDeterminant, derivative, weightGradient }: DeterminantOfKernel,
): Trainable<GaugeField> {
  const { lattice, group } = wilson;
  const scratch = (purpose: string) => wilson.scratch(`hermitian determinant: ${purpose}`);
  const [from, image, to] = [scratch('from'), scratch('image'), scratch('to')];
  const size = (from.sites.length * from.components) / 2;
  if (size > largestDeterminant) {
    throw new Error(
      `The ${name} on ${lattice.name} is that of a matrix of ${size} complex rows; at most ${largestDeterminant} are ` +
        'taken. Use a smaller lattice, or pseudofermions.',
    );
  }
  const dirac = wilson.bindDirac(from, image);
  const turn = chiralSum(from.components, lattice.dimension).bind({ x: image, y: image, out: to });
  const apply = () => {
    dirac();
    turn({ a: 0, b: 1, p: 0, q: 0 });
  };
  let solver: HermitianSolver | undefined;
  const eigensystem = (u: GaugeField): Eigensystem => {
    wilson.setLinks(u, kappa());
    solver = denseHermitian({ from, to, apply }, solver);
    const values = new Float64Array(size);
    solver.eigen(values);
    return { values, ...packed(solver) };
  };

  const sums = derivativeSums(lattice, group);
  const [X, Y] = [scratch('X'), scratch('Y')];
  const ends = (field: Field) => ({ even: field, odd: field });
  const addDerivative = ofEachKind(kind => bindHoppingDerivative(wilson, ends(X), ends(Y), sums(kind)));
  const perSite = X.components / 2;
  const numbers = new Float64Array(2 * size);
  const put = ({ re, im }: Rows, row: number, field: Field, upper: 1 | -1) => {
    for (let i = 0; i < size; i++) {
      const sign = i % perSite < perSite / 2 ? upper : 1;
      numbers[2 * i] = sign * re[row * size + i];
      numbers[2 * i + 1] = sign * im[row * size + i];
    }
    field.fromArray(numbers);
  };
  const derive = (kind: DerivativeKind, u: GaugeField, out: Field) => {
    const h = eigensystem(u);
    const y = derivative(h);
    const { field } = sums(kind);
    field.fill(0);
    for (let l = 0; l < size; l++) {
      put(h, l, X, 1);
      // γ₅ y_l
      put(y, l, Y, -1);
      addDerivative(kind)(flavours * wilson.kappa);
    }
    out.copyFrom(field);
  };
  return {
    name: `${name}, N_f = ${flavours}`,
    cites,
    weights,
    value: u => -flavours * logDeterminant(eigensystem(u)),
    differential: (u, out) => derive('differential', u, out),
    gradient: (u, out) => derive('force', u, out),
    weightGradient(u) {
      const { value, derivatives } = weightGradient(eigensystem(u));
      return { value: -flavours * value, derivatives: Float64Array.from(derivatives, slope => -flavours * slope) };
    },
  };
}

/** The eigenvectors of a solver without the room between them. */
function packed({ size, stride, vectors }: HermitianSolver): Rows {
  const rows = rowsOf(size);
  for (let k = 0; k < size; k++) {
    rows.re.set(vectors.re.subarray(k * stride, k * stride + size), k * size);
    rows.im.set(vectors.im.subarray(k * stride, k * stride + size), k * size);
  }
  return rows;
}
