/**
 * The hub of a star: one token for the whole lattice, which attends to every link and to which every link attends. With queries Q
 * and keys K, and C^(i) the n_μ staples of loop i,
 *
 *   p_{i,μ}(n) = Re tr[ Q_μ C^(i)_μ(K)† ] / (N n_μ)              what a link shows: gauge invariant
 *   h_i  = Σ p_i exp(γ_i p_i) / Σ exp(γ_i p_i)                    over all links that have such loops: attention of the hub
 *   c_μ(n) = Σ_i η_i h_i p_{i,μ}(n)                               attention of the link: query times key of the hub
 *
 * With γ = 0 the hub holds averages over the volume. What links see of it costs one pass over the lattice, and reaches everywhere.
 */
import { stapleWords } from '../../gauge/index.ts';
import type { Field, Tape, Weight } from '../../lattice/index.ts';
import type { Theory } from './layer.ts';
import type { NetworkLoop } from './networkLoops.ts';
import { hubScores, hubSums, loopsAtLinks } from './starKernels.ts';
import { loopWeights, recordStaples } from './stout.ts';

export interface Hub {
  readonly loops: readonly NetworkLoop[];
  /** η_i */
  readonly strength: readonly Weight[];
  /** γ_i */
  readonly focus: readonly Weight[];
}

/** All weights zero: nobody sees anything of it. */
export function hubOf(prefix: string, loops: readonly NetworkLoop[]): Hub {
  return { loops, strength: loopWeights(`${prefix}.hub`, loops), focus: loopWeights(`${prefix}.focus`, loops) };
}

/** c_μ(n) */
export function recordHub(tape: Tape, Q: Field, K: Field, { loops, strength, focus }: Hub, theory: Theory): Field {
  const { group, extents } = theory;
  const dimension = extents.length;
  const staples = recordStaples(tape, K, theory, loops);
  const seen = loops.map((loop, i) => {
    const counts = stapleWords(loop, extents).map(words => words.length);
    const directions = counts.flatMap((count, mu) => (count > 0 ? [mu] : []));
    const { p } = tape.record(loopsAtLinks(group, counts), { Q, C: staples[i] });
    const { Y, Z } = tape.recordSums(hubSums(dimension, directions), { p }, { gamma: focus[i] });
    return { p, Y, Z };
  });
  const fields = { p: seen.map(({ p }) => p) };
  const numbers = { eta: strength, Y: seen.map(({ Y }) => Y), Z: seen.map(({ Z }) => Z) };
  return tape.record(hubScores(dimension, loops.length), fields, numbers).c;
}
