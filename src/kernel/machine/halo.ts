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

/** Numbers that travel together from rank to rank: entry k goes from a place of the sender to one of the receiver. */
export interface Route {
  readonly to: number;
  readonly from: number;
  /** Outer sites and lanes; a lane of −1 means all. */
  readonly source: Places;
  readonly target: Places;
}

export interface Places {
  readonly outer: Int32Array;
  readonly lane: Int8Array;
}

/** What must be exchanged before a kernel reads a field. */
export interface ExchangeList {
  readonly routes: readonly Route[];
  /** From this rank to itself. */
  readonly copies: Route | undefined;
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
  private readonly rankCoordinates: readonly number[];

  constructor(own: OwnPart) {
    this.own = own;
    const { ranks, communicator } = own.division;
    this.rankCoordinates = unrank(communicator.rank, ranks);
  }

  /** Numbers all sites one step beyond the part, corners included. Kernels of plaquettes and quarks read no others. */
  numberNeighbours(): void {
    if (this.even + this.odd > 0) return;
    const { outerExtents, division } = this.own;
    const reach = division.ranks.map(n => (n > 1 ? 1 : 0));
    const widened = outerExtents.map((extent, mu) => extent + 2 * reach[mu]);
    for (let k = 0; k < product(widened); k++) {
      this.outerAt(unrank(k, widened).map((c, mu) => c - reach[mu]));
    }
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
      const isEven =
        modulo(
          standing.reduce((sum, c) => sum + c, 0),
          2,
        ) === 0;
      number = isEven ? -++this.even : this.own.outerVolume + this.odd++;
      this.numbers.set(key, number);
    }
    return number;
  }

  /** What reads at these coordinates (perhaps inside) need from other ranks, and from other lanes. */
  exchangeList(reads: Iterable<readonly number[]>): ExchangeList {
    const { lanes } = this.own;
    const known = new Set<number>();
    const perStep = new Map<number, Entry[]>();
    for (const inner of reads) {
      const standing = this.standing(inner);
      if (this.isInside(standing)) continue;
      const target = this.numberOf(standing);
      if (known.has(target)) continue;
      known.add(target);
      const found = Array.from({ length: lanes }, (_, lane) => this.originOf(standing, lane));
      const [first] = found;
      const isWhole = found.every(
        ({ step, outer, lane }, l) => step === first.step && outer === first.outer && lane === l,
      );
      for (const [l, { step, outer, lane }] of found.entries()) {
        if (isWhole && l > 0) break;
        const list = perStep.get(step) ?? [];
        list.push({ source: outer, sourceLane: isWhole ? -1 : lane, target, targetLane: isWhole ? -1 : l });
        perStep.set(step, list);
      }
    }
    // In one order everywhere: two ranks that are each other's neighbours on two sides exchange one message each way.
    const steps = [...perStep.keys()].sort((a, b) => a - b);
    const route = (step: number) => routeOf(perStep.get(step)!, this.away(step, -1), this.away(step, 1));
    return {
      routes: steps.filter(step => step !== 0).map(route),
      copies: steps.includes(0) ? route(0) : undefined,
    };
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

function routeOf(entries: readonly Entry[], to: number, from: number): Route {
  return {
    to,
    from,
    source: { outer: Int32Array.from(entries, e => e.source), lane: Int8Array.from(entries, e => e.sourceLane) },
    target: { outer: Int32Array.from(entries, e => e.target), lane: Int8Array.from(entries, e => e.targetLane) },
  };
}
