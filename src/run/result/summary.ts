/** What a run amounts to: `summary.json`. */
import type { LogRecord, Outcome } from '../driver.ts';
import type { Resolved } from '../schema/index.ts';
import { type Phase, phases } from '../simulation.ts';
import { type Estimates, estimatesOf } from './estimates.ts';
import { comparePublished, type PublishedComparison } from './published.ts';
import { summariseTraining, type TrainingSummary } from './training.ts';

export interface Summary {
  readonly outcome: Outcome | 'failed';
  /** Trajectories that were finished, by phase. */
  readonly trajectories: Record<Phase, number>;
  /** Of the production phase; a quantity with fewer than 8 measurements is left out, it can have no error. */
  readonly estimates: Estimates;
  readonly training?: TrainingSummary;
  /** Beside published numbers, where the theory is the one that was published. */
  readonly published?: readonly PublishedComparison[];
}

/** Sums up a log. */
export function summarise(records: readonly LogRecord[], resolved: Resolved, outcome: Summary['outcome']): Summary {
  const ofPhase = (phase: Phase) => records.filter(record => record.phase === phase);
  const [thermalise, train, production] = phases.map(ofPhase);
  const estimates = estimatesOf(production, resolved.measure);
  const training = summariseTraining(train, production, resolved);
  const published = comparePublished(resolved, estimates);
  return {
    outcome,
    trajectories: { thermalise: thermalise.length, train: train.length, production: production.length },
    estimates,
    ...(training === undefined ? {} : { training }),
    ...(published.length === 0 ? {} : { published }),
  };
}
