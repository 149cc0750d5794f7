/**
 * What training achieved: loss and acceptance at its beginning, at its end, and acceptance of production with the frozen
 * weights. The loss of one trajectory scatters by as much as training changes it, so that only means over stretches of
 * many trajectories, with their errors, say something.
 */
import { gammaMethod, SHORTEST_SERIES } from '../../measure/statistics/index.ts';
import type { Resolved } from '../../runfile/schema/index.ts';
import type { LogRecord } from '../../simulation/driver.ts';

/** The error is missing where a stretch is too short for one, or all its values are equal. */
export interface TrainingMean {
  readonly mean: number;
  readonly error?: number;
}

/** Means over consecutive trajectories. */
export interface Stretch {
  /** Numbers of the first and the last trajectory. */
  readonly from: number;
  readonly to: number;
  readonly loss: TrainingMean;
  /** Left out when training.chain is "hmc", since then it does not speak of the network. */
  readonly acceptance?: TrainingMean;
}

export interface TrainingSummary {
  readonly first: Stretch;
  readonly last: Stretch;
  /** Of trajectories that were not learnt from: the loss before any lesson, and the smallest one with the trajectory it was found after. */
  readonly heldOut?: {
    readonly first: number;
    readonly best: number;
    readonly bestAfter: number;
    readonly last: number;
  };
  /** With the weights as they were left. Left out when there was no production. */
  readonly production?: { readonly acceptance: TrainingMean };
}

const longestStretch = 100;

/** Sums up the training phase; undefined when there was none. The stretches are at most thirds of it. */
export function summariseTraining(
  train: readonly LogRecord[],
  production: readonly LogRecord[],
  resolved: Resolved,
): TrainingSummary | undefined {
  const learned = train.filter(({ loss }) => loss !== undefined);
  if (learned.length === 0) return undefined;
  const length = Math.min(longestStretch, Math.ceil(learned.length / 3));
  const showsNetwork = resolved.training?.chain !== 'hmc' && resolved.training?.chain !== 'exact';
  const stretch = (records: readonly LogRecord[]): Stretch => ({
    from: records[0].trajectory,
    to: records.at(-1)!.trajectory,
    loss: meanOf(records.map(({ loss }) => loss!)),
    ...(showsNetwork ? { acceptance: acceptanceOf(records) } : {}),
  });
  return {
    first: stretch(learned.slice(0, length)),
    last: stretch(learned.slice(-length)),
    ...heldOutOf(train),
    ...(production.length === 0 ? {} : { production: { acceptance: acceptanceOf(production) } }),
  };
}

function heldOutOf(train: readonly LogRecord[]): Pick<TrainingSummary, 'heldOut'> {
  const looks = train.flatMap(({ trajectory, extra }) =>
    extra?.heldOutLoss === undefined ? [] : [{ trajectory, loss: extra.heldOutLoss }],
  );
  if (looks.length === 0) return {};
  const best = looks.reduce((least, look) => (look.loss < least.loss ? look : least));
  return {
    heldOut: { first: looks[0].loss, best: best.loss, bestAfter: best.trajectory, last: looks[looks.length - 1].loss },
  };
}

function acceptanceOf(records: readonly LogRecord[]): TrainingMean {
  return meanOf(records.map(({ accepted }) => (accepted ? 1 : 0)));
}

function meanOf(values: readonly number[]): TrainingMean {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (values.length < SHORTEST_SERIES) return { mean };
  const { error } = gammaMethod(values);
  return Number.isFinite(error) ? { mean, error } : { mean };
}
