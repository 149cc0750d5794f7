/**
 * Logarithm, sine and cosine from + − × ÷ alone, so that random numbers have the same bits in every engine
 * (`Math.log`, `Math.sin` and `Math.cos` may differ in the last place).
 *
 *   ln x = k ln 2 + ln m,  √½ ≤ m < √2,   ln m = 2 artanh s = 2 Σ s^{2j+1}/(2j+1),   s = (m−1)/(m+1)
 *   sin 2πu, cos 2πu from their power series on |2πu| ≤ π/4, and the quarter turn taken exactly.
 *
 * The errors are below one unit in the last place for ln, and below two for sin and cos.
 */

// ln 2 = ln2High + ln2Low; the high part has 32 bits, so that k · ln2High is exact.
const ln2High = 2977044471 / 2 ** 32;
const ln2Low = 1.9082149292705877e-10;
// s² ≤ 0.0295: eleven terms leave an error below 2⁻⁵⁸.
const artanhSeries = Array.from({ length: 11 }, (_, j) => 2 / (2 * j + 3));
// Coefficients of (sin t)/t − 1 and cos t − 1, both divided by t², in t²: the first omitted terms are below 2⁻⁵⁷.
const sineSeries = Array.from({ length: 8 }, (_, j) => (j % 2 ? 1 : -1) / factorial(2 * j + 3));
const cosineSeries = Array.from({ length: 8 }, (_, j) => (j % 2 ? 1 : -1) / factorial(2 * j + 2));

/**
 * The natural logarithm of a positive finite number.
 *
 * @throws if `x` is not positive and finite.
 */
export function ln(x: number): number {
  if (!(x > 0 && x < Infinity)) throw new Error(`The logarithm needs a positive finite number, not ${x}.`);
  let m = x;
  let k = 0;
  for (; m < Math.SQRT1_2; k--) m *= 2;
  for (; m >= Math.SQRT2; k++) m /= 2;
  const f = m - 1;
  const s = f / (2 + f);
  // 2s = f − s f, and f is exact: only the small correction to f is rounded.
  const correction = s * (f - s * s * polynomial(artanhSeries, s * s));
  return k * ln2High - (correction - k * ln2Low - f);
}

/** [sin 2πu, cos 2πu] for a finite u. */
export function sinCosTwoPi(u: number): [number, number] {
  const quarters = Math.round(4 * u);
  // Exact: u and quarters/4 agree in their leading bits.
  const t = 2 * Math.PI * (u - quarters / 4);
  const square = t * t;
  const sine = t + t * square * polynomial(sineSeries, square);
  const cosine = 1 + square * polynomial(cosineSeries, square);
  const quadrant = ((quarters % 4) + 4) % 4;
  if (quadrant === 0) return [sine, cosine];
  if (quadrant === 1) return [cosine, -sine];
  if (quadrant === 2) return [-sine, -cosine];
  return [-cosine, sine];
}

function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (let j = coefficients.length - 1; j >= 0; j--) sum = sum * x + coefficients[j];
  return sum;
}

function factorial(n: number): number {
  return n < 2 ? 1 : n * factorial(n - 1);
}
