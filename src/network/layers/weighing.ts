/** What is done to the scores of a link before they weigh staples: scale and bias, softmax, and what it sees of the hub. */
import type { Field, Tape, Weight } from '../../lattice/index.ts';
import { affineScores, normalisedScores, scoreNorms } from './attentionKernels.ts';
import { scoresWithHub } from './starKernels.ts';

/** Trained numbers between a score and what weighs a staple; lists are empty where nothing is trained. */
export interface ScoreWeights {
  /** κ_s and b_s */
  readonly scale: readonly Weight[];
  readonly bias: readonly Weight[];
  /** g of softmax. */
  readonly gain: readonly Weight[];
}

interface Weighing {
  /** c_μ */
  readonly hub: Field | undefined;
  readonly rungs: readonly number[];
  readonly along: readonly number[] | undefined;
}

/** From the scores of neighbours, if there are any, to what weighs their staples. */
export function recordWeighing(
  tape: Tape,
  raw: readonly Field[][],
  weights: ScoreWeights,
  { hub, rungs, along }: Weighing,
): readonly Field[][] {
  const withHub = (sides: readonly Field[][]) =>
    hub === undefined ? sides : sides.map(side => recordWithHub(tape, side, hub, { rungs, along }));
  if (weights.gain.length > 0) {
    return withHub(recordNormalised(tape, recordAffine(tape, raw, weights, along), weights, along));
  }
  return recordAffine(tape, withHub(raw), weights, along);
}

/** a_s + c_μ, or c_μ for all extents. */
function recordWithHub(
  tape: Tape,
  side: readonly Field[],
  c: Field,
  { rungs, along }: Pick<Weighing, 'rungs' | 'along'>,
): Field[] {
  const { dimension } = c.lattice;
  if (side.length > 0) return side.map(a => tape.record(scoresWithHub(dimension, 1, along), { a: [a], c }).b);
  const { b } = tape.record(scoresWithHub(dimension, 0, along), { a: [], c });
  return rungs.map(() => b);
}

/** κ_s a_s + b_s, for both sides. */
function recordAffine(
  tape: Tape,
  sides: readonly Field[][],
  { scale, bias }: ScoreWeights,
  along: Weighing['along'],
): readonly Field[][] {
  if (scale.length === 0) return sides;
  return sides.map(rungs =>
    rungs.map((a, s) => {
      const kernel = affineScores(a.lattice.dimension, along);
      return tape.record(kernel, { a }, { scale: scale[s], bias: bias[s] }).b;
    }),
  );
}

/** g exp(a) / Σ exp(a) */
function recordNormalised(
  tape: Tape,
  sides: readonly Field[][],
  { gain }: ScoreWeights,
  along: Weighing['along'],
): readonly Field[][] {
  const all = sides.flat();
  const { dimension } = all[0].lattice;
  const { L } = tape.record(scoreNorms(dimension, all.length, along), { a: all });
  const kernel = normalisedScores(dimension, along);
  return sides.map(rungs => rungs.map(a => tape.record(kernel, { a, L }, { gain: gain[0] }).b));
}
