/**
 * Noise vectors for stochastic traces, Tr A = ⟨η† A η⟩, and their dilution: η is cut into parts η_p that
 * live on different times, sites or colours, and Σ_p η_p† A η_p has the same mean with less noise, for more solves.
 *
 * References: S.-J. Dong and K.-F. Liu, Phys. Lett. B 328, 130 (1994); J. Foley et al., Comput. Phys. Commun. 172, 145
 * (2005), hep-lat/0505023 (dilution); A. Stathopoulos, J. Laeuchli and K. Orginos, SIAM J. Sci. Comput. 35, S299 (2013),
 * arXiv:1302.4018 (distances).
 */
import { coordinatesOf, type Field, fillGaussian, fillZ2, fillZ4, type Key, sharedOn } from '../../lattice/index.ts';
import { distanceColouring } from './distanceColouring.ts';

/** Every number η has mean 0 and ⟨|η|²⟩ = 1; Z2 is real, Z4 and gaussian are complex. */
export type NoiseKind = 'Z2' | 'Z4' | 'gaussian';

/**
 * What the parts of a noise vector differ in: the time of their sites, the parity, the spin, the colour, the complex component
 * of a site (spin and colour); "distance3" keeps the sites of one part at least three hops apart. Several together
 * make a part for each combination.
 */
export const dilutions = [
  'time',
  'parity',
  'distance2',
  'distance3',
  'distance4',
  'component',
  'spin',
  'colour',
] as const;
export type Dilution = (typeof dilutions)[number];

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

/**
 * The parts of a vector, one after the other; without dilution the vector itself.
 *
 * @param colours complex components of a spin
 */
export function* dilutedParts(
  field: Field,
  numbers: Float64Array,
  dilution: readonly Dilution[],
  colours: number,
): Generator<Float64Array> {
  const { sites, components } = field;
  const perSite = components / 2;
  const siteLabels = combined(dilution.map(word => labelsOfSites(word, field)).filter(labels => labels !== undefined));
  const componentLabels = Array.from({ length: perSite }, (_, place) => {
    if (dilution.includes('component')) return place;
    const spin = dilution.includes('spin') ? Math.floor(place / colours) : 0;
    return spin * colours + (dilution.includes('colour') ? place % colours : 0);
  });
  for (const ofSite of distinct(siteLabels ?? [0])) {
    for (const ofComponent of distinct(componentLabels)) {
      const part = new Float64Array(numbers.length);
      for (let k = 0; k < sites.length; k++) {
        if (siteLabels !== undefined && siteLabels[k] !== ofSite) continue;
        for (let c = 0; c < components; c++) {
          const at = k * components + c;
          if (componentLabels[c >> 1] === ofComponent) part[at] = numbers[at];
        }
      }
      yield part;
    }
  }
}

/** A whole number for each site of the field, the same within a part; undefined where the word is not about sites. */
function labelsOfSites(word: Dilution, { sites, lattice, parity }: Field): ArrayLike<number> | undefined {
  const { dimension, extents, volume } = lattice;
  const distance = /^distance(\d)$/.exec(word)?.[1];
  if (distance !== undefined) {
    return sharedOn(lattice, `sites ${distance} hops apart, ${parity}`, () =>
      distanceColouring(sites, extents, Number(distance)),
    );
  }
  const sliceVolume = volume / extents[dimension - 1];
  if (word === 'time') return Array.from(sites, site => Math.floor(site / sliceVolume));
  if (word === 'parity') return Array.from(sites, site => coordinatesOf(site, extents).reduce((a, b) => a + b) % 2);
  return undefined;
}

/** One label for each combination of several, the first counting most. */
function combined(labels: readonly ArrayLike<number>[]): Float64Array | undefined {
  if (labels.length === 0) return undefined;
  const total = new Float64Array(labels[0].length);
  for (const own of labels) {
    const count = 1 + Array.from(own).reduce((most, label) => Math.max(most, label), 0);
    for (let k = 0; k < total.length; k++) total[k] = total[k] * count + own[k];
  }
  return total;
}

function distinct(labels: ArrayLike<number>): number[] {
  return [...new Set(Array.from(labels))].sort((a, b) => a - b);
}

/** 1 in one complex component after the other, for exact traces; always the same array. */
export function* unitVectors(length: number): Generator<Float64Array> {
  const unit = new Float64Array(length);
  for (let at = 0; at < length; at += 2) yield unit.fill(0).fill(1, at, at + 1);
}
