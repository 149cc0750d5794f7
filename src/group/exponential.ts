/**
 * exp of an antihermitian, traceless N × N matrix X by Cayley-Hamilton: exp X = q₀ + q₁ X + … + q_{N−1} X^{N−1}.
 *
 * The q are functions of the coefficients of the characteristic polynomial alone. They are found from the Taylor
 * series of exp(X / 2^s), folded back to degree N−1 with the characteristic equation at every order, and squared s
 * times. Every step is a polynomial, so values and derivatives hold at degenerate eigenvalues too, where the formulas
 * with cosines (Morningstar & Peardon, hep-lat/0311018, eqs. 20-34) are 0/0.
 *
 * Accurate to rounding for −tr X² ≤ 256 (eigenvalues up to 13); beyond, the answer is NaN rather than something wrong.
 */
import type { Real } from '../kernel/index.ts';
import { Complex } from './complex.ts';
import { ComplexMatrix } from './matrix.ts';

/** How far the series goes: exp(X / 2^squarings) by its Taylor polynomial of this order. */
export interface SeriesLength {
  readonly squarings: number;
  readonly order: number;
}

/** Truncation below 1e-16 within the bound, rounding errors below some 30 ε. */
const defaultLength: SeriesLength = { squarings: 2, order: 28 };
/** Bound on −tr X², the sum of the squares of the eigenvalues. */
const largestNorm = 16 ** 2;
/** For SU(2): the even order up to which cosine and sinc are expanded, and the bound on the angle squared. */
const evenOrder = 18;
const doublings = 4;
const largestAngleSquared = 16 ** 2;

/** Coefficients q_k of a polynomial in X of degree < N, reduced by X^N = Σ_k c_k X^k. */
type Polynomial = readonly Complex[];

/** c_k of X^N = c₀ + c₁ X + … + c_{N−1} X^{N−1} for traceless X, by Newton's identities from tr X^k. */
function characteristic(powers: readonly ComplexMatrix[]): Complex[] {
  const size = powers.length;
  const { graph } = powers[0]!.entry(0, 0).re;
  const zero = new Complex(graph.constant(0), graph.constant(0));
  const traces = powers.map((power, k) => (k === 0 ? zero : power.trace()));
  const elementary: Complex[] = [new Complex(graph.constant(1), graph.constant(0))];
  for (let k = 1; k <= size; k++) {
    let sum = zero;
    for (let i = 1; i <= k; i++) {
      const term = elementary[k - i]!.mul(traces[i - 1]!);
      sum = i % 2 === 1 ? sum.add(term) : sum.sub(term);
    }
    elementary.push(sum.scale(1 / k));
  }
  // det(z − X) = Σ_k (−1)^k e_k z^{N−k}
  return Array.from({ length: size }, (_, k) => {
    const e = elementary[size - k]!;
    return (size - k) % 2 === 1 ? e : e.neg();
  });
}

/** Real and imaginary parts that vanish because X is antihermitian: tr X^k is real for even k, imaginary for odd. */
function withExactPhase(c: readonly Complex[]): Complex[] {
  const { graph } = c[0]!.re;
  const zero = graph.constant(0);
  return c.map((z, k) => ((c.length - k) % 2 === 0 ? new Complex(z.re, zero) : new Complex(zero, z.im)));
}

/** a₀ + a₁ X + a₂ X² + … by Horner's rule, reduced at every step: q ← a_n + X q. */
function series(a: readonly number[], c: readonly Complex[]): Complex[] {
  const { graph } = c[0].re;
  const real = (x: number) => new Complex(graph.constant(x), graph.constant(0));
  let q = c.map((_, k) => real(k === 0 ? a[a.length - 1] : 0));
  for (let n = a.length - 2; n >= 0; n--) {
    const top = q[q.length - 1];
    q = q.map((_, k) => (k === 0 ? real(a[n]).add(top.mul(c[0])) : q[k - 1].add(top.mul(c[k]))));
  }
  return q;
}

