/**
 * Which couplings a configuration belongs to, asked by demons. A microcanonical chain that begins at the configuration lets one demon for each
 * loop take its share of the action (demons.ts); in the ensemble exp(−Σ_i β_i S_i) their energies have the density exp(−β_i d_i) within
 * ± D, so that
 *
 *   ⟨d_i⟩ = 1/β_i − D coth(β_i D)
 *
 * and what solves this is measured, one number for each loop. The chain and its random numbers belong to this configuration alone and
 * leave the links as they are; an average over an ensemble is one of independent measurements. Demons begin empty and take an
 * energy of order D out of V, and the equation is not linear: the result is off by a relative order 1/V and 1/sweeps.
 *
 * Reference: C. Wozar, T. Kästner, B. H. Wellegehausen, A. Wipf and T. Heinzl, arXiv:0808.4046; arXiv:1508.04986.
 */
import type { GaugeField } from '../../gauge/index.ts';
import { namedLoops } from '../../loops/index.ts';
import { type DemonOptions, demonEnergies } from './demons.ts';
import { requireDifferentLinks } from './effectiveCouplings.ts';
import type { Observable } from './observable.ts';

export const demonDefaults: DemonOptions = { range: 1, settle: 2, sweeps: 20, width: 0.6 };

/** Loops by the names of `namedLoops`. @throws when measured, if a loop meets a link twice or there is no key */
export function demonCouplings(
  loops: readonly string[],
  options: Partial<DemonOptions> = {},
): Observable<GaugeField, number | number[]> {
  const chosen = { ...demonDefaults, ...options };
  return {
    name: 'demonCouplings',
    normalisation:
      'β of −(β/N) Σ Re tr W, from the mean energies of demons in a microcanonical chain that begins at this configuration',
    ...(loops.length > 1 ? { coordinates: { loop: loops } } : {}),
    measure(u, key) {
      if (key === undefined) throw new Error('Demons need random numbers: give a key of the purpose "noise".');
      const { extents, dimension } = u.lattice;
      const words = loops.map(name => namedLoops(name, { dimension, extents }));
      words.forEach((list, k) => {
        for (const word of list) requireDifferentLinks(loops[k], word, extents);
      });
      const beta = demonEnergies(u, words, chosen, key).map(energy => couplingOf(energy, chosen.range));
      return beta.length === 1 ? beta[0] : beta;
    },
  };
}

/** β from ⟨d⟩ within ± D; the mean falls from D to −D as β grows, so that bisection finds it. */
export function couplingOf(energy: number, range: number): number {
  const share = energy / range;
  if (!(Math.abs(share) < 1)) throw new Error(`A demon has the mean energy ${energy}; expected one within ±${range}.`);
  // In x = β D: 1/x − coth x = share. |1/x − coth x| > 1 − 1/|x|, so |x| < 1/(1 − |share|).
  let [low, high] = [-1, 1].map(sign => sign * (1 / (1 - Math.abs(share)) + 1));
  for (let step = 0; step < 200 && high - low > 1e-15 * (1 + Math.abs(low)); step++) {
    const middle = (low + high) / 2;
    if (meanShare(middle) > share) low = middle;
    else high = middle;
  }
  return (low + high) / 2 / range;
}

/** 1/x − coth x */
function meanShare(x: number): number {
  return Math.abs(x) < 1e-3 ? -x / 3 + x ** 3 / 45 : 1 / x - 1 / Math.tanh(x);
}
