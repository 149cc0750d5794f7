/**
 * Random numbers as functions: a draw is fixed by (seed, stream, trajectory, purpose, global site, slot) and by nothing
 * else, so not by the order of the calls, nor by how the lattice is divided among threads or machines.
 *
 * One Philox block of four 32-bit words belongs to each draw:
 *   key     = (seed mod 2³², seed div 2³² + 2¹⁶ · stream),   seed < 2⁴⁸, stream < 2¹⁶,
 *   counter = (site, slot, trajectory, number of the purpose).
 * The map is one to one, so that two different draws never share a block.
 */
import { philox } from './philox.ts';

/**
 * What draws are made for; the number 0 makes the seeds of replicas. The numbers are part of every stored result: add new
 * ones below 2³¹, never change old ones.
 */
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
  selfLearning: 15,
} as const;

/** One of the above, or one of your own: any text with a slash in it, such as 'ising/flip'. */
export type Purpose = keyof typeof purposes | `${string}/${string}`;

/** Names a set of draws; make it with `key`. `words` are what Philox sees: (key low, key high, trajectory, purpose). */
export interface Key {
  readonly seed: number;
  readonly stream: number;
  readonly trajectory: number;
  readonly purpose: Purpose;
  readonly words: readonly [number, number, number, number];
}

/**
 * The key of all draws for one purpose in one trajectory. Several fields drawn for the same purpose in the same trajectory,
 * such as the pseudofermions of several quarks, have a `stream` each.
 *
 * @throws if `seed` is not an integer in 0 … 2⁴⁸−1, `stream` not one in 0 … 2¹⁶−1, `trajectory` not one in 0 … 2³²−1; or
 *   the purpose is neither known nor has a slash
 */
export function key(seed: number, trajectory: number, purpose: Purpose, stream = 0): Key {
  requireInteger('seed', seed, 2 ** 48 - 1);
  requireInteger('trajectory', trajectory, largestWord);
  requireInteger('stream', stream, 2 ** 16 - 1);
  const high = Math.floor(seed / 2 ** 32) + stream * 2 ** 16;
  return { seed, stream, trajectory, purpose, words: [seed >>> 0, high, trajectory, numberOf(purpose)] };
}

const ownPurposes = new Map<number, string>();

/** Purposes of the user's own have numbers from 2³¹ on, which no built-in one has or will have. */
function numberOf(purpose: Purpose): number {
  if (isBuiltIn(purpose)) return purposes[purpose];
  if (!purpose.includes('/')) {
    throw new Error(
      `Random numbers have no purpose "${purpose}". Known are ${Object.keys(purposes).join(', ')}; ` +
        'a purpose of your own has a slash in it, such as "ising/flip".',
    );
  }
  const number = 2 ** 31 + (hashOf(purpose) >>> 1);
  const known = ownPurposes.get(number) ?? purpose;
  if (known !== purpose) {
    throw new Error(`The purposes "${known}" and "${purpose}" would have the same random numbers; rename one of them.`);
  }
  ownPurposes.set(number, purpose);
  return number;
}

function isBuiltIn(purpose: string): purpose is keyof typeof purposes {
  return Object.hasOwn(purposes, purpose);
}

/** A word that depends on every character: each in turn joins the state, which Philox then scrambles. */
function hashOf(text: string): number {
  const state = new Uint32Array(4);
  for (const character of text) {
    state[0] ^= character.codePointAt(0)!;
    philox(state, [0, 0], state);
  }
  return state[0];
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
