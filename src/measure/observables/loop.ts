/**
 * Averages of small loops:
 *   (1 / V n) sum_x sum_W (1/N) Re tr W(x) over n words W, so that unit links give 1.
 */
import { type GaugeField, loopActionKernel, wordsToText } from '../../gauge/index.ts';
import { plaquettes, type Word } from '../../loops/index.ts';
import type { Observable } from './observable.ts';

/** The average of these closed words over the lattice. */
export function averageLoop(name: string, words: readonly Word[]): Observable<GaugeField, number> {
  const text = wordsToText([words]);
  return {
    name,
    normalisation: `(1/${words.length}V) sum over sites and ${words.length} loops of (1/N) Re tr, in [-1, 1]`,
    measure({ field, group, lattice }) {
      // The action of these loops, -(beta/N) sum Re tr, at a beta that makes it the average.
      const beta0 = -1 / (words.length * lattice.volume);
      return loopActionKernel(group, lattice.dimension, text).run({ U: field, beta0 }).S;
    },
  };
}

/** The average plaquette over all planes. */
export function plaquette(dimension = 4): Observable<GaugeField, number> {
  return averageLoop('plaquette', plaquettes(dimension));
}
