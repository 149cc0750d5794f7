/** The loops whose staples a stout kernel may add up, by name. */

import { namedLoops, polyakovLoop, signedDirections, staples } from '../../loops/index.ts';
import { plural } from '../../words/index.ts';

export const stapleLoops = [
  'plaquette',
  'rectangle',
  'chair',
  'polyakovSpace',
  'polyakovTime',
  'polyakovX',
  'polyakovY',
  'polyakovZ',
  'polyakovT',
] as const;
export type StapleLoop = (typeof stapleLoops)[number];

const polyakovDirections: Partial<Record<StapleLoop, (dimension: number) => number[]>> = {
  polyakovSpace: dimension => Array.from({ length: dimension - 1 }, (_, mu) => mu),
  polyakovTime: dimension => [dimension - 1],
  polyakovX: () => [0],
  polyakovY: () => [1],
  polyakovZ: () => [2],
  polyakovT: dimension => [dimension - 1],
};

/**
 * The open words n → n + μ of a loop, each once, as signed directions; one list per direction μ. The Polyakov
 * loops give the way round the lattice, daggered, in their own directions only.
 *
 * @throws if the loop does not exist in so few dimensions
 */
export function stapleWords(loop: StapleLoop, extents: readonly number[]): number[][][] {
  const dimension = extents.length;
  const words = wordsOf(loop, extents);
  if (words.every(list => list.length === 0)) {
    throw new Error(`The loop ${loop} does not exist on a lattice of ${plural(dimension, 'dimension')}; leave it out.`);
  }
  return words;
}

function wordsOf(loop: StapleLoop, extents: readonly number[]): number[][][] {
  const dimension = extents.length;
  const directions = Array.from({ length: dimension }, (_, mu) => mu);
  const winding = polyakovDirections[loop]?.(dimension);
  if (winding) {
    return directions.map(mu =>
      winding.includes(mu)
        ? staples([polyakovLoop(mu, extents)], mu, extents).map(({ word }) => signedDirections(word))
        : [],
    );
  }
  const words = namedLoops(loop, { dimension, extents });
  return directions.map(mu =>
    staples(words, mu, extents).flatMap(({ word, multiplicity }) =>
      Array.from({ length: multiplicity }, () => signedDirections(word)),
    ),
  );
}
