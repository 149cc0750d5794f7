/**
 * Special functions of statistics, to about 1e-14.
 *   P(a,x) = γ(a,x)/Γ(a),  Q = 1 − P;   erf(x) = P(½, x²),  erfc(x) = Q(½, x²) for x ≥ 0.
 * Series for x < a+1, Lentz's continued fraction beyond (DLMF 8.7.1, 8.9.2).
 * log Γ: Lanczos' approximation with g = 7 and nine terms.
 * Inverse normal: rational approximations PPND16 of M. J. Wichura, Applied Statistics 37 (1988) 477 (AS 241).
 */

const LANCZOS_G = 7;
const LANCZOS = [
  0.9999999999998099, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
];
const SMALLEST = 1e-300;
const LONGEST_EXPANSION = 100000;

/** log Γ(x) for x > 0. */
export function logGamma(x: number): number {
  if (!(x > 0)) throw new RangeError(`logGamma is asked at ${x}, a positive number is expected.`);
  if (x === 0.5) return 0.5 * Math.log(Math.PI);
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const z = x - 1;
  const t = z + LANCZOS_G + 0.5;
  let sum = LANCZOS[0];
  for (let k = 1; k < LANCZOS.length; k++) sum += LANCZOS[k] / (z + k);
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(sum);
}

/** Regularised lower incomplete gamma function P(a, x), a > 0, x ≥ 0. */
export function lowerGamma(a: number, x: number): number {
  requireGammaArguments(a, x);
  return x < a + 1 ? lowerSeries(a, x) : 1 - upperFraction(a, x);
}

/** Regularised upper incomplete gamma function Q(a, x) = 1 − P(a, x); keeps its relative accuracy in the tail. */
export function upperGamma(a: number, x: number): number {
  requireGammaArguments(a, x);
  return x < a + 1 ? 1 - lowerSeries(a, x) : upperFraction(a, x);
}

/** Error function. */
export function erf(x: number): number {
  return Math.sign(x) * lowerGamma(0.5, x * x);
}

/** Complementary error function, with full relative accuracy for large x. */
export function erfc(x: number): number {
  return x < 0 ? 1 + lowerGamma(0.5, x * x) : upperGamma(0.5, x * x);
}

/** Probability that χ² with the given degrees of freedom is at least `chi2`; 1 where there is no freedom left. */
export function chiSquaredSurvival(chi2: number, degreesOfFreedom: number): number {
  return degreesOfFreedom === 0 ? 1 : upperGamma(degreesOfFreedom / 2, chi2 / 2);
}

/** Probability that a normal variable of unit variance is below x. */
export function normalDistribution(x: number): number {
  return 0.5 * erfc(-x / Math.SQRT2);
}

/** Where the normal distribution of unit variance reaches p, 0 < p < 1. */
export function inverseNormal(p: number): number {
  if (!(p > 0 && p < 1))
    throw new RangeError(`inverseNormal is asked at ${p}, a probability inside (0, 1) is expected.`);
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * polynomial(CENTRE_UP, r)) / polynomial(CENTRE_DOWN, r);
  }
  const r = Math.sqrt(-Math.log(q < 0 ? p : 1 - p));
  const size =
    r <= 5
      ? polynomial(MIDDLE_UP, r - 1.6) / polynomial(MIDDLE_DOWN, r - 1.6)
      : polynomial(TAIL_UP, r - 5) / polynomial(TAIL_DOWN, r - 5);
  return Math.sign(q) * size;
}

/**
 * How many standard deviations hold 68.27 % of Student's distribution with ν degrees of freedom, by the expansion of
 * R. A. Fisher and E. A. Cornish, Technometrics 2 (1960) 209, at z = 1; from ν = 1 on (1.84 there) within 1.4 %. Fewer count as one.
 */
export function studentFactor(degreesOfFreedom: number): number {
  const inverse = 1 / Math.max(degreesOfFreedom, 1);
  return 1 + inverse / 2 + inverse ** 2 / 4 + inverse ** 3 / 16;
}

/**
 * Kolmogorov's distribution: probability that √(n) D is at least x for large n,
 *   Q(x) = 2 Σ_k (−1)^{k−1} exp(−2 k² x²) = 1 − √(2 π)/x Σ_k exp(−(2k−1)² π² / (8 x²)).
 * The second series is used below x = 1, where the first converges slowly.
 */
export function kolmogorovSurvival(x: number): number {
  if (!(x > 0)) return 1;
  let sum = 0;
  if (x < 1) {
    for (let k = 1; k <= 9; k += 2) sum += Math.exp(-((k * Math.PI) ** 2) / (8 * x * x));
    return 1 - (Math.sqrt(2 * Math.PI) / x) * sum;
  }
  for (let k = 5; k >= 1; k--) sum += (k % 2 === 1 ? 2 : -2) * Math.exp(-2 * (k * x) ** 2);
  return sum;
}

function requireGammaArguments(a: number, x: number): void {
  if (!(a > 0 && x >= 0)) {
    throw new RangeError(
      `The incomplete gamma function is asked at a = ${a}, x = ${x}; a > 0 and x >= 0 are expected.`,
    );
  }
}

function prefactor(a: number, x: number): number {
  return Math.exp(a * Math.log(x) - x - logGamma(a));
}

function lowerSeries(a: number, x: number): number {
  if (x === 0) return 0;
  let term = 1 / a;
  let sum = term;
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum * prefactor(a, x);
}

function upperFraction(a: number, x: number): number {
  if (x === Number.POSITIVE_INFINITY) return 0;
  let b = x + 1 - a;
  let c = 1 / SMALLEST;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1; n < LONGEST_EXPANSION; n++) {
    const numerator = -n * (n - a);
    b += 2;
    d = awayFromZero(numerator * d + b);
    c = awayFromZero(b + numerator / c);
    d = 1 / d;
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return fraction * prefactor(a, x);
}

function awayFromZero(value: number): number {
  return Math.abs(value) < SMALLEST ? SMALLEST : value;
}

function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (let k = coefficients.length - 1; k >= 0; k--) sum = sum * x + coefficients[k];
  return sum;
}

const CENTRE_UP = [
  3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087,
  33430.57558358813, 2509.0809287301227,
];
const CENTRE_DOWN = [
  1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271, 28729.085735721943,
  5226.495278852854,
];
const MIDDLE_UP = [
  1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684, 0.2417807251774506,
  0.022723844989269184, 0.0007745450142783414,
];
const MIDDLE_DOWN = [
  1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
  0.0005475938084995345, 1.0507500716444169e-9,
];
const TAIL_UP = [
  6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
  0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
];
const TAIL_DOWN = [
  1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 1.8463183175100548e-5,
  1.421511758316446e-7, 2.0442631033899397e-15,
];
