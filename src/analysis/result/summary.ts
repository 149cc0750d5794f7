/** What a run amounts to: `summary.json`. */

import type { Resolved } from '../../runfile/schema/index.ts';
import type { LogRecord, Outcome } from '../../simulation/driver.ts';
import { type Phase, phases } from '../../simulation/simulation.ts';
import { type Diagnostic, diagnose } from '../diagnose/index.ts';
import type { List } from '../list.ts';
import { analysisOf, byName, type Estimates, type OwnAnalysis } from './estimates.ts';
import { type Compared, compareReference } from './reference.ts';
import { summariseTraining, type TrainingSummary } from './training.ts';

export interface Summary {
  readonly outcome: Outcome | 'failed';
  /** Trajectories that were finished, by phase. */
  readonly trajectories: Record<Phase, number>;
  /** Of the production phase; a quantity with fewer than 8 measurements is left out, it can have no error. */
  readonly estimates: Estimates;
  /** Susceptibilities, cumulants and the like, with propagated errors. */
  readonly derived: Estimates;
  /** Observables that are lists: what each position is called, and one estimate for each. */
  readonly lists?: Readonly<Record<string, Pick<List, 'positions' | 'estimates'>>>;
  /** What speaks against these numbers, most serious first. */
  readonly diagnostics: readonly Diagnostic[];
  readonly training?: TrainingSummary;
  /** Beside the numbers that [reference] gives. */
  readonly reference?: Compared;
}

/** Sums up a log. */
export function summarise(
  records: readonly LogRecord[],
  resolved: Resolved,
  outcome: Summary['outcome'],
  { run, analysis }: OwnAnalysis = analysisOf(records, resolved),
): Summary {
  const ofPhase = (phase: Phase) => records.filter(record => record.phase === phase);
  const [thermalise, train, production] = phases.map(ofPhase);
  const estimates = byName(analysis.scalars);
  const lists = analysis.lists.map(({ name, positions, estimates: values }) => [
    name,
    { positions, estimates: values },
  ]);
  const training = summariseTraining(train, production, resolved);
  const reference = compareReference(resolved, analysis);
  return {
    outcome,
    trajectories: { thermalise: thermalise.length, train: train.length, production: production.length },
    estimates,
    derived: byName(analysis.derived),
    ...(lists.length === 0 ? {} : { lists: Object.fromEntries(lists) }),
    diagnostics: diagnose([run], analysis),
    ...(training === undefined ? {} : { training }),
    ...(reference === undefined ? {} : { reference }),
  };
}
