/**
 * Creutz ratios, estimates of the string tension in lattice units a² σ:
 *   χ(R, T) = −log [ W(R, T) W(R−1, T−1) / (W(R, T−1) W(R−1, T)) ],
 * in which constant and perimeter terms cancel: W = exp(−σ R T − p (R + T) + c) gives σ. W with a side 0 is 1.
 *
 * Reference: M. Creutz, Phys. Rev. D 21, 2308 (1980).
 */

/**
 * χ(R, T) from the table W(R, T) = `table[R-1][T-1]` of averages.
 *
 * @throws RangeError if a loop is missing or the four are not of one sign
 */
export function creutzRatio(table: readonly (readonly number[])[], R: number, T: number): number {
  const loop = (r: number, t: number): number => {
    if (r === 0 || t === 0) return 1;
    const value = table[r - 1]?.[t - 1];
    if (value === undefined) throw new RangeError(`The Creutz ratio (${R}, ${T}) needs W(${r}, ${t}): measure it too.`);
    return value;
  };
  const ratio = (loop(R, T) * loop(R - 1, T - 1)) / (loop(R, T - 1) * loop(R - 1, T));
  if (!(ratio > 0)) {
    throw new RangeError(
      `The loops around (${R}, ${T}) have the ratio ${ratio}, which has no logarithm: the noise is too large there.`,
    );
  }
  return -Math.log(ratio);
}
