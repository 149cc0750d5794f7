/**
 * Trajectories that no weight has seen. The first n of a training are put aside with the number of their random numbers; from then
 * on, every so many lessons, the loss over all n is computed with the weights as they are, pseudofermion fields drawn once more
 * from the same numbers. It is the same stretch every time, so that two looks differ by the weights alone. With a patience, the
 * training is over after so many looks in a row without a smaller loss, and the best weights are taken.
 *
 * Reference: L. Prechelt, Neural Networks 11, 761 (1998) (early stopping).
 */
import type { Configuration, Functional, Trainable } from '../../lattice/index.ts';
import { type Deviation, type Example, evaluateLoss, type Loss, type LossRule } from './loss.ts';
import type { Trainer, TrainingInfo } from './trainer.ts';

/** Which random numbers a trajectory was made with. */
export interface Draw {
  readonly seed: number;
  readonly trajectory: number;
}

export interface HeldOutOptions<F> {
  readonly exact: Functional<F>;
  readonly surrogate: Trainable<F>;
  readonly loss: Loss | LossRule;
  /** A configuration of the kind that will be kept. */
  readonly like: F;
  /** n */
  readonly trajectories: number;
  /** Lessons from one look to the next. */
  readonly every: number;
  /** Looks in a row without a smaller loss, after which training is over; left out, it goes on to its end. */
  readonly patience?: number | undefined;
  /** Draws the pseudofermion field of a trajectory, which is what it was when the trajectory was made. */
  redraw(start: F, draw: Draw): void;
}

export interface WatchedTraining<F> extends Pick<Trainer<F>, 'weights' | 'state' | 'restore'> {
  /** As that of a trainer; undefined once training is over. */
  observe(start: F, proposal: F, draw: Draw): TrainingInfo | undefined;
  /** With a patience, the best weights are taken. To be called after the last trajectory of the training. */
  finish(): void;
}

interface Kept {
  readonly draw: Draw;
  /** The exact action at both ends; 0 where the loss looks at the proposal alone. */
  readonly exact: readonly [start: number, proposal: number];
}

const own = 'heldOut.';

/** @throws if counts are not whole numbers from 1, or one trajectory is held out for the loss "variance" */
export function heldOutTraining<F extends Configuration<F>>(
  trainer: Trainer<F>,
  options: HeldOutOptions<F>,
): WatchedTraining<F> {
  const { exact, surrogate, loss, like, trajectories, every, patience, redraw } = options;
  for (const [what, count] of Object.entries({ trajectories, every, patience: patience ?? 1 })) {
    if (!Number.isInteger(count) || count < 1) {
      throw new Error(`heldOut.${what} is a whole number from 1; found ${count}.`);
    }
  }
  if (loss === 'variance' && trajectories < 2) {
    throw new Error('The loss "variance" needs 2 trajectories or more held out; one number has no variance.');
  }
  const bothEnds = loss === 'difference' || typeof loss === 'object';
  const { weights } = trainer;
  // All of them now, so that a rehearsal of the run counts their memory.
  const ends = Array.from({ length: trajectories }, () => ({ start: like.clone(), proposal: like.clone() }));
  let kept: Kept[] = [];
  let lessons = 0;
  let looks = { best: Number.POSITIVE_INFINITY, sinceBest: 0 };
  let bestWeights = new Float64Array();

  const isOver = () => patience !== undefined && looks.sinceBest >= patience;
  const exampleOf = ({ exact: [first, last] }: Kept, k: number): Example => {
    const at = (u: F, S: number): Deviation => ({ r: S - surrogate.value(u), derivatives: [] });
    const { start, proposal } = ends[k];
    return bothEnds ? { start: at(start, first), proposal: at(proposal, last) } : { proposal: at(proposal, last) };
  };
  const look = (): number => {
    const examples = kept.map((one, k) => {
      redraw(ends[k].start, one.draw);
      return exampleOf(one, k);
    });
    const { loss: found } = evaluateLoss(loss, examples, trainer.offset());
    if (found < looks.best) {
      looks = { best: found, sinceBest: 0 };
      bestWeights = Float64Array.from(weights, ({ value }) => value);
    } else {
      looks = { ...looks, sinceBest: looks.sinceBest + 1 };
    }
    return found;
  };
  const keep = (start: F, proposal: F, draw: Draw): TrainingInfo => {
    const k = kept.length;
    ends[k].start.copyFrom(start);
    ends[k].proposal.copyFrom(proposal);
    const one: Kept = { draw, exact: [bothEnds ? exact.value(start) : 0, exact.value(proposal)] };
    kept.push(one);
    const example = exampleOf(one, k);
    const difference = example.start && { difference: example.proposal.r - example.start.r };
    const seen = evaluateLoss(loss, [example], trainer.offset());
    return { loss: seen.loss, r: example.proposal.r, ...difference };
  };
  const finish = () => {
    if (patience === undefined || bestWeights.length === 0) return;
    weights.forEach((weight, k) => {
      weight.value = bestWeights[k];
    });
  };

  return {
    weights,
    observe(start, proposal, draw) {
      if (isOver()) return undefined;
      const isKept = kept.length < trajectories;
      const info = isKept ? keep(start, proposal, draw) : trainer.observe(start, proposal);
      if (!isKept) lessons++;
      if (isKept ? kept.length < trajectories : lessons % every !== 0) return info;
      const heldOut = look();
      redraw(start, draw);
      if (isOver()) finish();
      return { ...info, heldOut };
    },
    finish,
    state: () => ({
      ...trainer.state(),
      [`${own}fields`]: joined(
        kept.flatMap((_, k) => [ends[k].start, ends[k].proposal].map(u => u.field.toArrayOfFirst())),
      ),
      [`${own}kept`]: Float64Array.from(
        kept.flatMap(({ draw, exact: values }) => [draw.seed, draw.trajectory, ...values]),
      ),
      [`${own}looks`]: Float64Array.of(lessons, looks.sinceBest, ...(Number.isFinite(looks.best) ? [looks.best] : [])),
      [`${own}best`]: bestWeights.slice(),
    }),
    restore(state) {
      const [fields, numbers, counts, best] = ['fields', 'kept', 'looks', 'best'].map(name => state[`${own}${name}`]);
      if (!fields || !numbers || !best || !counts) {
        throw new Error('This is no state of a training with trajectories held out; it was made without them.');
      }
      trainer.restore(Object.fromEntries(Object.entries(state).filter(([name]) => !name.startsWith(own))));
      kept = Array.from({ length: numbers.length / 4 }, (_, k): Kept => {
        const [seed, trajectory, first, last] = numbers.subarray(4 * k, 4 * k + 4);
        return { draw: { seed, trajectory }, exact: [first, last] };
      });
      const size = fields.length / (2 * kept.length);
      kept.forEach((_, k) => {
        ends[k].start.field.fromArray(fields.subarray(2 * k * size, (2 * k + 1) * size));
        ends[k].proposal.field.fromArray(fields.subarray((2 * k + 1) * size, (2 * k + 2) * size));
      });
      const [count, sinceBest, smallest = Number.POSITIVE_INFINITY] = counts;
      lessons = count;
      looks = { best: smallest, sinceBest };
      bestWeights = best.slice();
    },
  };
}

function joined(lists: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(lists.reduce((sum, { length }) => sum + length, 0));
  lists.reduce((at, list) => {
    all.set(list, at);
    return at + list.length;
  }, 0);
  return all;
}
