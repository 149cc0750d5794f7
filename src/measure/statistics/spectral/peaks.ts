/** Peaks of a spectrum, and how finely data can resolve them. */
import type { FrequencyGrid } from './kernels.ts';
import type { SpectralProblem } from './problem.ts';

export interface Peak {
  readonly position: number;
  /** Σ_j A_j between the neighbouring minima. */
  readonly area: number;
  /** √ of the variance of ω in that stretch. */
  readonly width: number;
}

const smallestShare = 0.02;

/** The maxima with at least a fiftieth of the whole, from low to high frequency; the position is the mean of their stretch. */
export function peaksOf(spectrum: Float64Array, { omega }: FrequencyGrid): Peak[] {
  const total = spectrum.reduce((a, b) => a + b, 0);
  const last = spectrum.length - 1;
  const edges = [0];
  for (let j = 1; j < last; j++) {
    const isLow = spectrum[j] <= spectrum[j - 1] && spectrum[j] < spectrum[j + 1];
    if (isLow) edges.push(j);
  }
  edges.push(last + 1);
  return edges.slice(1).flatMap((end, k): Peak[] => {
    const range = Array.from({ length: end - edges[k] }, (_, i) => edges[k] + i);
    const area = range.reduce((sum, j) => sum + spectrum[j], 0);
    if (area < smallestShare * total) return [];
    const position = range.reduce((sum, j) => sum + spectrum[j] * omega[j], 0) / area;
    const variance = range.reduce((sum, j) => sum + spectrum[j] * (omega[j] - position) ** 2, 0) / area;
    return [{ position, area, width: Math.sqrt(variance) }];
  });
}

/** How many singular values lift their part of the spectrum above the noise: s_l |A′|₂ > 1. */
export function countAboveNoise({ rank, singular }: SpectralProblem, spectrum: Float64Array): number {
  const size = Math.sqrt(spectrum.reduce((sum, value) => sum + value ** 2, 0));
  let count = 0;
  while (count < rank && singular[count] * size > 1) count++;
  return count;
}

/** Full width at half maximum of Σ_{l<count} V_l(ω) V_l(ω′) about ω, the image of a sharp peak. */
export function resolutionAt(
  { basis }: SpectralProblem,
  { omega, step }: FrequencyGrid,
  count: number,
  at: number,
): number {
  const k = Math.min(omega.length - 1, Math.max(0, Math.round((at - omega[0]) / step)));
  const image = omega.map((_, j) => {
    let sum = 0;
    for (let l = 0; l < count; l++) sum += basis[l][k] * basis[l][j];
    return sum;
  });
  const half = image[k] / 2;
  let [low, high] = [k, k];
  while (low > 0 && image[low] > half) low--;
  while (high < omega.length - 1 && image[high] > half) high++;
  return Math.max(1, high - low) * step;
}
