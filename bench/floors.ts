// The speeds that Cask must hold, as ratios to the best C with lanes compiled for AVX2: what a first experiment reached.
import type { Extents, Group } from './c/build.ts';
import type { Contest } from './contest.ts';

type Width = 'wasm128' | 'wasm256';

/** In cache at each width, and on 16³×32 at the better one. */
const reached: Readonly<Record<Contest, Readonly<Record<Group, Readonly<Record<Width | 'large', number>>>>>> = {
  staggered: {
    su3: { wasm256: 0.94, wasm128: 0.55, large: 0.98 },
    su2: { wasm256: 0.96, wasm128: 0.54, large: 0.96 },
  },
  staples: {
    su3: { wasm256: 0.74, wasm128: 0.51, large: 0.89 },
    su2: { wasm256: 0.98, wasm128: 0.58, large: 1.0 },
  },
  exponential: {
    su3: { wasm256: 0.77, wasm128: 0.54, large: 0.85 },
    su2: { wasm256: 0.77, wasm128: 0.54, large: 0.85 },
  },
  axpy: {
    su3: { wasm256: 0.8, wasm128: 0.7, large: 0.92 },
    su2: { wasm256: 0.8, wasm128: 0.7, large: 0.92 },
  },
  dot: {
    su3: { wasm256: 1.0, wasm128: 0.85, large: 0.93 },
    su2: { wasm256: 1.0, wasm128: 0.85, large: 0.93 },
  },
};

/** Room for the noise between two measurements of one ratio. */
const noise = 0.9;
const largeVolume = 16 ** 3 * 16;

/** The least ratio that is not a loss; undefined where none was ever measured. */
export function floorOf(contest: Contest, group: Group, width: Width, extents: Extents): number | undefined {
  const volume = extents.reduce((a, b) => a * b, 1);
  if (volume < largeVolume) return noise * reached[contest][group][width];
  return width === 'wasm256' ? noise * reached[contest][group].large : undefined;
}
