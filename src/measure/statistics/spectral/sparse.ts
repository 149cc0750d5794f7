/**
 * Spectral functions by sparse modelling: in the basis of singular values (problem.ts), A = V A′,
 *   minimise  ½ Σ_l (d_l − s_l A′_l)² + λ Σ_l |A′_l|   subject to  V A′ ≥ 0  and, where it is known,  Σ_j (V A′)_j = sum.
 * Data determine few A′; the L1 norm puts the others to zero, unless the sign of A needs them.
 *
 * Solved by an interior-point method with predictor and corrector. With slacks x = V A′ and p, n = t ± A′ > 0 and multipliers
 * z of each, Newton's equations for x z = σμ, p z_p = σμ, n z_n = σμ reduce to one symmetric positive system for A′,
 *   S² + Vᵀ (z/x) V + 4 w_p w_n/(w_p + w_n),   w_p = z_p/p, w_n = z_n/n.
 * Some forty steps end at the minimum to rounding, whatever λ; the alternating direction method of the original works
 * (admm.ts) ends at the same minimum, but slowly where singular values differ by many orders.
 *
 * J. Otsuki, M. Ohzeki, H. Shinaoka and K. Yoshimi, Phys. Rev. E 95, 061302 (2017), arXiv:1702.03056; E. Itou and Y. Nagai,
 * JHEP 07 (2020) 007, arXiv:2004.02426; S. Mehrotra, SIAM J. Optim. 2 (1992) 575.
 */
import { at, misfitOf, onBasis } from './expansion.ts';
import { NormalMatrix } from './normalMatrix.ts';
import type { SpectralProblem } from './problem.ts';

export interface SparseSolution {
  /** A_j ≥ 0. */
  readonly spectrum: Float64Array;
  /** χ² of it. */
  readonly misfit: number;
  /** Whether the gap to the true minimum is below a millionth of the function. */
  readonly isConverged: boolean;
  readonly iterations: number;
}

const mostIterations = 200;
const closeEnough = 1e-9;
const convergedGap = 1e-6;
/** Of the way to the boundary. */
const caution = 0.995;

interface Point {
  readonly A: Float64Array;
  readonly t: Float64Array;
  readonly x: Float64Array;
  readonly p: Float64Array;
  readonly n: Float64Array;
  readonly zx: Float64Array;
  readonly zp: Float64Array;
  readonly zn: Float64Array;
  nu: number;
}

export function sparseSpectrum(problem: SpectralProblem, lambda: number): SparseSolution {
  const { basis: V } = problem;
  const size = basisSize(problem);
  const scaled = {
    V,
    matrix: new NormalMatrix(V),
    s: problem.singular.map(value => value * size),
    d: problem.data,
    lambda: lambda * size,
    sums: Float64Array.from(V, column => column.reduce((a, b) => a + b, 0)),
    ...(problem.sum === undefined ? {} : { sum: problem.sum / size }),
  };
  const point = start(V.length, V[0].length, scaled.lambda);
  let [iterations, relativeGap] = [0, Number.POSITIVE_INFINITY];
  for (; iterations < mostIterations; iterations++) {
    const found = residuals(scaled, point);
    relativeGap = found.feasible ? found.gap / found.objective : Number.POSITIVE_INFINITY;
    if (relativeGap < closeEnough && found.dual < closeEnough) break;
    if (!step(scaled, point, found)) break;
  }
  const spectrum = at(V, point.A).map(value => Math.max(value, 0) * size);
  return { spectrum, misfit: misfitOf(problem, spectrum), isConverged: relativeGap < convergedGap, iterations };
}

/** So large is A′: by the best known of its numbers. */
function basisSize({ singular, data }: SpectralProblem): number {
  return Math.abs(data[0] / singular[0]) || 1;
}

interface Scaled {
  readonly V: readonly Float64Array[];
  readonly matrix: NormalMatrix;
  readonly s: Float64Array;
  readonly d: Float64Array;
  readonly lambda: number;
  readonly sums: Float64Array;
  readonly sum?: number;
}

function start(L: number, N: number, lambda: number): Point {
  const filled = (length: number, value: number) => new Float64Array(length).fill(value);
  return {
    ...{ A: filled(L, 0), t: filled(L, 1), x: filled(N, 1 / Math.sqrt(N)), p: filled(L, 1), n: filled(L, 1) },
    ...{ zx: filled(N, lambda / Math.sqrt(N)), zp: filled(L, lambda / 2), zn: filled(L, lambda / 2), nu: 0 },
  };
}

interface Residuals {
  readonly A: Float64Array;
  readonly t: Float64Array;
  readonly x: Float64Array;
  readonly p: Float64Array;
  readonly n: Float64Array;
  readonly sum: number;
  readonly gap: number;
  readonly objective: number;
  /** Of the stationarity in A′, relative to λ. */
  readonly dual: number;
  readonly feasible: boolean;
}

