/**
 * Averages of small loops:
 *   (1 / V n) Σ_x Σ_W (1/N) Re tr W(x) over n words W, so that unit links give 1.
 */
import { type GaugeField, loopActionKernel } from '../../gauge/index.ts';
import { type Loops, loopsIn, plaquettes, requireClosed, type Word } from '../../loops/index.ts';
import type { Observable } from './observable.ts';
import { wordPieces } from './wordPieces.ts';

/** The average of these closed words over the lattice: `plaquettes`, or words of one's own. */
export function averageLoop(name: string, loops: Loops): Observable<GaugeField, number> {
  return {
    name,
    normalisation: '(1/nV) sum over sites and n loops of (1/N) Re tr, in [-1, 1]',
    measure(u) {
      const words = loopsIn(u.lattice.dimension, loops);
      for (const path of words) requireClosed(path, u.lattice.extents);
      return averageTrace(u, words);
    },
  };
}

/** (1/nV) Σ_x Σ_W (1/N) Re tr W(x), of open words too: then it depends on the gauge. */
export function averageTrace({ field, group, lattice }: GaugeField, words: readonly Word[]): number {
  // The action of these loops, −(β/N) Σ Re tr, at a β that makes it the average.
  const beta = -1 / (words.length * lattice.volume);
  return wordPieces(words, group).reduce((sum, piece) => {
    const kernel = loopActionKernel(group, lattice.dimension, [piece]);
    return sum + kernel.run({ U: field, beta: [beta] }).S;
  }, 0);
}

/** The average plaquette over all planes. */
export function plaquette(): Observable<GaugeField, number> {
  return averageLoop('plaquette', plaquettes);
}

const isTemporal = ({ dimension, steps }: Word) => steps.some(({ direction }) => direction === dimension - 1);

/** The average over the planes of two spatial directions: three in four dimensions, none in two. */
export function spatialPlaquette(): Observable<GaugeField, number> {
  return averageLoop('plaquette_spatial', dimension => {
    if (dimension < 3) throw new Error(`Spatial plaquettes need two spatial directions; ${dimension - 1} is there.`);
    return plaquettes(dimension).filter(path => !isTemporal(path));
  });
}

/** The average over the planes of a spatial direction and time. */
export function temporalPlaquette(): Observable<GaugeField, number> {
  return averageLoop('plaquette_temporal', dimension => plaquettes(dimension).filter(isTemporal));
}
