/**
 * The stout layer, the elementary covariant layer:
 *
 *   C_mu(n) = sum_i rho_i C^(i)_mu(n; B),   V_mu(n) = exp( TA( C_mu(n) B_mu(n)^dagger ) ) A_mu(n),
 *
 * C^(i) the staples of loop i. With A = B = U it is the smearing of C. Morningstar and M. Peardon, Phys. Rev. D 69,
 * 054501 (2004), eqs. 1-4 (their i Q is our TA); with trainable rho the network of Y. Nagai and A. Tomiya,
 * arXiv:2103.11965.
 */
import type { Cite, Field, Tape, Weight } from '../../lattice/index.ts';
import { exponentialStep, stapleSum, stoutExponent } from './kernels.ts';
import type { Layer, Theory } from './layer.ts';
import { type NetworkLoop, stapleWords } from './networkLoops.ts';

export const stoutPapers: readonly Cite[] = [
  {
    key: 'Morningstar:2003gk',
    bibtex: `@article{Morningstar:2003gk,
  author = {Morningstar, Colin and Peardon, Mike J.},
  title = {Analytic smearing of SU(3) link variables in lattice QCD},
  journal = {Phys. Rev. D},
  volume = {69},
  pages = {054501},
  year = {2004},
  eprint = {hep-lat/0311018}
}`,
  },
  {
    key: 'Nagai:2021bhh',
    bibtex: `@article{Nagai:2021bhh,
  author = {Nagai, Yuki and Tomiya, Akio},
  title = {Gauge covariant neural network for quarks and gluons},
  journal = {Phys. Rev. D},
  volume = {111},
  pages = {074501},
  year = {2025},
  eprint = {2103.11965}
}`,
  },
];

/** The staples of each loop, not yet weighted. */
export function recordStaples(tape: Tape, links: Field, theory: Theory, loops: readonly NetworkLoop[]): Field[] {
  const { group, extents } = theory;
  return loops.map(loop => {
    let sum: Field | undefined;
    for (const paths of portions(stapleWords(loop, extents))) {
      const kernel = stapleSum(group, extents.length, JSON.stringify(paths), sum !== undefined);
      sum = tape.record(kernel, sum ? { U: links, P: sum } : { U: links }).C;
    }
    return sum!;
  });
}

/** The adjoint of one kernel costs about links^2 products per word; beyond this much a second kernel is better. */
const largestPortion = 250;

/** The words, divided over kernels of bearable size. */
function portions(perDirection: readonly (readonly number[][])[]): number[][][][] {
  const none = () => perDirection.map((): number[][] => []);
  const list = [none()];
  let load = 0;
  perDirection.forEach((words, mu) => {
    for (const steps of words) {
      const cost = steps.length ** 2;
      if (load > 0 && load + cost > largestPortion) {
        list.push(none());
        load = 0;
      }
      load += cost;
      list[list.length - 1][mu].push(steps);
    }
  });
  return list;
}

/** exp( sum_i rho_i TA(C_i closing^dagger) ) links */
export function recordStout(
  tape: Tape,
  fields: { readonly staples: readonly Field[]; readonly closing: Field; readonly links: Field },
  rho: readonly Weight[],
  { group, extents }: Theory,
): Field {
  const { staples, closing, links } = fields;
  const named = Object.fromEntries(staples.map((C, i) => [`C${i}`, C]));
  const weights = Object.fromEntries(rho.map((weight, i) => [`rho${i}`, weight]));
  const exponent = stoutExponent(group, extents.length, staples.length);
  const { Q } = tape.record(exponent, { ...named, B: closing }, weights);
  return tape.record(exponentialStep(group, extents.length, 1), { Q0: Q, U: links }).V;
}

/** One weight per loop. @throws if there is no loop, or one is named twice */
export function loopWeights(prefix: string, loops: readonly NetworkLoop[]): Weight[] {
  if (loops.length === 0) throw new Error(`${prefix} needs at least one loop, such as "plaquette"; found none.`);
  const twice = loops.find((loop, i) => loops.indexOf(loop) !== i);
  if (twice) throw new Error(`${prefix} names the loop ${twice} twice; give every loop once.`);
  return loops.map(loop => ({ name: `${prefix}.${loop}`, value: 0 }));
}

/** V = Stout_rho(U, U), all weights zero (the identity) to begin with. */
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
