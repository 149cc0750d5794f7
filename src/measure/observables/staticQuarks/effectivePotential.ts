/**
 * The potential of a static pair, in lattice units, from Wilson loops at neighbouring times:
 *   V(R; T) = log [ W(R, T) / W(R, T+1) ]  →  V(R) for large T, where the lowest state remains.
 *
 * Reference: G. S. Bali, Phys. Rept. 343, 1 (2001), hep-ph/0001312.
 */
import { plural } from '../../../words/index.ts';

/**
 * V(R; T) from the averages `loops[T-1]` = W(R, T) of one separation.
 *
 * @throws RangeError if a loop is missing or the two are not of one sign
 */
export function effectivePotential(loops: readonly number[], T: number): number {
  const [now, next] = [loops[T - 1], loops[T]];
  if (now === undefined || next === undefined) {
    throw new RangeError(
      `The potential at T = ${T} needs W at ${T} and ${T + 1}; there are ${plural(loops.length, 'time')}.`,
    );
  }
  if (!(now / next > 0)) {
    throw new RangeError(`W goes from ${now} to ${next} at T = ${T}, which has no logarithm: the noise is too large.`);
  }
  return Math.log(now / next);
}
