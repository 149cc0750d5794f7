/**
 * A spectral function from a correlator with its bins: sparse modelling with a chosen λ, errors by the bootstrap over bins at that
 * λ, what changes when arbitrary choices do, and the linear methods beside it.
 */
import { hashIndex } from '../counterHash.ts';
import type { Measured } from '../estimate.ts';
import { averageOf } from '../series.ts';
import { shrunkCovariance } from '../shrinkage.ts';
import { admmSpectrum } from './admm.ts';
import { frequencies, type KernelKind, kernelMatrix } from './kernels.ts';
import { bestValidated, type Fold, kinkOf, type LambdaPoint, lambdaPath, type Solve, validated } from './lambda.ts';
import { countAboveNoise, type Peak, peaksOf, resolutionAt } from './peaks.ts';
import { type SpectralProblem, spectralProblem } from './problem.ts';
import { backusGilbert, gaussianSmeared, hansenLupoTantalo, type Resolved } from './smeared.ts';
import { sparseSpectrum } from './sparse.ts';

export const solvers = { interior: sparseSpectrum, admm: admmSpectrum } satisfies Record<string, Solve>;
export const lambdaChoices = ['kink', 'validation'] as const;

export interface SpectralRequest {
  readonly kernel: KernelKind;
  /** Extent in time. */
  readonly beta: number;
  readonly times: readonly number[];
  /** The highest frequency, and how many there are. */
  readonly most: number;
  readonly points: number;
  /** Share of the largest singular value below which they count as 0. */
  readonly smallest: number;
  readonly sum?: number;
  readonly choose: (typeof lambdaChoices)[number];
  readonly solver: keyof typeof solvers;
  /** Width of the Gaussian of smeared densities. */
  readonly sigma: number;
  readonly resamples: number;
  readonly seed: number;
}

export interface FoundPeak extends Peak {
  readonly positionError: number;
  readonly areaError: number;
  /** Full width at half maximum of the image of a sharp peak there. */
  readonly resolution: number;
}

export interface Variation {
  readonly what: string;
  readonly misfit: number;
  readonly peaks: readonly Peak[];
}

export interface Reconstruction {
  readonly omega: Float64Array;
  /** A(ω), with the central 68 % of resamples. */
  readonly density: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly lambda: number;
  readonly misfit: number;
  readonly isConverged: boolean;
  readonly path: readonly LambdaPoint[];
  /** The λ of both choices. */
  readonly kink: number;
  readonly validation?: number;
  /** Of the whitened kernel; how many count, and how many lift their part above the noise. */
  readonly singular: readonly number[];
  readonly rank: number;
  readonly aboveNoise: number;
  /** How much of the correlations of the data was taken away. */
  readonly shrinkage: number;
  /** ∫ A dω and A at ω = 0. */
  readonly total: Measured;
  readonly atZero: Measured;
  readonly peaks: readonly FoundPeak[];
  /** Σ_j K_ij A_j beside the data. */
  readonly fitted: readonly number[];
  readonly correlator: readonly Measured[];
  readonly smeared: {
    readonly centres: readonly number[];
    readonly sigma: number;
    readonly sparse: readonly Measured[];
    readonly hansenLupoTantalo: readonly Measured[];
    readonly backusGilbert: readonly Resolved[];
  };
  readonly variations: readonly Variation[];
}

const foldCount = 5;
const centreCount = 30;

/** @param bins `bins[i][b]`: the correlator at time i in bin b; bins count as independent */
export function reconstruct(bins: readonly Float64Array[], request: SpectralRequest): Reconstruction {
  const { kernel, beta, times, most, points, choose, sigma } = request;
  const solve: Solve = solvers[request.solver];
  const grid = frequencies(kernel, most, points);
  const K = kernelMatrix(kernel, times, grid, beta);
  const correlator = bins.map(averageOf);
  const { covariance, shrinkage } = shrunkCovariance(bins);
  const options = { smallest: request.smallest, ...(request.sum === undefined ? {} : { sum: request.sum }) };
  const problem = spectralProblem(K, correlator, covariance, options);

  const solutions = lambdaPath(problem, solve);
  const path = validated(problem, solutions, foldsFrom(bins), solve);
  const kink = kinkOf(path, times.length);
  const best = bestValidated(path);
  const chosen = choose === 'validation' && best !== undefined ? best : kink;
  const { lambda, solution } = solutions[chosen];
  const { spectrum } = solution;

  const samples = Array.from({ length: request.resamples }, (_, s) => {
    const data = problem.whiten(bins.map((series, i) => resampledMean(series, request.seed, s, correlator[i])));
    return solve({ ...problem, data }, lambda).spectrum;
  });
  const spread = (of: (spectrum: Float64Array) => number): number => {
    const values = samples.map(of);
    const mean = averageOf(values);
    return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
  };
  const count = countAboveNoise(problem, spectrum);
  const zero = Math.max(0, Math.round((0 - grid.omega[0]) / grid.step));
  const centres = Array.from({ length: centreCount }, (_, k) => {
    const [first, last] = [grid.omega[0], grid.omega[points - 1]];
    return first + ((last - first) * k) / (centreCount - 1);
  });
  return {
    omega: grid.omega,
    density: spectrum.map(value => value / grid.step),
    ...bandOf(samples, grid.step),
    ...{ lambda, misfit: solution.misfit, isConverged: solution.isConverged, path },
    kink: path[kink].lambda,
    ...(best === undefined ? {} : { validation: path[best].lambda }),
    singular: Array.from(problem.singular.subarray(0, times.length)),
    ...{ rank: problem.rank, aboveNoise: count, shrinkage },
    total: { mean: totalOf(spectrum), error: spread(totalOf) },
    atZero: { mean: spectrum[zero] / grid.step, error: spread(one => one[zero] / grid.step) },
    peaks: peaksOf(spectrum, grid).map(peak => ({
      ...peak,
      ...peakErrors(peak, samples, grid.omega),
      resolution: resolutionAt(problem, grid, count, peak.position),
    })),
    fitted: Array.from(K, row => row.reduce((sum, value, j) => sum + value * spectrum[j], 0)),
    correlator: correlator.map((mean, i) => ({ mean, error: Math.sqrt(covariance[i][i]) })),
    smeared: {
      ...{ centres, sigma },
      sparse: centres.map(centre => ({
        mean: gaussianSmeared(spectrum, grid, centre, sigma),
        error: spread(one => gaussianSmeared(one, grid, centre, sigma)),
      })),
      hansenLupoTantalo: hansenLupoTantalo(problem, grid, centres, sigma),
      backusGilbert: backusGilbert(problem, grid, centres),
    },
    variations: variationsOf({ problem, lambda, correlator, covariance }, request, solve),
  };
}

