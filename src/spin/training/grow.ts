/** Beginnings of training: small random layers, and a deeper model from a shallower one. */
import { key, uniforms } from '../../lattice/index.ts';
import { type EffectiveModel, effectiveModel } from '../effective/index.ts';

/** Every weight of the layers from number `from` on uniform in ±spread: layers close to the identity. J and E₀ stay. */
export function beginLayers(model: EffectiveModel, spread: number, seed: number, from = 0): void {
  model.layers.slice(from).forEach(({ weights }, l) => {
    weights.forEach((weight, k) => {
      weight.value = spread * (2 * uniforms(key(seed, 0, 'weights', from + l), k, 0)[0] - 1);
    });
  });
}

/**
 * Takes over every weight that has the same name: of another lattice, or of a model with more or fewer layers. On another lattice
 * each is divided among the images of its sites, w′ = w · share/share′: at d² = 18 a site of 6×6 has one neighbour, one of 8×8
 * four; attention sums over 36 values there, over 64 here. So aligned spins feel the same as where the weights were learnt.
 * E₀ grows with the volume.
 *
 * @throws if the models have other shells or layers of another kind
 */
export function takeWeights(model: EffectiveModel, from: EffectiveModel): void {
  const layered = model.layers.length > 0 && from.layers.length > 0;
  const [here, there] = [model, from].map(({ shells, options }) => {
    const distances = shells.map(({ distanceSquared }) => distanceSquared);
    return `${layered ? `${options.kind} layers and ` : ''}shells of d² = [${distances.join(', ')}]`;
  });
  if (here !== there) {
    throw new Error(`Weights of a model with ${there} are no weights of one with ${here}; make it alike.`);
  }
  const known = new Map(from.weights.map(({ name, value }, k) => [name, { value, share: from.shares[k] }]));
  model.weights.forEach((weight, k) => {
    const learnt = known.get(weight.name);
    if (learnt) weight.value = learnt.value * (learnt.share / model.shares[k]);
  });
}

/** The model with one more layer on top, which begins small; J and E₀ are those of the trained one. */
export function deeper(model: EffectiveModel, spread: number, seed: number): EffectiveModel {
  const { layers } = model.options;
  const next = effectiveModel({ ...model.options, layers: layers + 1 });
  takeWeights(next, model);
  beginLayers(next, spread, seed, layers);
  return next;
}
