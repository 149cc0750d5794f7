/**
 * The determinant of overlap quarks itself, −N_f ln |det D|, as an action with its exact force, for small lattices; and the
 * same with an approximate sign, which is that of domain walls divided by their Pauli–Villars fields (signRule.ts). With the
 * eigenvalues μ_k and eigenvectors v_k of h, f_k = f(μ_k), and ρ ± m/2 = α, β,
 *   Q = γ₅ D = α γ₅ + β f(h),   d ln |det Q| = β Σ_kl (Q⁻¹)_lk f[μ_k, μ_l] v_k† dh v_l,
 * with the divided differences f[x, y] = (f(x) − f(y)) / (x − y). For the sign they are 0 or 2/(|x| + |y|) across zero:
 * the force is exact but where an eigenvalue changes its sign, and there the action jumps.
 *
 * Reference: N. Cundy et al., JHEP 09 (2005) 050, hep-lat/0502007 (force of the sign).
 */
import type { GaugeField } from '../../gauge/index.ts';
import { type HermitianSolver, hermitianSolver } from '../../kernel/index.ts';
import { papers, presentValue, type Trainable, type Weight } from '../../lattice/index.ts';
import { type Eigensystem, hermitianDeterminant, type Rows, rowsOf } from '../determinant/hermitianDeterminant.ts';
import { OverlapKernel, type OverlapKernelOptions } from './kernel.ts';
import { exactSign, type SignRule } from './signRule.ts';

export interface OverlapDeterminantOptions extends OverlapKernelOptions {
  /** m, above 0 and below 2ρ. */
  readonly mass: number | Weight;
  /** N_f. Any number. */
  readonly flavours: number;
  /** Default: the sign itself. Its argument is an eigenvalue of H_W. */
  readonly sign?: SignRule;
}

interface Shape {
  /** H_W in units of h. */
  readonly unit: number;
  /** Complex numbers of a spinor. */
  readonly perSite: number;
  readonly solver: HermitianSolver;
}

/** Closer than this, f[x, y] is the slope between them: the difference would lose its digits. In units of the bound of h. */
const sameValue = 1e-5;

/** @throws if the mass is not between 0 and 2ρ, or the matrix has more than 1024 rows */
export function overlapDeterminant({
  mass,
  flavours,
  sign = exactSign,
  ...options
}: OverlapDeterminantOptions): Trainable<GaugeField> {
  const kernel = new OverlapKernel(options);
  const { rho, unit } = kernel;
  const isTrained = typeof mass !== 'number';
  /** α and β */
  const factors = (): readonly [number, number] => {
    const m = presentValue(mass);
    if (!(m > 0 && m < 2 * rho)) {
      throw new Error(`The mass of dynamical overlap quarks lies between 0 and 2 rho = ${2 * rho}; found ${m}.`);
    }
    return [rho + m / 2, rho - m / 2];
  };
  factors();
  let shape: Shape | undefined;
  const shapeOf = ({ size }: Eigensystem) =>
    (shape ??= { unit, perSite: kernel.squared.components / 2, solver: hermitianSolver(size) });
  const inverse = (h: Eigensystem) => inverseOf(h, sign, shapeOf(h), factors());
  return hermitianDeterminant(kernel.wilson, flavours, {
    name: `determinant of overlap quarks (${sign.name}), m = ${presentValue(mass)}, rho = ${rho}`,
    cites: papers('Neuberger:1997fp'),
    weights: [...(isTrained ? [mass] : []), ...sign.weights],
    logDeterminant(h) {
      matrixInBasis(h, sign, shapeOf(h), factors());
      const { solver } = shapeOf(h);
      const values = new Float64Array(h.size);
      solver.values(values);
      return logOf(values);
    },
    derivative(h) {
      const { size, values } = h;
      const [, beta] = factors();
      const { entries } = inverse(h);
      const f = Array.from(values, mu => sign.at(unit * mu));
      const margin = sameValue * kernel.bound;
      const y = rowsOf(size);
      for (let k = 0; k < size; k++) {
        for (let l = 0; l < size; l++) {
          const gap = values[k] - values[l];
          const divided =
            Math.abs(gap) > margin
              ? (f[k].value - f[l].value) / gap
              : unit * sign.at((unit * (values[k] + values[l])) / 2).slope;
          if (divided === 0) continue;
          const factor = beta * divided;
          addRow(y, l, h, k, factor * entries.re[k * size + l], factor * entries.im[k * size + l]);
        }
      }
      return y;
    },
    weightGradient(h) {
      const { size, values } = h;
      const [alpha, beta] = factors();
      const { entries, logDeterminant } = inverse(h);
      const f = Array.from(values, mu => sign.at(unit * mu));
      const trace = (of: (k: number) => number) => f.reduce((sum, _, k) => sum + entries.re[k * size + k] * of(k), 0);
      // Tr Q⁻¹ (α γ₅ + β f) is the number of rows.
      const ofSign = trace(k => f[k].value);
      const ofMass = ((size - beta * ofSign) / alpha - ofSign) / 2;
      return {
        value: logDeterminant,
        derivatives: [
          ...(isTrained ? [ofMass] : []),
          ...sign.weights.map((_, w) => beta * trace(k => f[k].derivatives[w])),
        ],
      };
    },
  });
}

