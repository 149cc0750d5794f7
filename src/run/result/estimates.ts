/**
 * Means over the production phase with Γ-method errors (U. Wolff, hep-lat/0306017). Times are in trajectories: for an
 * observable measured every k-th trajectory τ_int counts k per measurement.
 */
import { type Estimate, gammaMethod } from '../../measure/statistics/index.ts';
import type { LogRecord } from '../driver.ts';
import type { Resolved } from '../schema/index.ts';

/** The names under which estimates appear. */
export const estimateNames = ['plaquette', 'polyakovLoop', 'chiralCondensate', 'acceptance', 'expMinusDeltaH'] as const;
export type EstimateName = (typeof estimateNames)[number];

export type Estimates = Partial<Record<EstimateName, Estimate>>;

/** The Γ-method needs this many measurements. */
const fewestSamples = 8;

/** What each estimate averages, per trajectory; undefined where it was not measured. */
const quantities: Record<EstimateName, (record: LogRecord) => number | undefined> = {
  plaquette: record => record.plaquette,
  polyakovLoop: record => record.polyakovLoop,
  chiralCondensate: record => record.chiralCondensate,
  acceptance: ({ accepted }) => (accepted === undefined ? undefined : Number(accepted)),
  expMinusDeltaH: ({ deltaH }) => (deltaH === undefined ? undefined : Math.exp(-deltaH)),
};

/** The values of one quantity in the order of the chain. */
export function seriesOf(name: EstimateName, records: readonly LogRecord[]): number[] {
  return records.map(quantities[name]).filter(value => value !== undefined);
}

/** Estimates of everything that was measured often enough on these trajectories. */
export function estimatesOf(records: readonly LogRecord[], measure: Resolved['measure']): Estimates {
  const estimates: Estimates = {};
  for (const name of estimateNames) {
    const series = seriesOf(name, records);
    if (series.length < fewestSamples) continue;
    const stride = name === 'polyakovLoop' || name === 'chiralCondensate' ? (measure[name]?.every ?? 1) : 1;
    estimates[name] = gammaMethod(series, { name, stride });
  }
  return estimates;
}
