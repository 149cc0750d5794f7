/** Gauge loops with couplings of their own in an effective action: S = Σ_i β_i S_i, S_i = −(1/N) Σ_n Σ_W Re tr W. */
import { type GaugeField, loopAction } from '../../gauge/index.ts';
import { add, type Lattice, scale, type Trainable, type Weight } from '../../lattice/index.ts';
import { namedLoops, polyakovLoop, type Word } from '../../loops/index.ts';
import type { EffectiveLoop } from '../../runfile/schema/effective.ts';

const winding: Partial<Record<EffectiveLoop, (dimension: number) => number[]>> = {
  polyakovSpace: dimension => Array.from({ length: dimension - 1 }, (_, mu) => mu),
  polyakovTime: dimension => [dimension - 1],
  polyakovX: () => [0],
  polyakovY: () => [1],
  polyakovZ: () => [2],
  polyakovT: dimension => [dimension - 1],
};

/** Closed words, once per site: of a Polyakov loop one begins at every site of its line. */
export function wordsOf(loop: EffectiveLoop, { dimension, extents }: Pick<Lattice, 'dimension' | 'extents'>): Word[] {
  const directions = winding[loop]?.(dimension);
  return directions ? directions.map(mu => polyakovLoop(mu, extents)) : namedLoops(loop, { dimension, extents });
}

/** The sum. */
export function loopSum(
  loops: readonly { readonly loop: EffectiveLoop; readonly coupling: number | Weight }[],
  lattice: Lattice,
): Trainable<GaugeField> {
  return add(
    ...loops.map(({ loop, coupling }) =>
      scale(coupling, loopAction(`${loop} loops`, [{ words: wordsOf(loop, lattice), beta: 1 }])),
    ),
  );
}
