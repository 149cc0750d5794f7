/**
 * The stout layer, the elementary covariant layer:
 *
 *   C_μ(n) = Σ_i ρ_i C^(i)_μ(n; B),   V_μ(n) = exp( TA( C_μ(n) B_μ(n)† ) ) A_μ(n),
 *
 * C^(i) the staples of loop i. With A = B = U it is the smearing of C. Morningstar and M. Peardon, Phys. Rev. D 69,
 * 054501 (2004), eqs. 1-4 (their i Q is our TA); with trainable ρ the network of Y. Nagai and A. Tomiya,
 * arXiv:2103.11965.
 */
import { recordStapleSum, recordStout, stapleWords } from '../../gauge/index.ts';
import { type Cite, type Field, papers, type Tape, type Weight } from '../../lattice/index.ts';
import type { Layer, Theory } from './layer.ts';
import type { NetworkLoop } from './networkLoops.ts';

export const stoutPapers: readonly Cite[] = papers('Morningstar:2003gk', 'Nagai:2021bhh');

/** The staples of each loop, not yet weighted. */
export function recordStaples(tape: Tape, links: Field, theory: Theory, loops: readonly NetworkLoop[]): Field[] {
  const { group, extents } = theory;
  return loops.map(loop => recordStapleSum(tape, links, group, stapleWords(loop, extents)));
}

/** One weight per loop. @throws if there is no loop, or one is named twice */
export function loopWeights(prefix: string, loops: readonly NetworkLoop[]): Weight[] {
  if (loops.length === 0) throw new Error(`${prefix} needs at least one loop, such as "plaquette"; found none.`);
  const twice = loops.find((loop, i) => loops.indexOf(loop) !== i);
  if (twice) throw new Error(`${prefix} names the loop ${twice} twice; give every loop once.`);
  return loops.map(loop => ({ name: `${prefix}.${loop}`, value: 0 }));
}

/** V = Stout_ρ(U, U), all weights zero (the identity) to begin with. */
export function stoutLayer(name: string, loops: readonly NetworkLoop[] = ['plaquette']): Layer {
  const weights = loopWeights(`${name}.rho`, loops);
  return {
    name,
    weights,
    cites: stoutPapers,
    forward(tape, links, theory) {
      const staples = recordStaples(tape, links, theory, loops);
      return recordStout(tape, { staples, closing: links, links }, weights, theory);
    },
  };
}
