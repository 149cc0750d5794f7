/**
 * Sites of other ranks that a rank holds copies of, so that kernels find them where its own sites are.
 *
 * Seen from a rank, the coordinates of a neighbour go on beyond its part in divided directions. Every outer site that is
 * needed there gets a number once and for all: even ones −1, −2, …, odd ones from the last own site on, so that a field of
 * one parity has its halo at one end. A halo site holds all lanes: what is beyond the part of one lane may be in the part
 * of the next, and is then a copy of a site of this rank.
 */

import { modulo, product, rank, unrank } from './digits.ts';
import type { Division } from './division.ts';

/** What a halo has to know of the layout of a rank's own part. */
export interface OwnPart {
  readonly division: Division;
  /** Extents of the part, and of what one lane holds of it. */
  readonly local: readonly number[];
  readonly outerExtents: readonly number[];
  readonly parts: readonly number[];
  readonly lanes: number;
  readonly outerVolume: number;
  outerIndex(inner: readonly number[]): number;
}

/** Sites of one parity that travel together from rank to rank: entry k goes from a place of the sender to one of the receiver. */
export interface Route {
  /** From rank to rank, as a number; 0 within this one. */
  readonly step: number;
  readonly to: number;
  readonly from: number;
  readonly parity: 0 | 1;
  /** How many numbers of each component. */
  readonly count: number;
  /** Outer sites and lanes; a lane of −1 means all. */
  readonly source: Places;
  readonly target: Places;
}

export interface Places {
  readonly outer: Int32Array;
  readonly lane: Int8Array;
}

/** One layer of sites beyond a face, an edge or a corner of the part: what is exchanged together. */
export interface Region {
  /** In one order on all ranks, by step and parity. */
  readonly routes: readonly Route[];
}

interface Entry {
  readonly source: number;
  readonly sourceLane: number;
  readonly target: number;
  readonly targetLane: number;
}

const coordinateRange = 4096;

export class Halo {
  /** Halo sites of each parity so far. */
  even = 0;
  odd = 0;
  private readonly own: OwnPart;
  private readonly numbers = new Map<number, number>();
  private readonly regions = new Map<string, Region>();
  private readonly rankCoordinates: readonly number[];

  constructor(own: OwnPart) {
    this.own = own;
    const { ranks, communicator } = own.division;
    this.rankCoordinates = unrank(communicator.rank, ranks);
  }

  /** Numbers all sites one step beyond the part, corners included. Kernels of plaquettes and quarks read no others. */
  numberNeighbours(): void {
    if (this.even + this.odd > 0) return;
    const reach = this.own.division.ranks.map(n => (n > 1 ? [0, 1, -1] : [0]));
    for (const layers of combinations(reach)) this.region(layers);
  }

  /** The regions that sites of this part reach at a displacement. */
  regionsAt(displacement: readonly number[]): Region[] {
    const { division, outerExtents } = this.own;
    const reach = displacement.map((d, mu) => {
      if (division.ranks[mu] === 1) return [0];
      const beyond = Array.from({ length: Math.abs(d) }, (_, k) => Math.sign(d) * (k + 1));
      return Math.abs(d) < outerExtents[mu]! ? [0, ...beyond] : beyond;
    });
    return combinations(reach)
      .filter(layers => layers.some(layer => layer !== 0))
      .map(layers => this.region(layers));
  }

  /** Coordinates as they stand in the halo: they go around in directions that are not divided. */
  private standing(inner: readonly number[]): number[] {
    const { division, outerExtents } = this.own;
    return inner.map((c, mu) => (division.ranks[mu]! > 1 ? c : modulo(c, outerExtents[mu]!)));
  }

  private isInside(standing: readonly number[]): boolean {
    return standing.every((c, mu) => c >= 0 && c < this.own.outerExtents[mu]!);
  }

  /** The outer site at these coordinates, inside or beyond. */
  outerAt(inner: readonly number[]): number {
    const standing = this.standing(inner);
    return this.isInside(standing) ? this.own.outerIndex(standing) : this.numberOf(standing);
  }

  private numberOf(standing: readonly number[]): number {
    const key = standing.reduce((sum, c) => sum * coordinateRange + c + coordinateRange / 2, 0);
    let number = this.numbers.get(key);
    if (number === undefined) {
      const isEven = parityOf(standing) === 0;
      number = isEven ? -++this.even : this.own.outerVolume + this.odd++;
      this.numbers.set(key, number);
    }
    return number;
  }

