/** Analyses as rows of text; the first row names the columns. */

import type { Analysis } from '../analysis/analysis.ts';
import type { Comparison } from '../analysis/comparison.ts';
import type { List } from '../analysis/list.ts';
import type { Scalar } from '../analysis/scalar.ts';
import { formatEstimate } from '../measure/statistics/index.ts';

type Rows = string[][];

/** Estimates with everything behind them. Monitors are left out unless `all`. */
export function scalarRows({ scalars }: Pick<Analysis, 'scalars'>, all = false): Rows {
  const shown = scalars.filter(({ role }) => all || role !== 'monitor');
  if (shown.length === 0) return [];
  const replicas = shown.some(({ estimate }) => estimate.rHat !== undefined);
  const head = [
    'quantity',
    'estimate',
    'error of error',
    'τ_int',
    'window',
    'samples',
    'effective',
    'bulk',
    'tail',
    'count from',
  ];
  return [replicas ? [...head, 'R̂'] : head, ...shown.map(scalar => scalarRow(scalar, replicas))];
}

function scalarRow({ title, estimate, bulkSamples, tailSamples, cut }: Scalar, replicas: boolean): string[] {
  const { errorOfError, tauInt, tauIntError, window, samples, effectiveSamples, rHat } = estimate;
  return [
    title,
    formatEstimate(estimate),
    Number.isNaN(errorOfError) ? '—' : errorOfError.toPrecision(2),
    formatEstimate({ mean: tauInt, error: tauIntError }),
    String(window),
    String(samples),
    effectiveSamples.toFixed(0),
    bulkSamples?.toFixed(0) ?? '—',
    tailSamples?.toFixed(0) ?? '—',
    cut === undefined ? '—' : `${cut.from}${cut.thermalised ? '' : ' ?'}`,
    ...(replicas ? [rHat?.toFixed(3) ?? '—'] : []),
  ];
}

export function derivedRows({ derived }: Pick<Analysis, 'derived'>): Rows {
  if (derived.length === 0) return [];
  const rows = derived.map(({ title, unit, estimate }) => [
    title,
    formatEstimate(estimate),
    formatEstimate({ mean: estimate.tauInt, error: estimate.tauIntError }),
    estimate.effectiveSamples.toFixed(0),
    unit,
  ]);
  return [['derived quantity', 'estimate', 'τ_int', 'effective', 'definition'], ...rows];
}

export function listRows({ title, positions, estimates, jackknifeErrors, curves }: List): Rows {
  const masses = new Map(
    curves.flatMap(({ positions: places, masses: found }) =>
      (found?.values ?? []).map(entry => [places[entry.t], 'failure' in entry ? '—' : formatEstimate(entry.mass)]),
    ),
  );
  const kinds = [...new Set(curves.flatMap(({ masses: found }) => (found === undefined ? [] : [found.kind])))];
  const rows = estimates.map((estimate, k) => [
    positions[k],
    formatEstimate(estimate),
    jackknifeErrors[k].toPrecision(2),
    formatEstimate({ mean: estimate.tauInt, error: estimate.tauIntError }),
    ...(kinds.length === 0 ? [] : [masses.get(k) ?? '—']),
  ]);
  const axis = curves[0]?.axis ?? '';
  const head = [axis, title, 'jackknife', 'τ_int'];
  return [kinds.length === 0 ? head : [...head, `m_eff (${kinds.join(', ')})`], ...rows];
}

/** @param names what the runs are called */
export function comparisonRows(comparisons: readonly Comparison[], names: readonly string[]): Rows {
  if (comparisons.length === 0) return [];
  const rows = comparisons.map(({ title, run, one, other, z, p, kolmogorovSmirnov, histogram }) => [
    title,
    formatEstimate(one),
    formatEstimate(other),
    names[run],
    Number.isNaN(z) ? '—' : `${z.toFixed(1)} σ`,
    probability(p),
    probability(kolmogorovSmirnov),
    probability(histogram),
  ]);
  return [['quantity', names[0], 'other', 'run', 'z', 'p', 'p (KS)', 'p (histogram)'], ...rows];
}

function probability(p: number | undefined): string {
  if (p === undefined || Number.isNaN(p)) return '—';
  return p < 0.001 ? p.toExponential(0) : p.toFixed(3);
}
