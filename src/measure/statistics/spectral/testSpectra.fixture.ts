/** Known spectral functions and their correlators with noise, to try reconstructions on. */
import { hashNormal } from '../counterHash.ts';
import { frequencies, kernelMatrix } from './kernels.ts';

const gaussian = (x: number, width: number) => Math.exp(-0.5 * (x / width) ** 2) / (width * Math.sqrt(2 * Math.PI));

/** A(ω), each of them about 1 in all. */
export const shapes: Readonly<Record<string, (omega: number, step: number) => number>> = {
  'two Gaussians': omega => 0.6 * gaussian(omega - 0.4, 0.06) + 0.4 * gaussian(omega - 1.4, 0.15),
  'delta and continuum': (omega, step) =>
    (Math.abs(omega - 0.405) < step / 2 ? 0.5 / step : 0) + (omega > 0.9 ? 0.225 * (omega - 0.9) : 0),
  'Breit–Wigner': omega => (0.1 * omega) / ((omega ** 2 - 0.64) ** 2 + 0.04 * omega ** 2),
};

/** At times 1 … 16 of a lattice of 32, frequencies up to 3. */
export const beta = 32;
export const times = Array.from({ length: 16 }, (_, i) => i + 1);

export function exactOf(shape: string, points: number) {
  const grid = frequencies('cosh', 3, points);
  const kernel = kernelMatrix('cosh', times, grid, beta);
  const spectrum = grid.omega.map(omega => shapes[shape](omega, grid.step) * grid.step);
  const correlator = kernel.map(row => row.reduce((sum, value, j) => sum + value * spectrum[j], 0));
  return { grid, kernel, spectrum, correlator, sum: spectrum.reduce((a, b) => a + b, 0) };
}

/** The correlator with independent relative errors, and its covariance. */
export function noisy(correlator: readonly number[], noise: number, seed: number) {
  return {
    data: correlator.map((C, i) => C * (1 + noise * hashNormal(seed, 0, i))),
    covariance: correlator.map((C, i) => correlator.map((_, j) => (i === j ? (noise * C) ** 2 : 0))),
  };
}

/** Bins whose average has this relative error. */
export function binsOf(correlator: readonly number[], noise: number, count: number, seed: number): Float64Array[] {
  return correlator.map((C, i) =>
    Float64Array.from({ length: count }, (_, b) => C * (1 + noise * Math.sqrt(count) * hashNormal(seed, i + 1, b))),
  );
}
