/**
 * What layers add: MSE on configurations that were not learnt from, and the acceptance of independent proposals, for models with
 * 0 to 6 layers of each kind, each grown from the trained one below; three seeds of the first weights and of the order of lessons.
 *
 *   node bench/study/spins/layers.ts [--out runs/spins] [--point half|doped] [--deepest 6]
 */
import { adam } from '../../../src/network/index.ts';
import {
  beginLayers,
  type Dataset,
  deeper,
  type EffectiveModel,
  effectiveModel,
  fitCouplings,
  type LayerKind,
  residualsOf,
  takeWeights,
  trainOn,
} from '../../../src/spin/index.ts';
import { option } from '../runs.ts';
import { configurations, divided } from './configurations.ts';
import { points } from './points.ts';
import { results } from './results.ts';

export interface ModelRow {
  readonly name: string;
  readonly kind: LayerKind;
  readonly layers: number;
  readonly seed: number;
  readonly learntMse: number;
  /** r = −ln W − S_eff of the test configurations. */
  readonly residuals: readonly number[];
  readonly weights: readonly number[];
}

/** Rates of AdamW in turn, for so many epochs each; couplings are fitted by least squares after every part. */
export const lessons = { batch: 32, rates: [3e-3, 3e-3, 1e-3, 3e-4], epochs: 8, spread: 0.05 };

export function learn(model: EffectiveModel, learnt: Dataset, seed: number, passes = 1): number {
  const { batch, rates, epochs } = lessons;
  let mse = Number.NaN;
  for (const rate of rates) {
    trainOn(model, learnt, { optimiser: adam({ rate, decay: 1e-3 }), batch, epochs: epochs * passes, seed });
    mse = fitCouplings(model, learnt);
  }
  return mse;
}

export const firstLayer = (linear: EffectiveModel, kind: LayerKind, seed: number): EffectiveModel => {
  const model = effectiveModel({ extents: linear.options.extents, shells: linear.options.shells, layers: 1, kind });
  takeWeights(model, linear);
  beginLayers(model, lessons.spread, seed);
  return model;
};

export function storedInto(model: EffectiveModel, weights: readonly number[]): EffectiveModel {
  weights.forEach((value, k) => {
    model.weights[k].value = value;
  });
  return model;
}

if (import.meta.main) {
  const name = option('point', 'half') as keyof typeof points;
  const deepest = Number(option('deepest', '6'));
  const part = results<ModelRow>(name === 'half' ? 'layers' : `layers-${name}`);
  const { learnt, test } = divided(configurations(`${name}-4000`, points[name], 4000));
  const described = (model: EffectiveModel, seed: number, learntMse: number) => ({
    ...{ kind: model.options.kind, layers: model.options.layers, seed, learntMse },
    residuals: Array.from(residualsOf(model, test)),
    weights: model.weights.map(({ value }) => value),
  });
  const linear = effectiveModel({ extents: points[name].extents, shells: 9, layers: 0 });
  const bottom = fitCouplings(linear, learnt);
  part.row('linear', () => described(linear, 0, bottom));

  const grow = (kind: LayerKind, depth: number, seed: number) => {
    let model = linear;
    for (let layers = 1; layers <= depth; layers++) {
      const next = layers === 1 ? firstLayer(linear, kind, seed) : deeper(model, lessons.spread, seed);
      const row = part.row(`${kind} ${layers}, seed ${seed}`, () => described(next, seed, learn(next, learnt, seed)));
      model = storedInto(next, row.weights);
    }
  };
  for (const seed of [1, 2, 3]) grow('transformer', deepest, seed);
  for (const kind of ['convolution', 'plain'] as const) for (const seed of [1, 2, 3]) grow(kind, 3, seed);
  // Is it the layers, or the time? One layer with as many lessons as six had together.
  for (const seed of [1, 2, 3]) {
    part.row(`transformer 1 for long, seed ${seed}`, () => {
      const model = firstLayer(linear, 'transformer', seed);
      return described(model, seed, learn(model, learnt, seed, 6));
    });
  }
}
