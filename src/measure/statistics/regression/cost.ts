/**
 * What a regression saves, and how measurements are best shared out. A configuration costs T for the target alone, I for the inputs and
 * B for both together. With errors e of an estimate from N_L labels and N_UL predictions, and e_d of the direct average over
 * the same labels, an equal error would take N_L (e_d/e)² direct measurements:
 *   cost ratio = (N_L B + N_UL I) / (N_L (e_d/e)² T).
 * The variance P/N_UL + R/((1 − g) N_L), with R = Var(O − O^P) for the share g of labels to train on, is smallest at fixed cost for
 *   N_L/N_UL = √( R I / ((1 − g) P B) ),
 * and at fixed numbers for the g that makes R(g)/(1 − g) smallest; R(g) is measured.
 */
import { type Columns, type Learner, spreadOf } from './learner.ts';
import { type Blocked, blocksFor, setsOf } from './split.ts';

export interface Costs {
  readonly target: number;
  readonly inputs: number;
  readonly both: number;
}

export interface Gain {
  /** Direct measurements that would have the same error. */
  readonly equivalent: number;
  /** Cost at equal error, in units of direct measurements; below 1 something is saved. */
  readonly costRatio: number;
}

export function gainOf(
  { error, direct }: { readonly error: number; readonly direct: number },
  { labelled, unlabelled }: { readonly labelled: number; readonly unlabelled: number },
  { target, inputs, both }: Costs,
): Gain {
  const equivalent = labelled * (direct / error) ** 2;
  return { equivalent, costRatio: (labelled * both + unlabelled * inputs) / (equivalent * target) };
}

/** The best N_L/N_UL at fixed cost; 0 where inputs cost nothing: then they belong on every configuration. */
export function bestLabelledRatio(
  variances: { readonly predicted: number; readonly rest: number },
  trainShare: number,
  { inputs, both }: Costs,
): number {
  return Math.sqrt((variances.rest * inputs) / ((1 - trainShare) * variances.predicted * both));
}

const shares = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8];

/** The share of labels to train on that makes the variance smallest, and the Σ_k R_k/Var O_k at each share. */
export function bestTrainShare(
  learner: Learner,
  inputs: Columns,
  targets: Columns,
  data: Blocked,
): { share: number; curve: { share: number; unexplained: number }[] } {
  const curve = shares.flatMap(share => {
    const { train, correct } = setsOf(blocksFor(data, share));
    if (train.length < 3 || correct.length < 3) return [];
    const predicted = learner.train(inputs, targets, train)(inputs);
    const unexplained = targets.reduce((sum, target, k) => {
      const whole = spreadOf(target, [...train, ...correct]).width ** 2;
      const rest =
        spreadOf(
          target.map((value, i) => value - predicted[k][i]),
          correct,
        ).width ** 2;
      return sum + (whole > 0 ? rest / whole : 0);
    }, 0);
    return [{ share, unexplained: unexplained / targets.length }];
  });
  const [best] = [...curve].sort((a, b) => a.unexplained / (1 - a.share) - b.unexplained / (1 - b.share));
  return { share: best?.share ?? 0.5, curve };
}