/** q², each pair of terms once, then reduced from the highest power down. */
function squared(q: Polynomial, c: readonly Complex[]): Complex[] {
  const size = q.length;
  const raw = Array.from({ length: 2 * size - 1 }, (_, degree) => {
    const terms: Complex[] = [];
    for (let i = Math.max(0, degree - size + 1); 2 * i <= degree; i++) {
      const term = q[i].mul(q[degree - i]);
      terms.push(2 * i === degree ? term : term.scale(2));
    }
    return terms.reduce((sum, term) => sum.add(term));
  });
  for (let degree = 2 * size - 2; degree >= size; degree--) {
    for (let k = 0; k < size; k++) {
      const lower = degree - size + k;
      raw[lower] = raw[lower].add(raw[degree].mul(c[k]));
    }
  }
  return raw.slice(0, size);
}

/** exp X for antihermitian, traceless X of size 2 or more. */
export function exponentialOfMatrix(x: ComplexMatrix, { squarings, order } = defaultLength): ComplexMatrix {
  const taylor = [1];
  for (let n = 1; n <= order; n++) taylor.push(taylor[n - 1] / n);
  const { size } = x;
  const { graph } = x.entry(0, 0).re;
  const powers = [x];
  for (let k = 2; k <= size; k++) powers.push(k < size ? powers[k - 2]!.mul(x) : lastPower(powers, x));
  const c = withExactPhase(characteristic(powers));
  const scaled = c.map((z, k) => z.scale(0.5 ** (squarings * (size - k))));
  const zero = new Complex(graph.constant(0), graph.constant(0));
  let q = series(taylor, scaled);
  for (let s = 0; s < squarings; s++) q = squared(q, scaled);
  const norm = powers[1]!.reTrace().neg();
  const safe = (z: Real) => norm.lessOrEqual(largestNorm).select(z, Number.NaN);
  const guarded = new Complex(safe(q[0]!.re), safe(q[0]!.im));
  const unscaled = q.map((z, k) => (k === 0 ? guarded : z.scale(0.5 ** (squarings * k))));
  return ComplexMatrix.from(size, (i, j) => {
    let sum = i === j ? unscaled[0]! : zero;
    for (let k = 1; k < size; k++) sum = sum.add(unscaled[k]!.mul(powers[k - 1]!.entry(i, j)));
    return sum;
  });
}

/** X^N, of which only the trace is needed: tr(X^{N−1} X) without the off-diagonal entries. */
function lastPower(powers: readonly ComplexMatrix[], x: ComplexMatrix): ComplexMatrix {
  const before = powers[powers.length - 1]!;
  const { graph } = x.entry(0, 0).re;
  const zero = new Complex(graph.constant(0), graph.constant(0));
  return ComplexMatrix.from(x.size, (i, j) => {
    if (i !== j) return zero;
    return Array.from({ length: x.size }, (_, k) => before.entry(i, k).mul(x.entry(k, i))).reduce((s, z) => s.add(z));
  });
}

/**
 * cos √(w) and sin √(w) / √(w) for w in [0, 256], by the same scheme: with X² = −w, exp X = q₀ + q₁ X.
 * Twice the angle: q₀ → q₀² − w q₁², q₁ → 2 q₀ q₁.
 */
export function cosineAndSinc(w: Real): { cosine: Real; sinc: Real } {
  let scaled = w.mul(0.25 ** doublings);
  const { graph } = w;
  let cosine = graph.constant(1);
  let sinc = graph.constant(1);
  for (let n = evenOrder; n >= 2; n -= 2) {
    cosine = graph.constant(1).sub(scaled.mul(cosine).mul(1 / (n * (n - 1))));
    sinc = graph.constant(1).sub(scaled.mul(sinc).mul(1 / ((n + 1) * n)));
  }
  for (let s = 0; s < doublings; s++) {
    const doubled = cosine.mul(cosine).sub(scaled.mul(sinc).mul(sinc));
    sinc = sinc.mul(cosine);
    cosine = doubled;
    scaled = scaled.mul(4);
  }
  return { cosine: w.lessOrEqual(largestAngleSquared).select(cosine, Number.NaN), sinc };
}