function totalOf(spectrum: Float64Array): number {
  return spectrum.reduce((a, b) => a + b, 0);
}

/** One bin fewer than there are, which makes variances of averages unbiased, about the average of all. */
function resampledMean(series: Float64Array, seed: number, sample: number, fallback: number): number {
  const count = series.length;
  if (count < 2) return fallback;
  let sum = 0;
  for (let slot = 0; slot < count - 1; slot++) sum += series[hashIndex(seed, sample, slot, count)];
  return sum / (count - 1);
}

/** Each fifth of the bins is left out once. */
function foldsFrom(bins: readonly Float64Array[]): Fold[] {
  const count = bins[0].length;
  if (count < 2 * foldCount) return [];
  const meanWhere = (series: Float64Array, keep: (b: number) => boolean) => averageOf(series.filter((_, b) => keep(b)));
  return Array.from({ length: foldCount }, (_, fold) => ({
    fitted: bins.map(series => meanWhere(series, b => b % foldCount !== fold)),
    left: bins.map(series => meanWhere(series, b => b % foldCount === fold)),
  }));
}

function bandOf(samples: readonly Float64Array[], step: number): { low: Float64Array; high: Float64Array } {
  const size = samples[0].length;
  const [low, high] = [new Float64Array(size), new Float64Array(size)];
  for (let j = 0; j < size; j++) {
    const values = Float64Array.from(samples, sample => sample[j] / step).sort();
    const quantile = (share: number) => values[Math.min(values.length - 1, Math.floor(share * values.length))];
    [low[j], high[j]] = [quantile(0.16), quantile(0.84)];
  }
  return { low, high };
}

/** Of the mean and the area within two widths of the peak. */
function peakErrors({ position, width }: Peak, samples: readonly Float64Array[], omega: Float64Array) {
  const reach = 2 * Math.max(width, omega[1] - omega[0]);
  const near = Array.from(omega, (_, j) => j).filter(j => Math.abs(omega[j] - position) <= reach);
  const areas = samples.map(sample => near.reduce((sum, j) => sum + sample[j], 0));
  const places = samples.flatMap((sample, s) =>
    areas[s] > 0 ? [near.reduce((sum, j) => sum + sample[j] * omega[j], 0) / areas[s]] : [],
  );
  const scatter = (values: readonly number[]) => {
    const mean = averageOf(values);
    return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
  };
  return { positionError: scatter(places), areaError: scatter(areas) };
}

interface Central {
  readonly problem: SpectralProblem;
  readonly lambda: number;
  readonly correlator: readonly number[];
  readonly covariance: readonly (readonly number[])[];
}

/** The same with other windows in time, other highest frequencies and other λ. */
function variationsOf(
  { problem, lambda, correlator, covariance }: Central,
  { kernel, beta, times, most, points, smallest, sum }: SpectralRequest,
  solve: Solve,
): Variation[] {
  const vary = (what: string, first: number, end: number, highest: number, weight: number): Variation => {
    const grid = frequencies(kernel, highest, points);
    const keep = times.map((_, i) => i).slice(first, end);
    const matrix = kernelMatrix(
      kernel,
      keep.map(i => times[i]),
      grid,
      beta,
    );
    const own = spectralProblem(
      matrix,
      keep.map(i => correlator[i]),
      keep.map(i => keep.map(j => covariance[i][j])),
      { smallest, ...(sum === undefined ? {} : { sum }) },
    );
    const { spectrum, misfit } = solve(own, weight);
    return { what, misfit, peaks: peaksOf(spectrum, grid) };
  };
  const atOther = (what: string, weight: number): Variation => {
    const { spectrum, misfit } = solve(problem, weight);
    return { what, misfit, peaks: peaksOf(spectrum, frequencies(kernel, most, points)) };
  };
  const n = times.length;
  return [
    ...(n > 4
      ? [vary('without the first time', 1, n, most, lambda), vary('without the last time', 0, n - 1, most, lambda)]
      : []),
    vary('highest frequency × 0.8', 0, n, 0.8 * most, lambda),
    vary('highest frequency × 1.25', 0, n, 1.25 * most, lambda),
    atOther('λ / √10', lambda / Math.sqrt(10)),
    atOther('λ × √10', lambda * Math.sqrt(10)),
  ];
}
