/**
 * The analysis of the production phase of a run that is still in memory. Times are in trajectories: for an observable
 * measured every k-th trajectory τ_int counts k per measurement.
 */
import type { Estimate } from '../../measure/statistics/index.ts';
import { type AnalysedRun, type Analysis, analyse } from '../analyse/analysis.ts';
import { readAxes } from '../analyse/axes.ts';
import { columnBuilder } from '../analyse/columns.ts';
import type { Scalar } from '../analyse/scalar.ts';
import type { LogRecord } from '../driver.ts';
import type { Resolved } from '../schema/index.ts';

/** By name: "plaquette", "polyakovLoop.re", "acceptance", "topologicalSusceptibility", … */
export type Estimates = Readonly<Record<string, Estimate>>;

/** A run as its records tell it. @throws Error where they are not those of one run */
export function runOf(records: readonly LogRecord[], resolved: Resolved): AnalysedRun {
  const builder = columnBuilder();
  for (const { seconds: _, ...record } of records) {
    const [problem] = builder.add(record);
    if (problem !== undefined) throw new Error(`The log cannot be summed up: ${problem}.`);
  }
  return { resolved, columns: builder.columns, axes: readAxes(resolved.output.folder, resolved.measure) };
}

/** Estimates of everything that was measured often enough on the production trajectories. */
export function estimatesOf(records: readonly LogRecord[], resolved: Resolved): Estimates {
  return byName(analyse([runOf(records, resolved)]).scalars);
}

/** Estimates by name; what only shows that the algorithm works is left out. */
export function byName(scalars: Analysis['scalars']): Estimates {
  const shown = scalars.filter(({ role }: Scalar) => role !== 'monitor');
  return Object.fromEntries(shown.map(({ name, estimate }) => [name, estimate]));
}