  /** The sites that lie so many layers before (negative) or behind the part in each direction. */
  private region(layers: readonly number[]): Region {
    const key = layers.join();
    const made = this.regions.get(key) ?? { routes: this.routesInto(this.sitesOf(layers)) };
    this.regions.set(key, made);
    return made;
  }

  private sitesOf(layers: readonly number[]): number[][] {
    const { outerExtents } = this.own;
    return combinations(
      layers.map((layer, mu) => {
        if (layer < 0) return [layer];
        if (layer > 0) return [outerExtents[mu]! - 1 + layer];
        return Array.from({ length: outerExtents[mu]! }, (_, c) => c);
      }),
    );
  }

  private routesInto(sites: readonly (readonly number[])[]): Route[] {
    const { lanes } = this.own;
    const perRoute = new Map<number, Entry[]>();
    // Even sites have numbers that go down: from the last one on, so that they lie in memory in the order in which they travel.
    for (const standing of sites.toReversed()) {
      if (!this.isInside(standing) && parityOf(standing) === 0) this.numberOf(standing);
    }
    for (const standing of sites) {
      if (this.isInside(standing)) continue;
      const target = this.numberOf(standing);
      const found = Array.from({ length: lanes }, (_, lane) => this.originOf(standing, lane));
      const [first] = found;
      const isWhole = found.every(
        ({ step, outer, lane }, l) => step === first.step && outer === first.outer && lane === l,
      );
      for (const [l, { step, outer, lane }] of found.entries()) {
        if (isWhole && l > 0) break;
        const route = 2 * step + parityOf(standing);
        const list = perRoute.get(route) ?? [];
        list.push({ source: outer, sourceLane: isWhole ? -1 : lane, target, targetLane: isWhole ? -1 : l });
        perRoute.set(route, list);
      }
    }
    // In one order everywhere: two ranks that are each other's neighbours on two sides exchange one message each way.
    return [...perRoute.keys()]
      .sort((a, b) => a - b)
      .map(key => {
        const step = Math.floor(key / 2);
        const ends = { to: this.away(step, -1), from: this.away(step, 1) };
        const entries = perRoute.get(key)!;
        const count = entries.reduce((sum, { sourceLane }) => sum + (sourceLane < 0 ? lanes : 1), 0);
        return { step, ...ends, parity: key % 2 === 0 ? 0 : 1, count, ...placesOf(entries) };
      });
  }

  /** Where a lane of a halo site comes from: the step from this rank to its owner, and the place there. */
  private originOf(standing: readonly number[], lane: number) {
    const { division, local, outerExtents, parts } = this.own;
    const part = unrank(lane, parts);
    const inPart = standing.map((c, mu) => c + part[mu]! * outerExtents[mu]!);
    const steps = inPart.map((c, mu) => modulo(Math.floor(c / local[mu]!), division.ranks[mu]!));
    const there = inPart.map((c, mu) => modulo(c, local[mu]!));
    return {
      step: rank(steps, division.ranks),
      outer: this.own.outerIndex(there.map((c, mu) => c % outerExtents[mu]!)),
      lane: rank(
        there.map((c, mu) => Math.floor(c / outerExtents[mu]!)),
        parts,
      ),
    };
  }

  /** The rank that lies this step away, forward or backward. */
  private away(step: number, sign: 1 | -1): number {
    const { ranks } = this.own.division;
    const steps = unrank(step, ranks);
    return rank(
      this.rankCoordinates.map((c, mu) => modulo(c + sign * steps[mu]!, ranks[mu]!)),
      ranks,
    );
  }
}

const parityOf = (coordinates: readonly number[]) =>
  modulo(
    coordinates.reduce((sum, c) => sum + c, 0),
    2,
  ) as 0 | 1;

/** One of each list, in all ways, the first running fastest. */
function combinations(lists: readonly (readonly number[])[]): number[][] {
  const lengths = lists.map(({ length }) => length);
  return Array.from({ length: product(lengths) }, (_, k) => unrank(k, lengths).map((digit, mu) => lists[mu]![digit]!));
}

function placesOf(entries: readonly Entry[]): Pick<Route, 'source' | 'target'> {
  return {
    source: { outer: Int32Array.from(entries, e => e.source), lane: Int8Array.from(entries, e => e.sourceLane) },
    target: { outer: Int32Array.from(entries, e => e.target), lane: Int8Array.from(entries, e => e.targetLane) },
  };
}
