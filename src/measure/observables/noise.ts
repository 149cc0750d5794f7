/**
 * Noise vectors for stochastic traces, Tr A = ⟨η† A η⟩, and their dilution: η is cut into parts η_p that
 * live on different times or colours, and Σ_p η_p† A η_p has the same mean with less noise, for more solves.
 *
 * References: S.-J. Dong and K.-F. Liu, Phys. Lett. B 328, 130 (1994); J. Foley et al., Comput. Phys. Commun. 172, 145
 * (2005), hep-lat/0505023 (dilution).
 */
import { type Field, fillGaussian, fillZ2, fillZ4, type Key } from '../../lattice/index.ts';

/** Every number η has mean 0 and ⟨|η|²⟩ = 1; Z2 is real, Z4 and gaussian are complex. */
export type NoiseKind = 'Z2' | 'Z4' | 'gaussian';

/** What the parts of a noise vector differ in: one part for each time, for each complex component of a site, or both. */
export type Dilution = 'time' | 'component';

/** Noise vector number `vector` of this key, in the order of `field.toArray()`; the field has complex components. */
export function noiseVector(field: Field, kind: NoiseKind, key: Key, vector: number): Float64Array {
  const { sites, components } = field;
  const perSite = components / 2;
  const numbers = new Float64Array(sites.length * components);
  // Slots are counted so generously that no two vectors share one.
  const firstSlot = vector * components;
  if (kind === 'Z4') fillZ4(key, firstSlot, perSite, sites, numbers);
  else if (kind === 'gaussian') {
    fillGaussian(key, firstSlot, components, sites, numbers);
    for (let k = 0; k < numbers.length; k++) numbers[k] *= Math.SQRT1_2;
  } else {
    const signs = new Float64Array(sites.length * perSite);
    fillZ2(key, firstSlot, perSite, sites, signs);
    for (let k = 0; k < signs.length; k++) numbers[2 * k] = signs[k];
  }
  return numbers;
}

/** The parts of a vector, one after the other; without dilution the vector itself. */
export function* dilutedParts(
  field: Field,
  numbers: Float64Array,
  dilution: readonly Dilution[],
): Generator<Float64Array> {
  const { sites, components, lattice } = field;
  const perSite = components / 2;
  const extent = lattice.extents[lattice.dimension - 1];
  const sliceVolume = lattice.volume / extent;
  const [times, places] = [dilution.includes('time') ? extent : 1, dilution.includes('component') ? perSite : 1];
  for (let time = 0; time < times; time++) {
    for (let place = 0; place < places; place++) {
      const part = new Float64Array(numbers.length);
      for (let at = 0; at < numbers.length; at++) {
        const site = sites[Math.floor(at / components)];
        const component = (at % components) >> 1;
        const here = times === 1 || Math.floor(site / sliceVolume) === time;
        if (here && component % places === place) part[at] = numbers[at];
      }
      yield part;
    }
  }
}

/** 1 in one complex component after the other, for exact traces; always the same array. */
export function* unitVectors(length: number): Generator<Float64Array> {
  const unit = new Float64Array(length);
  for (let at = 0; at < length; at += 2) yield unit.fill(0).fill(1, at, at + 1);
}
