/** Networks: layers one after the other, as a transformation of gauge configurations. */
import { type GaugeField, recordedTransformation } from '../gauge/index.ts';
import { type Cite, type Key, type Transformation, uniforms, type Weight } from '../lattice/index.ts';
import type { Layer } from './layers/layer.ts';

/**
 * U → layer_n(… layer_1(U)), gauge covariant, with exact pullback to links and weights. A layer that stands there several times
 * is one set of weights.
 *
 * @throws if two different weights have the same name. Releasing a tape twice throws.
 */
export function network(name: string, layers: readonly Layer[]): Transformation<GaugeField> {
  const weights = [...new Set(layers.flatMap(layer => layer.weights))];
  requireDifferentNames(name, weights);
  const cites = new Map<string, Cite>(layers.flatMap(layer => layer.cites.map(cite => [cite.key, cite])));
  const isPlain = layers.some(({ breaks }) => breaks !== undefined);
  const map = recordedTransformation({
    name,
    cites: [...cites.values()],
    weights,
    record: (tape, links, theory) => layers.reduce((below, layer) => layer.forward(tape, below, theory), links),
  });
  return isPlain ? { ...map, breaks: 'gauge covariance' } : map;
}

/** Files of weights know them by name. */
function requireDifferentNames(network: string, weights: readonly Weight[]): void {
  const names = weights.map(({ name }) => name);
  const twice = names.find((name, k) => names.indexOf(name) !== k);
  if (twice) {
    throw new Error(`The network ${network} has two weights named ${twice}; give its layers different names.`);
  }
}

/** Every weight uniform in ±spread about its initial value, mostly zero. */
export function randomiseWeights({ weights }: Transformation<GaugeField>, spread: number, key: Key): void {
  weights.forEach((weight, k) => {
    weight.value = (weight.initial ?? 0) + spread * (2 * uniforms(key, k, 0)[0] - 1);
  });
}