const logOf = (values: Float64Array) => values.reduce((sum, q) => sum + Math.log(Math.abs(q)), 0);

/** Q between the eigenvectors of h: α v_k† γ₅ v_l + β f_k δ_kl, with γ₅ = 1 − 2 P₋ and P₋ the upper half of a spinor. */
function matrixInBasis(
  { size, re, im, values }: Eigensystem,
  sign: SignRule,
  { unit, perSite, solver }: Shape,
  [alpha, beta]: readonly [number, number],
): void {
  const upper = Array.from({ length: size }, (_, i) => i).filter(i => i % perSite < perSite / 2);
  const count = upper.length;
  const [halfRe, halfIm] = [re, im].map(part => {
    const half = new Float64Array(size * count);
    for (let k = 0; k < size; k++) for (let n = 0; n < count; n++) half[k * count + n] = part[k * size + upper[n]];
    return half;
  });
  for (let l = 0; l < size; l++) {
    const from = l * count;
    for (let k = l; k < size; k++) {
      const to = k * count;
      let a = 0;
      let b = 0;
      for (let n = 0; n < count; n++) {
        a += halfRe[to + n] * halfRe[from + n] + halfIm[to + n] * halfIm[from + n];
        b += halfRe[to + n] * halfIm[from + n] - halfIm[to + n] * halfRe[from + n];
      }
      const at = l * solver.stride + k;
      solver.re[at] = -2 * alpha * a + (k === l ? alpha + beta * sign.at(unit * values[k]).value : 0);
      solver.im[at] = k === l ? 0 : -2 * alpha * b;
    }
  }
}

/** Q⁻¹ in the same basis, and ln |det Q|. */
function inverseOf(h: Eigensystem, sign: SignRule, shape: Shape, factors: readonly [number, number]) {
  const { size } = h;
  const { solver } = shape;
  matrixInBasis(h, sign, shape, factors);
  const values = new Float64Array(size);
  solver.eigen(values);
  const { stride, vectors } = solver;
  const entries = rowsOf(size);
  const { re, im } = entries;
  for (let n = 0; n < size; n++) {
    const [xRe, xIm] = [vectors.re, vectors.im].map(part => part.subarray(n * stride, n * stride + size));
    for (let k = 0; k < size; k++) {
      const [a, b] = [xRe[k] / values[n], xIm[k] / values[n]];
      const row = k * size;
      for (let l = 0; l <= k; l++) {
        re[row + l] += a * xRe[l] + b * xIm[l];
        im[row + l] += b * xRe[l] - a * xIm[l];
      }
    }
  }
  for (let k = 0; k < size; k++) {
    for (let l = 0; l < k; l++) {
      re[l * size + k] = re[k * size + l];
      im[l * size + k] = -im[k * size + l];
    }
  }
  return { entries, logDeterminant: logOf(values) };
}

/** Row l of y += (a + i b) row k of v. */
function addRow(y: Rows, l: number, v: Rows, k: number, a: number, b: number): void {
  const { size, re, im } = y;
  const into = l * size;
  const from = k * size;
  for (let i = 0; i < size; i++) {
    const vRe = v.re[from + i];
    const vIm = v.im[from + i];
    re[into + i] += a * vRe - b * vIm;
    im[into + i] += a * vIm + b * vRe;
  }
}
