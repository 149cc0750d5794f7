/**
 * The quark mass from the partially conserved axial current,
 *   m(t) = [ d C_AP(t) + c_A d² C_PP(t) ] / (2 C_PP(t)),
 *   d f(t) = (f(t+1) − f(t−1)) / 2,   d² f(t) = f(t+1) − 2 f(t) + f(t−1),
 * C_AP the correlator of the axial charge density at the sink with the pion at the source (channel `A4-P`), C_PP that of
 * the pion (channel `P`): both with one source, around a periodic lattice. Constant in t away from the source, up to
 * errors of the lattice spacing; c_A improves.
 *
 * Reference: M. Lüscher, S. Sint, R. Sommer and P. Weisz, Nucl. Phys. B 478, 365 (1996), hep-lat/9605038.
 */
import { plural } from '../../../words/index.ts';

/**
 * m(0) … m(L_t − 1) from averages.
 *
 * @throws RangeError if the correlators have different lengths
 */
export function pcacMass(axial: readonly number[], pion: readonly number[], improvement = 0): number[] {
  const L = pion.length;
  if (axial.length !== L) {
    throw new RangeError(
      `The axial correlator has ${plural(axial.length, 'time')} and that of the pion ${L}: take both alike.`,
    );
  }
  return pion.map((now, t) => {
    const [after, before] = [(t + 1) % L, (t + L - 1) % L];
    const slope = (axial[after] - axial[before]) / 2;
    const curvature = pion[after] - 2 * now + pion[before];
    return (slope + improvement * curvature) / (2 * now);
  });
}
