/** Stout smearing with weights per loop or per plane: C_μ = sum of ρ times staples, V = exp(TA(C U†)) U. */

import type { Field, Tape } from '../../lattice/index.ts';
import { plural } from '../../words/index.ts';
import { type StapleLoop, stapleWords } from './stapleLoops.ts';
import { recordStapleSum, type StapleWords } from './stapleSum.ts';
import { recordStout } from './stoutStep.ts';
import type { StoutWeights } from './table.ts';
import type { Theory } from './theory.ts';

/** Staples with a common weight. */
interface Weighted {
  readonly words: StapleWords;
  readonly rho: number;
}

/** One step, on the tape. @throws if a matrix of weights or a loop does not fit the lattice */
export function recordStoutSmearing(
  tape: Tape,
  links: Field,
  theory: Theory,
  rho: StoutWeights,
  directions: readonly number[],
): Field {
  const parts = weighted(rho, theory.extents).map(part => ({ ...part, words: within(part.words, directions) }));
  const staples = parts.map(({ words }) => recordStapleSum(tape, links, theory.group, words));
  return recordStout(
    tape,
    { staples, closing: links, links },
    parts.map(part => part.rho),
    theory,
  );
}

function weighted(rho: StoutWeights, extents: readonly number[]): Weighted[] {
  if (typeof rho === 'number') return [{ words: stapleWords('plaquette', extents), rho }];
  if (isMatrix(rho)) return byPlane(rho, extents);
  return Object.entries(rho).map(([loop, weight]) => ({
    words: stapleWords(loop as StapleLoop, extents),
    rho: weight,
  }));
}

function isMatrix(rho: StoutWeights): rho is readonly (readonly number[])[] {
  return Array.isArray(rho);
}

/** One part for each different number in the matrix. */
function byPlane(rho: readonly (readonly number[])[], extents: readonly number[]): Weighted[] {
  const { length } = extents;
  if (rho.length !== length || rho.some(row => row.length !== length)) {
    throw new Error(
      `In ${plural(length, 'dimension')} the weights of the planes are a matrix of ${plural(length, 'row')} and columns; ` +
        `found ${plural(rho.length, 'row')} of [${rho.map(row => row.length)}].`,
    );
  }
  const all = stapleWords('plaquette', extents);
  const values = new Set(rho.flatMap((row, mu) => row.filter((_, nu) => nu !== mu)));
  return [...values].map(value => ({
    rho: value,
    words: all.map((list, mu) => list.filter(([first]) => rho[mu][Math.abs(first) - 1] === value)),
  }));
}

/** Only words along these directions, for links of these directions. */
function within(words: StapleWords, directions: readonly number[]): StapleWords {
  return words.map((list, mu) =>
    directions.includes(mu) ? list.filter(steps => steps.every(s => directions.includes(Math.abs(s) - 1))) : [],
  );
}