function residuals({ V, s, d, lambda, sums, sum }: Scaled, point: Point): Residuals {
  const { A, t, x, p, n, zx, zp, zn, nu } = point;
  const constrained = sum !== undefined;
  const reached = at(V, A);
  const pushed = onBasis(V, zx);
  const gradient = A.map(
    (a, l) => s[l] * (s[l] * a - d[l]) - zp[l] + zn[l] - pushed[l] - (constrained ? nu * sums[l] : 0),
  );
  const primal = {
    x: x.map((value, j) => value - reached[j]),
    p: p.map((value, l) => value - t[l] - A[l]),
    n: n.map((value, l) => value - t[l] + A[l]),
    sum: constrained ? dot(A, sums) - sum : 0,
  };
  const largest = Math.max(...[primal.x, primal.p, primal.n].map(largestOf), Math.abs(primal.sum));
  const chi2 = A.reduce((total, a, l) => total + (d[l] - s[l] * a) ** 2, 0);
  return {
    ...primal,
    A: gradient,
    t: zp.map((z, l) => lambda - z - zn[l]),
    gap: dot(x, zx) + dot(p, zp) + dot(n, zn),
    objective: chi2 / 2 + lambda * t.reduce((a, b) => a + b, 0),
    dual: largestOf(gradient) / Math.max(lambda, s[0]),
    feasible: largest < closeEnough,
  };
}

/** One step of predictor and corrector. False where rounding ends the way. */
function step(scaled: Scaled, point: Point, found: Residuals): boolean {
  const { V, s, sums, sum, matrix } = scaled;
  const { A, t, x, p, n, zx, zp, zn } = point;
  const [wx, wp, wn] = [ratio(zx, x), ratio(zp, p), ratio(zn, n)];
  const diagonal = s.map((value, l) => value ** 2 + (4 * wp[l] * wn[l]) / (wp[l] + wn[l]));
  if (!matrix.factor(wx, diagonal)) return false;
  const solve = (right: ArrayLike<number>) => matrix.solve(right);
  const ones = sum === undefined ? undefined : solve(sums);

  /** Newton's direction for x z → cx and so on. */
  const direction = (cx: Float64Array, cp: Float64Array, cn: Float64Array) => {
    const gx = onBasis(
      V,
      cx.map((c, j) => (zx[j] * found.x[j] - c) / x[j]),
    );
    const gp = cp.map((c, l) => (zp[l] * found.p[l] - c) / p[l]);
    const gn = cn.map((c, l) => (zn[l] * found.n[l] - c) / n[l]);
    const inT = gp.map((value, l) => value + gn[l] - found.t[l]);
    const tilt = wp.map((w, l) => (w - wn[l]) / (w + wn[l]));
    const inA = gx.map((value, l) => value + gp[l] - gn[l] - found.A[l] - tilt[l] * inT[l]);
    let dA: Float64Array = solve(inA);
    let nu = 0;
    if (ones !== undefined) {
      nu = (-found.sum - dot(dA, sums)) / dot(ones, sums);
      dA = dA.map((value, l) => value + nu * ones[l]);
    }
    const dt = inT.map((value, l) => value / (wp[l] + wn[l]) - tilt[l] * dA[l]);
    const dx = at(V, dA).map((value, j) => value - found.x[j]);
    const dp = dt.map((value, l) => value + dA[l] - found.p[l]);
    const dn = dt.map((value, l) => value - dA[l] - found.n[l]);
    return {
      ...{ A: dA, t: dt, x: dx, p: dp, n: dn, nu },
      zx: dx.map((value, j) => (-cx[j] - zx[j] * value) / x[j]),
      zp: dp.map((value, l) => (-cp[l] - zp[l] * value) / p[l]),
      zn: dn.map((value, l) => (-cn[l] - zn[l] * value) / n[l]),
    };
  };
  type Direction = ReturnType<typeof direction>;
  const positive = ['x', 'p', 'n', 'zx', 'zp', 'zn'] as const;
  const longest = (d: Direction) =>
    positive.reduce((most, name) => {
      const [value, change] = [point[name], d[name]];
      for (let k = 0; k < value.length; k++) if (change[k] < 0) most = Math.min(most, -value[k] / change[k]);
      return most;
    }, 1);

  const predictor = direction(product(x, zx), product(p, zp), product(n, zn));
  const reach = longest(predictor);
  const moved = (name: (typeof positive)[number]) => point[name].map((value, k) => value + reach * predictor[name][k]);
  const after = dot(moved('x'), moved('zx')) + dot(moved('p'), moved('zp')) + dot(moved('n'), moved('zn'));
  const target = ((after / found.gap) ** 3 * found.gap) / (x.length + 2 * p.length);
  const corrected = (value: Float64Array, z: Float64Array, dv: Float64Array, dz: Float64Array) =>
    value.map((v, k) => v * z[k] + dv[k] * dz[k] - target);
  const change = direction(
    corrected(x, zx, predictor.x, predictor.zx),
    corrected(p, zp, predictor.p, predictor.zp),
    corrected(n, zn, predictor.n, predictor.zn),
  );
  const length = Math.min(1, caution * longest(change));
  if (!(length > 0)) return false;
  for (const name of ['A', 't', ...positive] as const) {
    const [value, by] = [name === 'A' ? A : name === 't' ? t : point[name], change[name]];
    for (let k = 0; k < value.length; k++) value[k] += length * by[k];
  }
  point.nu += length * change.nu;
  return true;
}

function ratio(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, k) => value / b[k]);
}

function product(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, k) => value * b[k]);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k];
  return sum;
}

function largestOf(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
