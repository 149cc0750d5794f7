/**
 * Fluctuations of an order parameter from the averages of its powers along a chain. Hand the series of `powersOf` and one
 * of these functions to `gammaDerived`, `jackknifeDerived` or `bootstrapDerived` to have them with errors.
 *
 *   susceptibility    χ = V ( ⟨x²⟩ − ⟨x⟩² )
 *   Binder cumulant   B = 1 − ⟨x⁴⟩ / (3 ⟨x²⟩²):   0 for a Gaussian of mean 0, 2/3 where |x| does not fluctuate
 *
 * Reference: K. Binder, Z. Phys. B 43, 119 (1981).
 */

/** The series of x, x² and x⁴. */
export function powersOf(series: readonly number[] | Float64Array): [Float64Array, Float64Array, Float64Array] {
  const power = (n: number) => Float64Array.from(series, x => x ** n);
  return [power(1), power(2), power(4)];
}

/** χ from [⟨x⟩, ⟨x²⟩]; for the Polyakov loop, V is the number of sites of a time slice and x = |P|. */
export function susceptibility(volume: number): (means: readonly number[]) => number {
  return ([mean, square]) => volume * (square - mean ** 2);
}

/**
 * B from [⟨x⟩, ⟨x²⟩, ⟨x⁴⟩].
 *
 * @throws RangeError if <x^2> is not positive
 */
export function binderCumulant([, square, fourth]: readonly number[]): number {
  if (!(square > 0)) throw new RangeError(`The Binder cumulant needs <x^2> > 0, but it is ${square}.`);
  return 1 - fourth / (3 * square ** 2);
}
