/** What there is to see of spins, one real per site: a component, or how a spin stands to its neighbours. */
import type { SpinConfiguration } from '../../../src/files/index.ts';
import type { Look, Picture, Quantity } from './protocol.ts';

export const spinQuantities: readonly Quantity[] = ['spin', 'neighbours'];

/** The last component S_z(x) of each spin (S_y in a plane), or (1/2d) Σ_±μ S(x)·S(x±μ). */
export function spinPicture(
  { extents, components, spins }: Pick<SpinConfiguration, 'extents' | 'components' | 'spins'>,
  look: Look,
  trajectory: number,
): Picture {
  const sites = spins.length / components;
  const values = new Float32Array(sites);
  if (look.quantity === 'neighbours') addProducts(values, extents, components, spins);
  else for (let site = 0; site < sites; site++) values[site] = spins[site * components + components - 1];
  let total = 0;
  for (const value of values) total += value / sites;
  return { look, extents, values, total, trajectory };
}

/** Each bond counts for both of its ends. */
function addProducts(
  values: Float32Array,
  extents: readonly number[],
  components: number,
  spins: ArrayLike<number>,
): void {
  let stride = 1;
  for (const extent of extents) {
    for (let site = 0; site < values.length; site++) {
      const isLast = Math.floor(site / stride) % extent === extent - 1;
      const there = site + (isLast ? (1 - extent) * stride : stride);
      let product = 0;
      for (let c = 0; c < components; c++) product += spins[site * components + c] * spins[there * components + c];
      values[site] += product / (2 * extents.length);
      values[there] += product / (2 * extents.length);
    }
    stride *= extent;
  }
}
