/**
 * How far an effective model is from the exact weight, for many configurations at once: they lie side by side along one more
 * direction of the lattice, so that the kernels of the model run over all of them.
 *   r = −ln W − S_eff,   MSE = mean r².
 * The accept test of self-learning Monte Carlo sees differences of r only, so that E₀ matters to the MSE alone.
 */
import { Lattice } from '../../lattice/index.ts';
import { type EffectiveModel, sumsByConfiguration } from '../effective/index.ts';
import { SpinField } from '../spinField.ts';
import type { Dataset } from './dataset.ts';

export interface Residuals {
  readonly mse: number;
  readonly residuals: Float64Array;
  /** dMSE/d(weight), in the order of the weights. */
  readonly gradient: Float64Array;
}

export interface SideBySide {
  /** Configurations that one call takes. */
  readonly batch: number;
  /** @throws if there is another number of configurations */
  residuals(data: Dataset): Residuals;
}

/** Prepares the model for so many configurations at once. */
export function sideBySide(model: EffectiveModel, batch: number): SideBySide {
  const { extents, machine } = model.options;
  const lattice = new Lattice([...extents, batch], machine);
  const volume = lattice.volume / batch;
  const u = new SpinField(lattice, lattice.field(3));
  const upstream = lattice.field(1);
  return {
    batch,
    residuals(data) {
      if (data.count !== batch || data.size !== 3 * volume) {
        throw new Error(
          `${batch} configurations of ${3 * volume} reals are expected at a time; found ${data.count} of ${data.size}.`,
        );
      }
      u.field.fromArray(data.spins);
      const { image, tape } = model.transformation.apply(u);
      const residuals = sumsByConfiguration(image.field, volume).map((S, b) => -data.logWeights[b] - S);
      const perSite = new Float64Array(lattice.volume);
      for (let k = 0; k < perSite.length; k++) perSite[k] = (-2 * residuals[Math.floor(k / volume)]) / batch;
      const derivatives = tape.pullback(image.field, upstream.fromArray(perSite)).weights;
      tape.release();
      return {
        mse: residuals.reduce((sum, r) => sum + r * r, 0) / batch,
        residuals,
        gradient: Float64Array.from(model.weights, weight => derivatives.get(weight) ?? 0),
      };
    },
  };
}

/** The smallest batch that a lattice can hold side by side. */
export const smallestBatch = 2;

/** Residuals of a whole data set, in its order; no derivatives. */
export function residualsOf(model: EffectiveModel, data: Dataset): Float64Array {
  const products = productsOf(model, data);
  const count = model.J.length;
  return data.logWeights.map((logWeight, k) => {
    const bonds = model.J.reduce((sum, { value }, n) => sum + value * products[count * k + n], 0);
    return -logWeight - (model.E0.value - bonds);
  });
}

/** What the J_n multiply, for every configuration in turn. */
export function productsOf(model: EffectiveModel, data: Dataset): Float64Array {
  const { extents, machine } = model.options;
  const batch = Math.max(smallestBatch, Math.min(data.count, 64));
  const lattice = new Lattice([...extents, batch], machine);
  const u = new SpinField(lattice, lattice.field(3));
  const count = model.J.length;
  const out = new Float64Array(count * data.count);
  for (let from = 0; from < data.count; from += batch) {
    const some = data.spins.subarray(from * data.size, Math.min(from + batch, data.count) * data.size);
    // The last batch repeats its first configurations until it is full.
    const filled = Float64Array.from({ length: batch * data.size }, (_, k) => some[k % some.length]);
    u.field.fromArray(filled);
    const products = model.products(u);
    out.set(products.subarray(0, (count * some.length) / data.size), count * from);
  }
  return out;
}
