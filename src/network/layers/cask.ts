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
 * Variants. "released": as in the authors' program: scores from forward loops weigh both staples, and exponents are
 * closed with U^V and U^A. That breaks reflections, and with them rotations by 90°. "symmetric": backward
 * staples have scores from their own loops and every exponent is closed with the block's input U; then all 384
 * elements of the hypercubic group are respected.
 */
import { exponentialStep, recordStout, type Side } from '../../gauge/index.ts';
import { type Field, papers, type Tape, type Weight } from '../../lattice/index.ts';
import type { Activation } from './activation.ts';
import { attentionExponent, scores } from './attentionKernels.ts';
import { firstStaples, longerStaples } from './kernels.ts';
import type { Layer, Theory } from './layer.ts';
import type { NetworkLoop } from './networkLoops.ts';
import { loopWeights, recordStaples, stoutPapers } from './stout.ts';

export interface CaskOptions {
  readonly variant: 'released' | 'symmetric';
  /** Largest extent s of the loops in the scores: 1, 2 or 3. */
  readonly reach: number;
  readonly heads: number;
  readonly activation: Activation;
  readonly output: 'code' | 'paper';
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
  loops: ['plaquette'],
};

interface Head {
  readonly query: Weight[];
  readonly key: Weight[];
  readonly value: Weight[];
}

/** One attention block, all weights zero (the identity) to begin with. */
export function caskLayer(name: string, options: Partial<CaskOptions> = {}): Layer {
  const chosen = { ...caskDefaults, ...options };
  const { reach, heads: count, loops, output } = chosen;
  if (![1, 2, 3].includes(reach)) throw new Error(`The reach of CASK is 1, 2 or 3; found ${reach}.`);
  if (!Number.isInteger(count) || count < 1) throw new Error(`CASK needs at least one head; found ${count}.`);
  const rho = output === 'code' ? loopWeights(`${name}.rho`, loops) : [];
  const heads = Array.from({ length: count }, (_, h): Head => {
    const prefix = count === 1 ? name : `${name}.head${h}`;
    const of = (part: string) => loopWeights(`${prefix}.${part}`, loops);
    return { query: of('query'), key: of('key'), value: of('value') };
  });
  return {
    name,
    weights: [...rho, ...heads.flatMap(({ query, key, value }) => [...query, ...key, ...value])],
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

/** U^A */
function recordAttention(
  tape: Tape,
  links: Field,
  theory: Theory,
  heads: readonly Head[],
  { variant, reach, activation, loops }: CaskOptions,
): Field {
  const { group, extents } = theory;
  const dimension = extents.length;
  const symmetric = variant === 'symmetric';
  const scoreSides: readonly Side[] = symmetric ? ['forward', 'backward'] : ['forward'];
  const ladder = (side: Side, of: Field) => recordLadder(tape, of, theory, side, reach);
  const staples = recordStaples(tape, links, theory, loops);
  const plain = new Map(scoreSides.map(side => [side, ladder(side, links)]));
  const exponents = heads.map(({ query, key, value }) => {
    const [Q, K, V] = [query, key, value].map(rho =>
      recordStout(tape, { staples, closing: links, links }, rho, theory),
    );
    const [aF, aB = []] = scoreSides.map(side =>
      ladder(side, K).map((TK, i) => {
        const fields = { Q, TK, U: links, TU: plain.get(side)![i] };
        return tape.record(scores(group, dimension, activation), fields).a;
      }),
    );
    const [F, B] = [ladder('forward', V), ladder('backward', V)];
    const closing = symmetric ? links : V;
    return tape.record(attentionExponent(group, dimension, reach, !symmetric), { aF, aB, F, B, closing }).A;
  });
  return tape.record(exponentialStep(group, dimension, exponents.length), { Q: exponents, U: links }).V;
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
