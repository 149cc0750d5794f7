/**
 * Gauge actions that are sums of loops:
 *   S = - sum_i (beta_i / N) sum_n sum_{W in loops i} Re tr W(n),
 * constants dropped; with the plaquettes and one beta, the Wilson action (K. G. Wilson, Phys. Rev. D 10, 2445 (1974)).
 *
 * The force comes from the symbolic derivative of the loops: with C the sum of the staples of U_mu(n),
 *   dS/dq^a = (beta / N) n_T project(U_mu(n) C^dagger)^a,    tr T_a T_b = n_T delta_ab.
 */
import { algebra, type Group, links, type Matrix } from '../group/index.ts';
import { input, kernelFamily, output, parameter, type Real, siteKernel, sum } from '../kernel/index.ts';
import type { Cite, Functional } from '../lattice/index.ts';
import { plaquettes, staples, type Word } from '../loops/index.ts';
import type { GaugeField } from './configuration.ts';
import { forEachDirection, theories } from './kernels.ts';
import { transport, wordsFromText, wordsToText } from './transport.ts';

/** One kind of loop and its coupling. */
export interface LoopTerm {
  readonly words: readonly Word[];
  readonly beta: number;
}

const examples = () =>
  theories().map(([group, dimension]) => [group, dimension, wordsToText([plaquettes(dimension)])] as const);

const betas = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`beta${i}`, parameter]));

/** S, as a sum over sites. */
export const loopActionKernel = kernelFamily(
  'loopAction',
  examples,
  (group: Group, dimension: number, loops: string) => {
    const lists = wordsFromText(loops, dimension);
    return siteKernel(
      'loopAction',
      dimension,
      { ...betas(lists.length), U: input(links(group, dimension)), S: sum },
      ({ U, S, ...couplings }, x) => {
        lists.forEach((words, i) => {
          const traces = words.map(path => transport(U, path, x).reTrace());
          const total = traces.reduce((a, b) => a.add(b)).mul(-1 / group.colours);
          S.add(total.mul((couplings as unknown as Record<string, Real>)[`beta${i}`]));
        });
      },
    );
  },
);

/** dS/dq^a by staples. `extents` (as text) is needed only for words that wind around the lattice. */
export const loopForceKernel = kernelFamily(
  'loopForce',
  () => examples().map(([group, dimension, loops]) => [group, dimension, loops, ''] as const),
  (group: Group, dimension: number, loops: string, extents: string) => {
    const lists = wordsFromText(loops, dimension);
    const wind = extents === '' ? undefined : extents.split('x').map(Number);
    return siteKernel(
      'loopForce',
      dimension,
      { ...betas(lists.length), U: input(links(group, dimension)), F: output(algebra(group, dimension)) },
      ({ U, F, ...couplings }, x) =>
        forEachDirection(dimension, mu => {
          const parts = lists.flatMap((words, i) => {
            const lines = staples(words, mu, wind).map(({ word: path, multiplicity }) => {
              const line = transport(U, path, x);
              return multiplicity === 1 ? line : line.scale(multiplicity);
            });
            if (lines.length === 0) return [];
            const beta = (couplings as unknown as Record<string, Real>)[`beta${i}`];
            return [lines.reduce((a, b) => a.add(b)).scale(beta.mul(group.generatorNorm / group.colours))];
          });
          const staple: Matrix = parts.reduce((a, b) => a.add(b));
          F.set(mu, group.project(U(mu, x).mul(staple.dagger())));
        }),
    );
  },
);

const wilson: Cite = {
  key: 'Wilson:1974sk',
  bibtex: `@article{Wilson:1974sk,
  author = {Wilson, Kenneth G.},
  title = {Confinement of Quarks},
  journal = {Phys. Rev. D},
  volume = {10},
  pages = {2445--2459},
  year = {1974},
  doi = {10.1103/PhysRevD.10.2445}
}`,
};

/**
 * The action of a sum of loops.
 *
 * @param name how it is called in logs
 */
export function loopAction(name: string, terms: readonly LoopTerm[]): Functional<GaugeField> {
  const loops = wordsToText(terms.map(({ words }) => words));
  const parameters = Object.fromEntries(terms.map(({ beta }, i) => [`beta${i}`, beta]));
  return {
    name,
    cites: [wilson],
    value: ({ field, group, lattice }) =>
      loopActionKernel(group, lattice.dimension, loops).run({ U: field, ...parameters }).S,
    gradient({ field, group, lattice }, out) {
      const { dimension, extents } = lattice;
      loopForceKernel(group, dimension, loops, extents.join('x')).run({ U: field, F: out, ...parameters });
    },
  };
}

/** The Wilson plaquette action. */
export function wilsonAction(beta: number, dimension = 4): Functional<GaugeField> {
  return loopAction(`Wilson gauge action, beta = ${beta}`, [{ words: plaquettes(dimension), beta }]);
}
