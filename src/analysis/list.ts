/**
 * A list measured along chains: correlators per time, Wilson loops per size, flow histories per time. Each component
 * has its Γ-method estimate; covariances and functions of several components come from the jackknife over bins of
 * 8 τ_int of the slowest component, but at least 10 and at most 1000 bins.
 */

import { type Description, positionLabels } from '../catalogue/index.ts';
import { covarianceOf, type Estimate, jackknifeSamples, type Series } from '../measure/statistics/index.ts';
import { plural } from '../words/index.ts';
import type { Chains } from './chains.ts';
import { type Curve, curvesOf, positionNames } from './curves.ts';
import { type CurveMasses, massesOf } from './masses.ts';
import { estimateOf } from './scalar.ts';

export interface List {
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  readonly shape: Description['shape'];
  /** Whether it is known what its positions stand for. */
  readonly hasCoordinates: boolean;
  /** What each position is called, in short, and with the names of coordinates: `R=1,T=2`. */
  readonly positions: readonly string[];
  readonly labels: readonly string[];
  readonly estimates: readonly Estimate[];
  /** Measurements in a jackknife bin. */
  readonly binSize: number;
  readonly jackknifeErrors: readonly number[];
  readonly covariance: readonly (readonly number[])[];
  readonly correlation: readonly (readonly number[])[];
  readonly curves: readonly AnalysedCurve[];
}

export interface AnalysedCurve extends Curve {
  /** Of correlators; of Wilson loops W(R,T), where they are effective potentials V(R) at T. */
  readonly masses?: CurveMasses;
}

const binsOfTau = 8;
const fewestBins = 10;
const mostBins = 1000;

/** Analyses a list. @throws RangeError where a component cannot be analysed, or there are fewer than 10 measurements */
export function listOf(name: string, chains: Chains, description: Description): List {
  const { runs, stride } = chains;
  const { title, unit, shape, coordinates } = description;
  const positions = positionNames(description, runs.length);
  const estimates = runs.map((_, k) => estimateOf(`${title} [${positions[k]}]`, chains, k));
  const samples = estimates[0].samples;
  if (samples < fewestBins) {
    throw new RangeError(`${title} has ${plural(samples, 'measurement')}; covariances need at least ${fewestBins}.`);
  }
  const slowest = slowestOf(estimates) / stride;
  const wanted = Math.max(Math.ceil(binsOfTau * slowest), Math.ceil(samples / mostBins));
  const binSize = Math.max(1, Math.min(wanted, Math.floor(samples / fewestBins)));
  const series = runs.map(binnable(binSize));
  const covariance = covarianceOf(jackknifeSamples(averages => averages, series, { binSize }));
  const binned = { shape, binSize, series, estimates };
  const withMasses = (curve: Curve): AnalysedCurve => {
    const masses = massesOf(curve, chains, binned);
    return masses === undefined ? curve : { ...curve, masses };
  };
  return {
    name,
    title,
    unit,
    shape,
    hasCoordinates: Object.values(coordinates ?? {}).some(column => column.length === runs.length),
    positions,
    labels: positionLabels(coordinates, runs.length) ?? positions,
    estimates,
    binSize,
    jackknifeErrors: covariance.map((row, k) => Math.sqrt(row[k])),
    covariance,
    correlation: correlationFrom(covariance),
    curves: curvesOf(description, runs.length).map(withMasses),
  };
}

/** The largest τ_int; that of independent trajectories where no component moved. */
export function slowestOf(estimates: readonly Estimate[]): number {
  return Math.max(0.5, ...estimates.map(({ tauInt }) => tauInt).filter(Number.isFinite));
}

/** Joins runs so that no bin reaches from one into the next: each is cut, at its beginning, to whole bins. */
export function binnable(binSize: number): (runs: readonly Series[]) => number[] {
  return runs => runs.flatMap(run => Array.from(run).slice(run.length % binSize));
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

/** The masses of a curve that exist, against its axis; half a step further, since they are of two points. */
export function effectiveMassPoints({ masses, x }: AnalysedCurve): { x: number; y: number; error: number }[] {
  return (masses?.values ?? []).flatMap(entry =>
    'failure' in entry ? [] : [{ x: x[entry.t] + 0.5, y: entry.mass.mean, error: entry.mass.error }],
  );
}
