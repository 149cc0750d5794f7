/** What training achieved. */

import type { Resolved } from '../../runfile/schema/index.ts';
import type { LogRecord } from '../../simulation/driver.ts';

export interface TrainingSummary {
  /** Mean loss over the first tenth of the training trajectories (at least one). */
  readonly lossFirst: number;
  /** Mean loss over the last tenth of the training trajectories (at least one). */
  readonly lossLast: number;
  /**
   * Acceptance over the first tenth of the training trajectories, but over at least 10 of them (or all). Left out
   * when training.chain is "hmc", since then it does not speak of the network.
   */
  readonly acceptanceBefore?: number;
  /** Acceptance over production, with the weights as they were left. Left out when there was no production. */
  readonly acceptanceAfter?: number;
}

const fewestForAcceptance = 10;

/** Sums up the training phase; undefined when there was none. */
export function summariseTraining(
  train: readonly LogRecord[],
  production: readonly LogRecord[],
  resolved: Resolved,
): TrainingSummary | undefined {
  const losses = train.map(record => record.loss).filter(loss => loss !== undefined);
  if (losses.length === 0) return undefined;
  const tenth = Math.max(1, Math.floor(losses.length / 10));
  const early = train.slice(0, Math.max(tenth, fewestForAcceptance));
  return {
    lossFirst: mean(losses.slice(0, tenth)),
    lossLast: mean(losses.slice(-tenth)),
    ...(resolved.training?.chain === 'hmc' ? {} : { acceptanceBefore: acceptance(early) }),
    ...(production.length === 0 ? {} : { acceptanceAfter: acceptance(production) }),
  };
}

function acceptance(records: readonly LogRecord[]): number {
  return mean(records.map(record => (record.accepted ? 1 : 0)));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
