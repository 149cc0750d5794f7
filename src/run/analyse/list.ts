/**
 * A list measured along chains: correlators per time, Wilson loops per size, flow histories per time. Each component
 * has its Γ-method estimate; covariances and functions of several components come from the jackknife over bins of
 * 8 τ_int of the slowest component, but at least 20 and at most 1000 bins.
 */
import {
  covarianceOf,
  type EffectiveMass,
  type Estimate,
  effectiveMasses,
  jackknifeSamples,
  type Series,
} from '../../measure/statistics/index.ts';
import type { Axis } from './axes.ts';
import type { Chains } from './chains.ts';
import { describe } from './observables.ts';
import { estimateOf } from './scalar.ts';

export interface List {
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  readonly axis: Axis;
  readonly estimates: readonly Estimate[];
  /** Measurements in a jackknife bin. */
  readonly binSize: number;
  readonly jackknifeErrors: readonly number[];
  readonly covariance: readonly (readonly number[])[];
  readonly correlation: readonly (readonly number[])[];
  /** Of correlators. */
  readonly masses?: { readonly kind: 'logarithmic' | 'cosh'; readonly values: readonly EffectiveMass[] };
}

const binsOfTau = 8;
const fewestBins = 20;
const mostBins = 1000;

/** Analyses a list. @throws RangeError where a component cannot be analysed, or there are fewer than 20 measurements */
export function listOf(name: string, { pieces, runs, stride }: Chains, axis: Axis): List {
  const { title, unit, shape } = describe(name);
  const estimates = pieces.map((list, k) => estimateOf(`${title}[${k}]`, list, runs[k], stride));
  const samples = estimates[0].samples;
  if (samples < fewestBins) {
    throw new RangeError(`${title} has ${samples} measurements; covariances need at least ${fewestBins}.`);
  }
  const slowest = Math.max(...estimates.map(({ tauInt }) => tauInt)) / stride;
  const wanted = Math.max(Math.ceil(binsOfTau * slowest), Math.ceil(samples / mostBins));
  const binSize = Math.max(1, Math.min(wanted, Math.floor(samples / fewestBins)));
  const series = pieces.map(binnable(binSize));
  const resampling = jackknifeSamples(averages => averages, series, { binSize });
  const covariance = covarianceOf(resampling);
  const kind = isSymmetric(estimates) ? 'cosh' : 'logarithmic';
  return {
    name,
    title,
    unit,
    axis,
    estimates,
    binSize,
    jackknifeErrors: covariance.map((row, k) => Math.sqrt(row[k])),
    covariance,
    correlation: correlationFrom(covariance),
    ...(shape === 'correlator' && series.length > 2
      ? { masses: { kind, values: effectiveMasses(series, kind, { binSize, stride }) } }
      : {}),
  };
}

/** Joins pieces so that no bin reaches from one into the next: each is cut, at its beginning, to whole bins. */
function binnable(binSize: number): (pieces: readonly Series[]) => number[] {
  return pieces => pieces.flatMap(piece => Array.from(piece).slice(piece.length % binSize));
}

/** Whether C(t) = C(T−t) within three errors for all t. */
function isSymmetric(estimates: readonly Estimate[]): boolean {
  return estimates.every((one, t) => {
    const other = estimates[(estimates.length - t) % estimates.length];
    return Math.abs(one.mean - other.mean) <= 3 * Math.hypot(one.error, other.error);
  });
}

/** A component that never changes is correlated with itself alone. */
function correlationFrom(covariance: readonly (readonly number[])[]): number[][] {
  return covariance.map((row, i) =>
    row.map((value, j) => {
      const norm = Math.sqrt(covariance[i][i] * covariance[j][j]);
      return norm > 0 ? value / norm : Number(i === j);
    }),
  );
}
