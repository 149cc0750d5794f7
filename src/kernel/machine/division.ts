/**
 * How a lattice is divided among ranks: every direction into equal parts of even extent, x into one, so that no tile of
 * sums is cut (grid.ts) and even sites stay even.
 */
import type { Communicator } from './communicator.ts';
import { product } from './digits.ts';

export interface Division {
  /** The lattice that is divided. Others, such as small ones for trials, lie whole on every rank. */
  readonly extents: readonly number[];
  /** Ranks per direction; rank number 0 has the first part of each, and the first direction runs fastest. */
  readonly ranks: readonly number[];
  readonly communicator: Communicator;
}

/** @throws if the lattice cannot be divided so, or there are more ranks or fewer than parts */
export function requireDivision({ extents, ranks, communicator: { size } }: Division): void {
  const problem = divisionProblem(extents, ranks);
  if (problem !== undefined) throw new Error(problem);
  const parts = product(ranks);
  if (parts !== size) throw new Error(`The division ${ranks.join('.')} has ${parts} parts; found ${size} ranks.`);
}

/** Why this lattice cannot be divided so, in a sentence with the nearest ways; undefined if it can. */
export function divisionProblem(extents: readonly number[], ranks: readonly number[]): string | undefined {
  const reason = reasonAgainst(extents, ranks);
  if (reason === undefined) return;
  const size = product(ranks);
  const [below, above] = [nearestSize(extents, size, -1), nearestSize(extents, size + 1, 1)];
  const good = [
    ...divisions(extents, size),
    ...(below === size ? [] : divisions(extents, below)),
    ...(above === below || above === size ? [] : divisions(extents, above)),
  ];
  const named = good.slice(0, namedAtMost).map(division => division.join('.'));
  return `${reason} ${named.length === 0 ? 'This lattice cannot be divided at all.' : `Possible near that are ${named.join(', ')}.`}`;
}

const namedAtMost = 6;

function reasonAgainst(extents: readonly number[], ranks: readonly number[]): string | undefined {
  const lattice = extents.join('×');
  if (ranks.length !== extents.length) {
    return `The lattice ${lattice} has ${extents.length} directions; found ${ranks.join('.')}, which has parts for ${ranks.length}.`;
  }
  const odd = extents.find(extent => extent % 2 !== 0);
  if (odd !== undefined && ranks.some(n => n > 1))
    return `Ranks need even extents; the lattice ${lattice} has the extent ${odd}.`;
  if (ranks[0] !== 1)
    return `The first direction is never divided, because sums are made of whole lines along it; found ${ranks.join('.')}.`;
  const mu = extents.findIndex((extent, k) => !dividesEvenly(extent, ranks[k]!));
  if (mu < 0) return;
  return `Each rank needs an equal part of even extent; found ${ranks.join('.')}, which divides ${extents[mu]} by ${ranks[mu]}.`;
}

const dividesEvenly = (extent: number, n: number) => n === 1 || extent % (2 * n) === 0;

/** All ways to divide among this many ranks, the fastest by a model first. */
export function divisions(extents: readonly number[], size: number): number[][] {
  if (extents.some(extent => extent % 2 !== 0)) return size === 1 ? [extents.map(() => 1)] : [];
  const found: number[][] = [];
  const extend = (ranks: readonly number[], rest: number) => {
    const mu = ranks.length;
    if (mu === extents.length) {
      if (rest === 1) found.push([...ranks]);
      return;
    }
    const most = mu === 0 ? 1 : rest;
    for (let n = 1; n <= most; n++)
      if (rest % n === 0 && dividesEvenly(extents[mu]!, n)) extend([...ranks, n], rest / n);
  };
  extend([], size);
  return found
    .map(ranks => ({ ranks, cost: modelledCost(extents, ranks) }))
    .sort((a, b) => a.cost - b.cost || a.ranks.at(-1)! - b.ranks.at(-1)!)
    .map(({ ranks }) => ranks);
}

/**
 * A model of the time that a rank takes for a product with a Dirac operator, in units of what one site costs to compute,
 * about 0.4 µs. Measured on 16³×32: docs/results/ranks.md.
 */
const model = {
  /** Short lines along y. */
  dividedY: 1.2,
  /** SIMD lanes are then cut where ranks cut, so that lanes of other ranks arrive one by one. */
  dividedSlow: 1.7,
  /** A spinor of 192 bytes to another rank, at 1 GB/s. */
  siteOfFace: 0.5,
  /** 3 µs. */
  message: 8,
} as const;

function modelledCost(extents: readonly number[], ranks: readonly number[]): number {
  const local = product(extents) / product(ranks);
  const slow = ranks.slice(Math.max(1, ranks.length - 2));
  const work =
    (ranks.length === 4 && ranks[1]! > 1 ? model.dividedY : 1) * (slow.every(n => n > 1) ? model.dividedSlow : 1);
  const exchange = ranks.map((n, mu) => {
    const face = local / (extents[mu]! / n);
    return n > 1 ? 2 * (model.siteOfFace * face + model.message) : 0;
  });
  return local * work + exchange.reduce((sum, cost) => sum + cost, 0);
}

/** The nearest number of ranks, from `size` on in steps, for which there is a way. */
function nearestSize(extents: readonly number[], size: number, step: 1 | -1): number {
  const most = product(extents.slice(1).map(extent => Math.floor(extent / 2)));
  let n = Math.min(size, most);
  while (n > 1 && n <= most && divisions(extents, n).length === 0) n += step;
  return n;
}
