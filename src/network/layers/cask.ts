/**
 * CASK: covariant attention with stout kernel. Y. Nagai, H. Ohno and A. Tomiya, arXiv:2501.16955.
 *
 *   Q, K, V:  U^X = Stout_{ρ X}(U, U)
 *   scores    a_{μν; s} = f( Re tr[U^Q_μ F_{μν; s}(U^K)†] − Re tr[U_μ F_{μν; s}(U)†] )
 *   attention U^A_μ = exp( TA( Σ_{ν, s} (a F_s + a B_s)(U^V) closing_μ† ) ) U_μ
 *   output    "paper": U^A;  "code": exp( TA( C_ρ(U^A) closing† ) ) U, one more stout step on the input.
 *
 * F_{μν; s} and B_{μν; s} are the staples of extent s along +ν and −ν. Scores are gauge invariant, staples
 * transform like links: the block is gauge covariant. All weights zero: the identity. ρ_Q = ρ_K = 0: scores vanish,
 * and the "code" form is the plain stout layer.
 *
 * Choices beyond the paper, all with the symmetric variant:
 *   scoreWeights   a_s → κ_s a_s + b_s, a trained scale and bias for every extent: then zero queries leave smearing by loops of
 *                  all extents, with weights b_s;
 *   softmax        a = g exp(ã) / Σ exp(ã) over all neighbours, sides and extents of a link, with a trained gain g;
 *   projection     U^A = P[ U + Σ (a F + a B)(U^V) ] in place of the exponential.
 *
 * Variants. "released": as in the authors' program: scores from forward loops weigh both staples, and exponents are
 * closed with U^V and U^A. That breaks reflections, and with them rotations by 90°. "symmetric": backward
 * staples have scores from their own loops and every exponent is closed with the block's input U; then all 384
 * elements of the hypercubic group are respected.
 */
import { exponentialStep, recordStout, type Side } from '../../gauge/index.ts';
import { type Field, papers, type Tape, type Weight } from '../../lattice/index.ts';
import type { Activation } from './activation.ts';
import {
  affineScores,
  attentionExponent,
  attentionSum,
  normalisedScores,
  scoreNorms,
  scores,
} from './attentionKernels.ts';
import { firstStaples, longerStaples } from './kernels.ts';
import type { Layer, Theory } from './layer.ts';
import type { NetworkLoop } from './networkLoops.ts';
import { recordProjectedSum } from './projection.ts';
import { loopWeights, recordStaples, stoutPapers } from './stout.ts';

export interface CaskOptions {
  readonly variant: 'released' | 'symmetric';
  /** Largest extent s of the loops in the scores; half of the lattice is as far as there is. */
  readonly reach: number;
  readonly heads: number;
  readonly activation: Activation;
  readonly output: 'code' | 'paper';
  /** A trained scale and bias of the scores for every extent. */
  readonly scoreWeights: boolean;
  /** How weighted staples become a link again. */
  readonly value: 'stout' | 'projection';
  /** Loops of every stout kernel. */
  readonly loops: readonly NetworkLoop[];
}

/** Those of run files too. */
export const caskDefaults: CaskOptions = {
  variant: 'symmetric',
  reach: 3,
  heads: 1,
  activation: 'tan',
  output: 'code',
  scoreWeights: false,
  value: 'stout',
  loops: ['plaquette'],
};

interface Head {
  readonly query: Weight[];
  readonly key: Weight[];
  readonly value: Weight[];
  /** κ_s and b_s, if they are trained. */
  readonly scale: Weight[];
  readonly bias: Weight[];
  /** g of softmax. */
  readonly gain: Weight[];
}

const longestReach = 16;

/** One attention block, all weights zero (the identity) to begin with. */
export function caskLayer(name: string, options: Partial<CaskOptions> = {}): Layer {
  const chosen = { ...caskDefaults, ...options };
  const { reach, heads: count, loops, output } = chosen;
  if (!(Number.isInteger(reach) && reach >= 1 && reach <= longestReach)) {
    throw new Error(`The reach of CASK is a whole number from 1 to ${longestReach}; found ${reach}.`);
  }
  requireSymmetric(chosen);
  if (!Number.isInteger(count) || count < 1) throw new Error(`CASK needs at least one head; found ${count}.`);
  const rho = output === 'code' ? loopWeights(`${name}.rho`, loops) : [];
  const heads = Array.from({ length: count }, (_, h): Head => {
    const prefix = count === 1 ? name : `${name}.head${h}`;
    const of = (part: string) => loopWeights(`${prefix}.${part}`, loops);
    const perExtent = (part: string, value: number): Weight[] =>
      chosen.scoreWeights
        ? Array.from({ length: reach }, (_, s) => ({ name: `${prefix}.${part}${s + 1}`, value, initial: value }))
        : [];
    return {
      ...{ query: of('query'), key: of('key'), value: of('value') },
      ...{ scale: perExtent('scale', 1), bias: perExtent('bias', 0) },
      gain: chosen.activation === 'softmax' ? [{ name: `${prefix}.gain`, value: 0 }] : [],
    };
  });
  return {
    name,
    weights: [
      ...rho,
      ...heads.flatMap(head => [
        ...[...head.query, ...head.key, ...head.value],
        ...[...head.scale, ...head.bias, ...head.gain],
      ]),
    ],
    cites: [...papers('Nagai:2025rok'), ...stoutPapers],
    forward(tape, links, theory) {
      const attended = recordAttention(tape, links, theory, heads, chosen);
      if (output === 'paper') return attended;
      const staples = recordStaples(tape, attended, theory, loops);
      const closing = chosen.variant === 'symmetric' ? links : attended;
      return recordStout(tape, { staples, closing, links }, rho, theory);
    },
  };
}

