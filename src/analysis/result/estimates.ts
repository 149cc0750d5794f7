/**
 * The analysis of the production phase of a run that is still in memory. Times are in trajectories: for an observable
 * measured every k-th trajectory τ_int counts k per measurement.
 */
import type { Estimate } from '../../measure/statistics/index.ts';
import type { Resolved } from '../../runfile/schema/index.ts';
import type { LogRecord } from '../../simulation/driver.ts';
import { type Analysis, analyse } from '../analysis.ts';
import { columnBuilder } from '../columns.ts';
import type { AnalysedRun } from '../counted.ts';
import type { FactsByName } from '../facts.ts';
import type { Scalar } from '../scalar.ts';

/** By name: "plaquette", "polyakovLoop.re", "acceptance", "topologicalSusceptibility", … */
export type Estimates = Readonly<Record<string, Estimate>>;

/** A run from its records. @throws Error where they are not those of one run */
function runOf(records: readonly LogRecord[], resolved: Resolved, facts: FactsByName = {}): AnalysedRun {
  const builder = columnBuilder();
  for (const { seconds: _, ...record } of records) {
    const [problem] = builder.add(record);
    if (problem !== undefined) throw new Error(`The log cannot be summed up: ${problem}.`);
  }
  return { resolved, columns: builder.columns, facts };
}

/** The run with its analysis, which is made once and then summed up, drawn and written. */
export interface OwnAnalysis {
  readonly run: AnalysedRun;
  readonly analysis: Analysis;
}

/** Analyses the production phase of a run from its records. */
export function analysisOf(records: readonly LogRecord[], resolved: Resolved, facts?: FactsByName): OwnAnalysis {
  const run = runOf(records, resolved, facts);
  return { run, analysis: analyse([run]) };
}

/** Estimates of everything that was measured often enough on the production trajectories. */
export function estimatesOf(records: readonly LogRecord[], resolved: Resolved): Estimates {
  return byName(analysisOf(records, resolved).analysis.scalars);
}

/** Estimates by name; what only shows that the algorithm works is left out. */
export function byName(scalars: Analysis['scalars']): Estimates {
  const shown = scalars.filter(({ role }: Scalar) => role !== 'monitor');
  return Object.fromEntries(shown.map(({ name, estimate }) => [name, estimate]));
}
