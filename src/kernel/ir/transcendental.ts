/**
 * exp, log, sin, cos and atan2 in f64, built from + - * / and bit access to the exponent.
 *
 * The JavaScript engine's own functions may differ between engines in the last bit; these do not. Each is a range
 * reduction followed by a Taylor polynomial long enough for double precision (errors of 1-2 ulp, tested).
 * Reductions: Cody & Waite, "Software Manual for the Elementary Functions" (1980).
 */
import { Copies } from './copy.ts';
import { reachable } from './reachable.ts';
import { Graph, type Op, type Real } from './real.ts';

const ln2High = 0.6931471803691238;
const ln2Low = 1.9082149292705877e-10;
/** pi/2 in three pieces of 33 bits, so that q * piece is exact for |q| < 2^20. */
const halfPi = [1.5707963267341256, 6.077100506303966e-11, 2.0222662487959506e-21] as const;
/** Beyond this the reduction of sin and cos loses accuracy; they answer NaN rather than something wrong. */
export const largestAngle = 2 ** 20;

/** c[0] + x (c[1] + x (c[2] + ...)). */
function horner(x: Real, c: readonly number[]): Real {
  let sum = x.graph.constant(c[c.length - 1]!);
  for (let k = c.length - 2; k >= 0; k--) sum = sum.mul(x).add(c[k]!);
  return sum;
}

const factorials: number[] = [1];
for (let n = 1; n < 26; n++) factorials.push(factorials[n - 1]! * n);

const exponentialSeries = Array.from({ length: 14 }, (_, n) => 1 / factorials[n]!);
const sineSeries = Array.from({ length: 9 }, (_, k) => (-1) ** k / factorials[2 * k + 1]!);
const cosineSeries = Array.from({ length: 9 }, (_, k) => (-1) ** k / factorials[2 * k]!);
/** Long enough for |x| <= pi/2 without reduction. */
const wideSineSeries = Array.from({ length: 12 }, (_, k) => (-1) ** k / factorials[2 * k + 1]!);
const wideCosineSeries = Array.from({ length: 13 }, (_, k) => (-1) ** k / factorials[2 * k]!);
const logarithmSeries = Array.from({ length: 11 }, (_, k) => 2 / (2 * k + 3));
const arctangentSeries = Array.from({ length: 22 }, (_, k) => (-1) ** k / (2 * k + 1));

/** x = k ln 2 + r, |r| <= ln2 / 2; 2^k in two factors, so that over- and underflow are gradual. */
function exponentialExpansion(x: Real): Real {
  const clamped = x.max(-800).min(800);
  const k = clamped.mul(Math.LOG2E).add(0.5).floor();
  const r = clamped.sub(k.mul(ln2High)).sub(k.mul(ln2Low));
  const half = k.mul(0.5).floor();
  return horner(r, exponentialSeries).mul(half.pow2()).mul(k.sub(half).pow2());
}

/** x = 2^e m; with f = m - 1 and s = f / (2 + f), log m = 2 artanh s. */
export function logarithmExpansion(x: Real): Real {
  const { graph } = x;
  const smallest = 2 ** -1022;
  const subnormal = x.lessThan(smallest);
  const normal = subnormal.select(x.mul(2 ** 54), x);
  const m0 = normal.mantissa();
  const big = graph.constant(Math.SQRT2).lessThan(m0);
  const m = big.select(m0.mul(0.5), m0);
  const shift = subnormal.select(-54, 0);
  const e = normal.exponent().add(shift).add(big.select(1, 0));
  const f = m.sub(1);
  const s = f.div(f.add(2));
  const z = s.mul(s);
  const rest = z.mul(horner(z, logarithmSeries));
  const half = f.mul(f).mul(0.5);
  const value = e.mul(ln2High).sub(half.sub(s.mul(half.add(rest)).add(e.mul(ln2Low))).sub(f));
  const finite = x.lessOrEqual(Number.MAX_VALUE).select(value, x);
  const notPositive = graph.constant(0).lessOrEqual(x).select(Number.NEGATIVE_INFINITY, Number.NaN);
  return graph.constant(0).lessThan(x).select(finite, notPositive);
}

interface Reduced {
  readonly sine: Real;
  readonly cosine: Real;
  /** 0, 1, 2 or 3. */
  readonly quadrant: Real;
}

function reduceAngle(x: Real): Reduced {
  const q = x
    .mul(2 / Math.PI)
    .add(0.5)
    .floor();
  const r = halfPi.reduce((rest, piece) => rest.sub(q.mul(piece)), x);
  const square = r.mul(r);
  return {
    sine: r.mul(horner(square, sineSeries)),
    cosine: horner(square, cosineSeries),
    quadrant: q.sub(q.mul(0.25).floor().mul(4)),
  };
}

function withinReach(x: Real, value: Real): Real {
  return x.abs().lessOrEqual(largestAngle).select(value, Number.NaN);
}

export function sineExpansion(x: Real): Real {
  const { sine, cosine, quadrant } = reduceAngle(x);
  const upper = quadrant.lessThan(0.5).select(sine, quadrant.lessThan(1.5).select(cosine, sine.neg()));
  return withinReach(x, quadrant.lessThan(2.5).select(upper, cosine.neg()));
}

export function cosineExpansion(x: Real): Real {
  const { sine, cosine, quadrant } = reduceAngle(x);
  const upper = quadrant.lessThan(0.5).select(cosine, quadrant.lessThan(1.5).select(sine.neg(), cosine.neg()));
  return withinReach(x, quadrant.lessThan(2.5).select(upper, sine));
}

/** sin x / cos x without reduction of the angle: for |x| <= pi/2, NaN beyond. */
export function tangentExpansion(x: Real): Real {
  const square = x.mul(x);
  const ratio = x.mul(horner(square, wideSineSeries)).div(horner(square, wideCosineSeries));
  return square.lessOrEqual((Math.PI / 2) ** 2).select(ratio, Number.NaN);
}

/** Octants: t = min / max in [0, 1]; beyond tan(pi/8) use atan t = pi/4 + atan((t - 1)/(t + 1)). */
export function arctangentExpansion(y: Real, x: Real): Real {
  const zero = y.graph.constant(0);
  const ax = x.abs();
  const ay = y.abs();
  const t = ax.min(ay).div(ax.max(ay).max(Number.MIN_VALUE));
  const steep = y.graph.constant(Math.SQRT2 - 1).lessThan(t);
  const u = steep.select(t.sub(1).div(t.add(1)), t);
  const series = u.mul(horner(u.mul(u), arctangentSeries));
  const octant = steep.select(series.add(Math.PI / 4), series);
  const quadrant = ax.lessThan(ay).select(octant.neg().add(Math.PI / 2), octant);
  const half = x.lessThan(zero).select(quadrant.neg().add(Math.PI), quadrant);
  return y.lessThan(zero).select(half.neg(), half);
}

const expansions: Partial<Record<Op, (a: Real, b: Real) => Real>> = {
  exp: exponentialExpansion,
  log: logarithmExpansion,
  sin: sineExpansion,
  cos: cosineExpansion,
  tan: tangentExpansion,
  atan2: arctangentExpansion,
};

/** The roots again, with every transcendental operation replaced by its expansion. */
export function expandTranscendental(roots: readonly Real[]): Real[] {
  const copies = new Copies(new Graph(), { operation: (op, [a, b]) => expansions[op]?.(a!, b!) });
  for (const x of reachable(roots)) copies.make(x);
  return roots.map(root => copies.of(root));
}
