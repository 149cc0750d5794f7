/**
 * Lengths and whole powers from + − × ÷ √ alone, so that they have the same bits in every engine: `Math.hypot` and `**` differ in
 * the last place between browsers. Logarithm, sine and cosine: lattice/random/elementary.ts.
 */

/** (Σ xᵢ²)^½, scaled by the largest and summed with compensation (W. Kahan), as V8 does it. */
export function hypotenuse(...values: readonly number[]): number {
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  if (most === 0 || !Number.isFinite(most)) return most;
  let [sum, lost] = [0, 0];
  for (const value of values) {
    const share = Math.abs(value) / most;
    const term = share * share - lost;
    const next = sum + term;
    lost = next - sum - term;
    sum = next;
  }
  return Math.sqrt(sum) * most;
}

/** A number as the sum of two, with twice the digits of one. */
type Double = readonly [high: number, low: number];

/** xⁿ for a whole n ≥ 0, by squaring with twice the digits: correctly rounded but for a few in a million. */
export function wholePower(x: number, n: number): number {
  let [power, square]: [Double, Double] = [
    [1, 0],
    [x, 0],
  ];
  for (let k = n; k > 0; k = Math.floor(k / 2)) {
    if (k % 2 === 1) power = times(power, square);
    square = times(square, square);
  }
  return power[0];
}

/** T. J. Dekker, Numer. Math. 18, 224. */
function times([a, aLow]: Double, [b, bLow]: Double): Double {
  const [product, rest] = exactProduct(a, b);
  const low = rest + (a * bLow + aLow * b);
  const high = product + low;
  return [high, low - (high - product)];
}

function exactProduct(a: number, b: number): Double {
  const product = a * b;
  const [aHigh, aLow] = halves(a);
  const [bHigh, bLow] = halves(b);
  return [product, aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow];
}

/** Of 26 bits each. */
function halves(a: number): Double {
  const scaled = (2 ** 27 + 1) * a;
  const high = scaled - (scaled - a);
  return [high, a - high];
}