function requireSymmetric({ variant, scoreWeights, activation, value }: CaskOptions): void {
  if (variant === 'symmetric') return;
  const more = scoreWeights
    ? 'scoreWeights'
    : activation === 'softmax'
      ? 'softmax'
      : value === 'projection'
        ? 'projection'
        : '';
  if (more !== '') {
    throw new Error(
      `The released variant of CASK is the published one and has no ${more}; use the variant "symmetric".`,
    );
  }
}

/** U^A */
function recordAttention(
  tape: Tape,
  links: Field,
  theory: Theory,
  heads: readonly Head[],
  options: CaskOptions,
): Field {
  const { group, extents } = theory;
  const dimension = extents.length;
  const { variant, reach, loops, value: path } = options;
  const symmetric = variant === 'symmetric';
  const scoreSides: readonly Side[] = symmetric ? ['forward', 'backward'] : ['forward'];
  const ladder = (side: Side, of: Field) => recordLadder(tape, of, theory, side, reach);
  const staples = recordStaples(tape, links, theory, loops);
  const plain = new Map(scoreSides.map(side => [side, ladder(side, links)]));
  const moved = heads.map(head => {
    const [Q, K, V] = [head.query, head.key, head.value].map(rho =>
      recordStout(tape, { staples, closing: links, links }, rho, theory),
    );
    const activation = options.activation === 'softmax' ? 'identity' : options.activation;
    const raw = scoreSides.map(side =>
      ladder(side, K).map((TK, i) => {
        const fields = { Q, TK, U: links, TU: plain.get(side)![i] };
        return tape.record(scores(group, dimension, activation), fields).a;
      }),
    );
    const [aF, aB = []] = recordNormalised(tape, recordAffine(tape, raw, head), head);
    const [F, B] = [ladder('forward', V), ladder('backward', V)];
    if (path === 'projection') return tape.record(attentionSum(group, dimension, reach), { aF, aB, F, B }).C;
    const closing = symmetric ? links : V;
    return tape.record(attentionExponent(group, dimension, reach, !symmetric), { aF, aB, F, B, closing }).A;
  });
  if (path === 'projection') {
    return recordProjectedSum(
      tape,
      links,
      moved,
      moved.map(() => 1),
      theory,
    );
  }
  return tape.record(exponentialStep(group, dimension, moved.length), { Q: moved, U: links }).V;
}

/** κ_s a_s + b_s, for both sides. */
function recordAffine(tape: Tape, sides: readonly Field[][], { scale, bias }: Head): readonly Field[][] {
  if (scale.length === 0) return sides;
  return sides.map(rungs =>
    rungs.map((a, s) => {
      const kernel = affineScores(a.lattice.dimension);
      return tape.record(kernel, { a }, { scale: scale[s], bias: bias[s] }).b;
    }),
  );
}

/** g exp(a) / Σ exp(a), if there is a gain. */
function recordNormalised(tape: Tape, sides: readonly Field[][], { gain }: Head): readonly Field[][] {
  if (gain.length === 0) return sides;
  const all = sides.flat();
  const { dimension } = all[0].lattice;
  const { L } = tape.record(scoreNorms(dimension, all.length), { a: all });
  return sides.map(rungs => rungs.map(a => tape.record(normalisedScores(dimension), { a, L }, { gain: gain[0] }).b));
}

/** The staples of extents 1 … reach. */
function recordLadder(tape: Tape, X: Field, { group, extents }: Theory, side: Side, reach: number): Field[] {
  const rungs = [tape.record(firstStaples(group, extents.length, side), { X }).T];
  while (rungs.length < reach) {
    const S = rungs[rungs.length - 1];
    rungs.push(tape.record(longerStaples(group, extents.length, side), { X, S }).T);
  }
  return rungs;
}
