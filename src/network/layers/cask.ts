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
 *   projection     U^A = P[ U + Σ (a F + a B)(U^V) ] in place of the exponential;
 *   sparse         only some extents s (`extents`), only some directions ν (`directions`);
 *   transport      "none": F_s and B_s are the links of neighbours n ± s ν̂ as they are, a plain Transformer of the same size, which is
 *                  not gauge covariant: for comparison;
 *   star           a → a + c_μ, c_μ the score of the link with a hub that sees the whole lattice (star.ts), or c_μ alone.
 *
 * Variants. "released": as in the authors' program: scores from forward loops weigh both staples, and exponents are
 * closed with U^V and U^A. That breaks reflections, and with them rotations by 90°. "symmetric": backward
 * staples have scores from their own loops and every exponent is closed with the block's input U; then all 384
 * elements of the hypercubic group are respected.
 */
import { exponentialStep, recordStout, type Side } from '../../gauge/index.ts';
import { type Field, papers, type Tape, type Weight } from '../../lattice/index.ts';
import type { Activation } from './activation.ts';
import { attentionExponent, attentionSum, scores } from './attentionKernels.ts';
import { noteAttention } from './attentionWeights.ts';
import type { Transport } from './convolutionKernels.ts';
import { firstStaples, longerStaples, pairsOf } from './kernels.ts';
import type { Layer, Theory } from './layer.ts';
import type { NetworkLoop } from './networkLoops.ts';
import { firstNeighbours, furtherNeighbours } from './plainKernels.ts';
import { recordProjectedSum } from './projection.ts';
import { type Hub, hubOf, recordHub } from './star.ts';
import { loopWeights, recordStaples, stoutPapers } from './stout.ts';
import { recordWeighing, type ScoreWeights } from './weighing.ts';

export interface CaskOptions {
  readonly variant: 'released' | 'symmetric';
  /** Largest extent s of the loops in the scores; half of the lattice is as far as there is. */
  readonly reach: number;
  /** Extents of those loops, out of 1 … reach; left out, all of them. */
  readonly extents?: readonly number[] | undefined;
  /** Directions along which links look for neighbours, two or more of 0 … D − 1; left out, all of them. */
  readonly directions?: readonly number[] | undefined;
  /** Whom links attend to: loops in their neighbourhood, a hub that sees the whole lattice, or both. */
  readonly attention: 'neighbours' | 'star' | 'both';
  /** Loops that the hub sees. */
  readonly hub: readonly NetworkLoop[];
  readonly heads: number;
  readonly activation: Activation;
  readonly output: 'code' | 'paper';
  /** A trained scale and bias of the scores for every extent. */
  readonly scoreWeights: boolean;
  /** How weighted staples become a link again. */
  readonly value: 'stout' | 'projection';
  /** How links see their neighbours: by staples, or as they are. */
  readonly transport: Transport;
  /** Loops of every stout kernel. */
  readonly loops: readonly NetworkLoop[];
}

/** Those of run files too. */
export const caskDefaults: CaskOptions = {
  variant: 'symmetric',
  reach: 3,
  attention: 'neighbours',
  hub: ['plaquette'],
  heads: 1,
  activation: 'tan',
  output: 'code',
  scoreWeights: false,
  value: 'stout',
  transport: 'links',
  loops: ['plaquette'],
};

interface Head extends ScoreWeights {
  readonly name: string;
  readonly query: Weight[];
  readonly key: Weight[];
  readonly value: Weight[];
  readonly hub: Hub | undefined;
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
  requireNeighbours(chosen);
  const rungs = rungsOf(chosen);
  if (!Number.isInteger(count) || count < 1) throw new Error(`CASK needs at least one head; found ${count}.`);
  const rho = output === 'code' ? loopWeights(`${name}.rho`, loops) : [];
  const heads = Array.from({ length: count }, (_, h): Head => {
    const prefix = count === 1 ? name : `${name}.head${h}`;
    const of = (part: string) => loopWeights(`${prefix}.${part}`, loops);
    const perExtent = (part: string, value: number): Weight[] =>
      chosen.scoreWeights ? rungs.map(s => ({ name: `${prefix}.${part}${s}`, value, initial: value })) : [];
    return {
      ...{ name: prefix, query: of('query'), key: of('key'), value: of('value') },
      ...{ scale: perExtent('scale', 1), bias: perExtent('bias', 0) },
      gain: chosen.activation === 'softmax' ? [{ name: `${prefix}.gain`, value: 0 }] : [],
      hub: chosen.attention === 'neighbours' ? undefined : hubOf(prefix, chosen.hub),
    };
  });
  return {
    name,
    weights: [
      ...rho,
      ...heads.flatMap(head => [
        ...[...head.query, ...head.key, ...head.value],
        ...[...head.scale, ...head.bias, ...head.gain],
        ...[...(head.hub?.strength ?? []), ...(head.hub?.focus ?? [])],
      ]),
    ],
    cites: [...papers('Nagai:2025rok'), ...stoutPapers],
    ...(chosen.transport === 'none' && { breaks: 'gauge covariance' as const }),
    forward(tape, links, theory) {
      const attended = recordAttention(tape, links, theory, heads, chosen);
      if (output === 'paper') return attended;
      const staples = recordStaples(tape, attended, theory, loops);
      const closing = chosen.variant === 'symmetric' ? links : attended;
      return recordStout(tape, { staples, closing, links }, rho, theory);
    },
  };
}

/** The extents of the loops in the scores. */
function rungsOf({ reach, extents }: CaskOptions): readonly number[] {
  return extents?.toSorted((a, b) => a - b) ?? Array.from({ length: reach }, (_, s) => s + 1);
}

