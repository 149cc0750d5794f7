/**
 * Hadron correlators from densities at the sink,
 *   C(t) = Σ_x e^(−i p (x − x₀)) f(x, t₀ + t),   p_k = 2 π n_k / L_k,
 * t counted from the source at (x₀, t₀), around the lattice. x runs fastest in f.
 */
import { coordinatesOf } from '../../../lattice/index.ts';
import type { Coordinates } from '../observable.ts';
import type { ComplexNumbers } from './torusCorrelation.ts';

/**
 * C(0) … C(L_t − 1).
 *
 * @param source coordinates (x₀, t₀), time last
 * @param momentum the integers n_k, one per spatial direction
 */
export function projectedSlices(
  f: ComplexNumbers,
  extents: readonly number[],
  source: readonly number[],
  momentum: readonly number[],
): ComplexNumbers {
  const space = extents.slice(0, -1);
  const length = extents[extents.length - 1];
  const start = source[source.length - 1];
  const spatialVolume = f.re.length / length;
  const [cosine, sine] = spatialPhases(space, source, momentum);
  const [re, im] = [new Float64Array(length), new Float64Array(length)];
  for (let t = 0; t < length; t++) {
    const first = ((start + t) % length) * spatialVolume;
    for (let x = 0; x < spatialVolume; x++) {
      const [a, b] = [f.re[first + x], f.im[first + x]];
      re[t] += a * cosine[x] + b * sine[x];
      im[t] += b * cosine[x] - a * sine[x];
    }
  }
  return { re, im };
}

/** Where the values of correlators stand: channel after channel, in each momentum after momentum, in each all times. */
export function correlatorCoordinates(
  channels: readonly string[],
  momenta: readonly (readonly number[])[],
  times: readonly number[],
): Coordinates {
  const places = channels.flatMap(channel => momenta.flatMap(n => times.map(t => ({ channel, n: n.join(), t }))));
  return {
    channel: places.map(({ channel }) => channel),
    momentum: places.map(({ n }) => n),
    t: places.map(({ t }) => t),
  };
}

/** Number by number the average of lists of equal length, such as the correlators of several sources. */
export function averageOfLists(lists: readonly (readonly number[])[]): number[] {
  return lists[0].map((_, k) => lists.reduce((sum, list) => sum + list[k], 0) / lists.length);
}

/** cos and sin of p (x − x₀) for every spatial site. */
function spatialPhases(
  space: readonly number[],
  source: readonly number[],
  momentum: readonly number[],
): [Float64Array, Float64Array] {
  requireMomentum(momentum, space);
  const volume = space.reduce((a, b) => a * b, 1);
  const angles = Float64Array.from({ length: volume }, (_, site) => {
    const x = coordinatesOf(site, space);
    return 2 * Math.PI * x.reduce((turns, c, k) => turns + ((c - source[k]) * momentum[k]) / space[k], 0);
  });
  return [angles.map(Math.cos), angles.map(Math.sin)];
}

function requireMomentum(momentum: readonly number[], space: readonly number[]): void {
  if (momentum.length === space.length && momentum.every(Number.isInteger)) return;
  throw new Error(
    `A momentum is ${space.length} whole numbers, in units of 2 pi / L, on this lattice; found [${momentum}].`,
  );
}
