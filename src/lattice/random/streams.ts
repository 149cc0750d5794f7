/**
 * Random numbers as functions: a draw is fixed by (seed, trajectory, purpose, global site, slot) and by nothing else, so
 * not by the order of the calls, nor by how the lattice is divided among threads or machines.
 *
 * One Philox block of four 32-bit words belongs to each draw:
 *   key     = (seed mod 2³², seed div 2³²),
 *   counter = (site, slot, trajectory, number of the purpose).
 * The map is one to one, so that two different draws never share a block.
 */
import { philox } from './philox.ts';

/** What draws are made for; the number 0 makes the seeds of replicas (run/replicas/seeds.ts). The numbers are part of every stored result: add new ones, never change old ones. */
export const purposes = {
  start: 1,
  momentum: 2,
  pseudofermion: 3,
  metropolis: 4,
  heatbath: 5,
  overrelaxation: 6,
  noise: 7,
  gaugeTransformation: 8,
  weights: 9,
  training: 10,
  bootstrap: 11,
  preflight: 12,
  flow: 13,
  spin: 14,
} as const;

export type Purpose = keyof typeof purposes;

/** Names a stream of draws; make it with `key`. `words` are what Philox sees: (seed low, seed high, trajectory, purpose). */
export interface Key {
  readonly seed: number;
  readonly trajectory: number;
  readonly purpose: Purpose;
  readonly words: readonly [number, number, number, number];
}

/**
 * The key of all draws for one purpose in one trajectory.
 *
 * @throws if `seed` is not an integer in 0 … 2⁵³−1, `trajectory` not one in 0 … 2³²−1, or the purpose is not registered.
 */
export function key(seed: number, trajectory: number, purpose: Purpose): Key {
  requireInteger('seed', seed, Number.MAX_SAFE_INTEGER);
  requireInteger('trajectory', trajectory, largestWord);
  if (!Object.hasOwn(purposes, purpose)) {
    throw new Error(
      `Random numbers have no purpose "${purpose}". Known are ${Object.keys(purposes).join(', ')}; ` +
        'register a new one in lattice/random/streams.ts.',
    );
  }
  const words = [seed >>> 0, Math.floor(seed / 2 ** 32), trajectory, purposes[purpose]] as const;
  return { seed, trajectory, purpose, words };
}

/** The four random words of one draw, written to `out`. Site and slot are integers in 0 … 2³²−1. */
export function randomWords({ words }: Key, site: number, slot: number, out: Uint32Array): Uint32Array {
  requireInteger('site', site, largestWord);
  requireInteger('slot', slot, largestWord);
  return philox([site, slot, words[2], words[3]], words, out);
}

/**
 * Visits the draws of the slots `firstSlot` … `firstSlot + slots − 1` of every site: `visit(words, i, j)` for slot
 * number j of `sites[i]`. The array `words` is used again for the next draw.
 *
 * @throws if a slot or a site does not fit in 32 bits.
 */
export function forEachDraw(
  { words: [low, high, trajectory, purpose] }: Key,
  { firstSlot, slots, sites }: { firstSlot: number; slots: number; sites: ArrayLike<number> },
  visit: (words: Uint32Array, i: number, j: number) => void,
): void {
  requireInteger('slot', firstSlot, largestWord);
  requireInteger('slot', firstSlot + slots, largestWord);
  const seed = Uint32Array.of(low, high);
  const counter = Uint32Array.of(0, 0, trajectory, purpose);
  const words = new Uint32Array(4);
  for (let i = 0; i < sites.length; i++) {
    requireInteger('site', sites[i], largestWord);
    counter[0] = sites[i];
    for (let j = 0; j < slots; j++) {
      counter[1] = firstSlot + j;
      visit(philox(counter, seed, words), i, j);
    }
  }
}

const largestWord = 2 ** 32 - 1;

function requireInteger(name: string, value: number, largest: number): void {
  if (Number.isInteger(value) && value >= 0 && value <= largest) return;
  throw new Error(`The ${name} of a random number is an integer from 0 to ${largest}, but ${value} was given.`);
}
