/**
 * What layers add: MSE on configurations that were not learnt from, and the acceptance of independent proposals, for models with
 * layers of each kind, each grown from the trained one below, for several seeds of the first weights: Transformers to the depth `wide`,
 * one to the depth `deepest`, other kinds to the depth `others`.
 *
 *   node bench/study/spins/layers.ts [--out runs/spins] [--point half|doped] [--seeds 3] [--wide 6] [--deepest 6] [--others 2]
 */
import {
  beginLayers,
  type Dataset,
  deeper,
  type EffectiveModel,
  effectiveModel,
  fitCouplings,
  gaussNewton,
  type LayerKind,
  residualsOf,
  takeWeights,
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

/** Steps of Gauss and Newton for each depth, from random layers of this spread. */
export const lessons = { steps: [12, 24, 20, 16, 14, 14], spread: 0.02, first: 0.05, tolerance: 1e-4 };

export const learn = (model: EffectiveModel, learnt: Dataset): number =>
  gaussNewton(model, learnt, {
    steps: lessons.steps[model.options.layers - 1],
    tolerance: lessons.tolerance,
  });

export const firstLayer = (linear: EffectiveModel, kind: LayerKind, seed: number): EffectiveModel => {
  const model = effectiveModel({ extents: linear.options.extents, shells: linear.options.shells, layers: 1, kind });
  takeWeights(model, linear);
  beginLayers(model, lessons.first, seed);
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
      const row = part.row(`${kind} ${layers}, seed ${seed}`, () => described(next, seed, learn(next, learnt)));
      model = storedInto(next, row.weights);
    }
  };
  const [seeds, wide, others] = [option('seeds', '3'), option('wide', '6'), option('others', '2')].map(Number);
  const each = Array.from({ length: seeds }, (_, k) => k + 1);
  for (const seed of each) grow('transformer', Math.min(wide, deepest), seed);
  for (const kind of ['convolution', 'plain'] as const) for (const seed of each) grow(kind, others, seed);
  grow('transformer', deepest, 1);
}