function requireNeighbours({ reach, extents, directions, activation, attention }: CaskOptions): void {
  const isWrong = (list: readonly number[], least: number, most: number) =>
    list.some((n, i) => !(Number.isInteger(n) && n >= least && n <= most) || list.indexOf(n) !== i);
  if (extents && (extents.length === 0 || isWrong(extents, 1, reach))) {
    throw new Error(`Extents of CASK are different numbers from 1 to its reach ${reach}; found [${extents}].`);
  }
  if (directions && (directions.length < 2 || isWrong(directions, 0, 3))) {
    throw new Error(`CASK looks along two or more different directions from 0 on; found [${directions}].`);
  }
  if (activation === 'softmax' && attention === 'star') {
    throw new Error('Links that attend to nothing but the hub have no neighbours for softmax; use attention "both".');
  }
}

function requireSymmetric({ variant, ...options }: CaskOptions): void {
  if (variant === 'symmetric') return;
  const more = beyondThePaper(options);
  if (more !== undefined) {
    throw new Error(
      `The released variant of CASK is the published one and has no ${more}; use the variant "symmetric".`,
    );
  }
}

interface BeyondThePaper {
  readonly scoreWeights?: boolean;
  readonly activation?: Activation | undefined;
  readonly value?: CaskOptions['value'] | undefined;
  readonly extents?: readonly unknown[] | undefined;
  readonly directions?: readonly unknown[] | undefined;
  readonly attention?: CaskOptions['attention'] | undefined;
  readonly transport?: Transport | undefined;
}

/** The first choice of a block that the published one does not have. */
export function beyondThePaper({
  scoreWeights = false,
  activation,
  value,
  extents,
  directions,
  attention = 'neighbours',
  transport = 'links',
}: BeyondThePaper): string | undefined {
  if (scoreWeights) return 'scoreWeights';
  if (activation === 'softmax') return 'softmax';
  if (value === 'projection') return 'projection';
  if (extents) return 'extents';
  if (directions) return 'directions';
  if (transport === 'none') return 'transport';
  return attention === 'neighbours' ? undefined : 'hub';
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
  const { variant, loops, attention, value: path } = options;
  const along = neighboursOf(options, dimension);
  const symmetric = variant === 'symmetric';
  const scoreSides: readonly Side[] = symmetric ? ['forward', 'backward'] : ['forward'];
  const rungs = rungsOf(options);
  const ladder = (side: Side, of: Field) =>
    recordLadder(tape, of, theory, side, { rungs, along, transport: options.transport });
  const staples = recordStaples(tape, links, theory, loops);
  const looks = attention !== 'star';
  const plain = looks ? new Map(scoreSides.map(side => [side, ladder(side, links)])) : undefined;
  const moved = heads.map(head => {
    const [Q, K, V] = [head.query, head.key, head.value].map(rho =>
      recordStout(tape, { staples, closing: links, links }, rho, theory),
    );
    const activation = options.activation === 'softmax' ? 'identity' : options.activation;
    const raw = scoreSides.map(side =>
      plain
        ? ladder(side, K).map((TK, i) => {
            const fields = { Q, TK, U: links, TU: plain.get(side)![i] };
            return tape.record(scores(group, dimension, activation, along), fields).a;
          })
        : [],
    );
    const hub = head.hub && recordHub(tape, Q, K, head.hub, theory);
    const weighing = recordWeighing(tape, raw, head, { hub, rungs, along });
    const [aF, aB = []] = weighing;
    noteAttention(
      tape,
      weighing.flatMap((side, k) =>
        side.map((field, i) => ({
          ...{ head: head.name, side: symmetric ? scoreSides[k] : ('both' as const) },
          ...{ extent: rungs[i], pairs: pairsOf(dimension, along), field },
        })),
      ),
    );
    const [F, B] = [ladder('forward', V), ladder('backward', V)];
    const { length } = rungs;
    if (path === 'projection') return tape.record(attentionSum(group, dimension, length, along), { aF, aB, F, B }).C;
    const closing = symmetric ? links : V;
    const kernel = attentionExponent(group, dimension, length, !symmetric, along);
    return tape.record(kernel, { aF, aB, F, B, closing }).A;
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

/** The chosen directions; undefined where links look along all of them. @throws if the lattice lacks one */
function neighboursOf({ directions }: CaskOptions, dimension: number): readonly number[] | undefined {
  const missing = directions?.find(nu => nu >= dimension);
  if (missing !== undefined) {
    throw new Error(`CASK looks along direction ${missing}; this lattice has 0 to ${dimension - 1}.`);
  }
  return directions?.toSorted();
}

interface Ladder {
  readonly rungs: readonly number[];
  readonly along: readonly number[] | undefined;
  readonly transport: Transport;
}

/** The staples of some extents, in increasing order, or the links of neighbours at these distances. */
function recordLadder(
  tape: Tape,
  X: Field,
  { group, extents }: Theory,
  side: Side,
  { rungs, along, transport }: Ladder,
): Field[] {
  const plain = transport === 'none';
  const all = [tape.record((plain ? firstNeighbours : firstStaples)(group, extents.length, side, along), { X }).T];
  const longest = Math.max(...rungs);
  while (all.length < longest) {
    const S = all[all.length - 1];
    all.push(
      plain
        ? tape.record(furtherNeighbours(group, extents.length, side, along), { S }).T
        : tape.record(longerStaples(group, extents.length, side, along), { X, S }).T,
    );
  }
  return rungs.map(s => all[s - 1]);
}
