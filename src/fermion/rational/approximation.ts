/**
 * Rational approximations of powers in partial fractions,
 *   r(x) = c₀ + Σ_k c_k / (x + b_k) ≈ x^α  on [a, b],   b_k > 0,
 * which is what a multi-shift solver applies: r(A) φ = c₀ φ + Σ_k c_k (A + b_k)⁻¹ φ.
 *
 * Reference: M. A. Clark and A. D. Kennedy, Phys. Rev. Lett. 98, 051601 (2007) (RHMC).
 */

/** What fixes r up to a factor, and where its error is extreme. */
export interface Factors {
  readonly exponent: number;
  readonly lower: number;
  readonly upper: number;
  /** r vanishes at −zeros[k]; all positive, ascending. */
  readonly zeros: readonly number[];
  /** b_k > 0, ascending: the poles are at −b_k. */
  readonly shifts: readonly number[];
  /** The points of [lower, upper] where the error is largest, with alternating sign. */
  readonly alternation: readonly number[];
}

/** A rational approximation of x^exponent on [lower, upper]. */
export interface RationalApproximation extends Factors {
  /** The number of poles. */
  readonly order: number;
  /** c₀; zero if r falls like 1/x. */
  readonly constant: number;
  /** c_k, in the order of `shifts`. */
  readonly residues: readonly number[];
  /**
   * max |r(x) x^−exponent − 1| over [lower, upper], evaluated in partial fractions at the alternation points. Between
   * them the rounding of the sum may add a few times 2⁻⁵² of its largest term, which for positive exponents and small x
   * is (upper/lower)^exponent times r(x) and more.
   */
  readonly maxError: number;
  /** r(x), summed in partial fractions. */
  evaluate(x: number): number;
}

/**
 * r(x) = A Π (x + zeros) / Π (x + shifts), with A such that the relative errors at the alternation points lie
 * symmetrically about zero. There are as many zeros as shifts, or one fewer.
 */
export function fromFactors({ exponent, lower, upper, zeros, shifts, alternation }: Factors): RationalApproximation {
  const ratios = alternation.map(x => productRatio(zeros, shifts, x) * x ** -exponent);
  const factor = 2 / (Math.max(...ratios) + Math.min(...ratios));
  const constant = zeros.length === shifts.length ? factor : 0;
  const residues = shifts.map((shift, k) => factor * productRatio(zeros, shifts.toSpliced(k, 1), -shift));
  const evaluate = (x: number) => shifts.reduce((sum, shift, k) => sum + residues[k] / (x + shift), constant);
  const maxError = Math.max(...alternation.map(x => Math.abs(evaluate(x) * x ** -exponent - 1)));
  const order = shifts.length;
  return { exponent, lower, upper, order, constant, residues, shifts, zeros, alternation, maxError, evaluate };
}

/**
 * 1/r as an approximation of x^−exponent: zeros and poles change places, and the error is the same,
 *   r(x) · inverse(r)(x) = 1 − maxError².
 *
 * @throws if r has no constant term, for then 1/r grows like x.
 */
export function inverse(approximation: RationalApproximation): RationalApproximation {
  if (approximation.constant === 0) {
    throw new Error(
      'An approximation without a constant term has no inverse in partial fractions: use one of type (n, n).',
    );
  }
  const { exponent, zeros, shifts } = approximation;
  return fromFactors({ ...approximation, exponent: -exponent, zeros: shifts, shifts: zeros });
}

/** Eigenvalues lie where the error of a rational approximation is not bounded. */
export class SpectrumError extends Error {}

/**
 * Makes sure that a measured spectrum lies where the approximation is good.
 *
 * @throws if `lowest` is below or `highest` above the range of the approximation, or they are no numbers in order.
 */
export function checkRange({ lower, upper }: RationalApproximation, lowest: number, highest: number): void {
  if (!(lowest <= highest)) {
    throw new Error(`The lowest eigenvalue ${lowest} must not exceed the highest, ${highest}.`);
  }
  if (lowest < lower || highest > upper) {
    throw new SpectrumError(
      `The spectrum [${lowest}, ${highest}] leaves the range [${lower}, ${upper}] of the rational approximation, ` +
        'outside of which its error is not bounded: widen the range so that it holds the spectrum with a margin, or use ' +
        'a strict bound.',
    );
  }
}

/** Π (x + zeros) / Π (x + shifts), factor by factor so that nothing overflows. */
function productRatio(zeros: readonly number[], shifts: readonly number[], x: number): number {
  let value = 1;
  for (let k = 0; k < Math.max(zeros.length, shifts.length); k++) {
    if (k < zeros.length) value *= x + zeros[k];
    if (k < shifts.length) value /= x + shifts[k];
  }
  return value;
}
