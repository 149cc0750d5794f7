/**
 * Gauge actions that are sums of loops:
 *   S = − Σ_i (β_i / N) Σ_n Σ_{W in loops i} Re tr W(n) − Σ_j (β_j / N²) Σ_n Σ_{W in loops j} |tr W(n)|²,
 * constants dropped. The second sum is over terms in the adjoint representation, in which the trace of W is |tr W|² − 1
 * (adjointAction.ts). With the plaquettes and one β this is the Wilson action (K. G. Wilson, Phys. Rev. D 10, 2445
 * (1974)).
 *
 * The differential is the adjoint of the kernels of S. The force comes from the staples of the loops (loops/staple.ts):
 * with C the sum of those of U_μ(n),
 *   dS/dq^a = (β / N) n_T project(U_μ(n) C†)^a,    tr T_a T_b = n_T δ_ab.
 */
import { algebra, type Group, links, matrices } from '../group/index.ts';
import {
  fits,
  inPlace,
  input,
  type Kernel,
  kernelFamily,
  output,
  parameter,
  portions,
  several,
  siteKernel,
  sum,
} from '../kernel/index.ts';
import { type Cite, type Field, type Functional, papers, workspaceOf } from '../lattice/index.ts';
import { type Loops, loopsIn, plaquettes, requireClosed, staples, type Word } from '../loops/index.ts';
import { addAdjointDifferential, addAdjointForce, adjointAction } from './adjointAction.ts';
import type { GaugeField } from './configuration.ts';
import { forEachDirection, theories } from './kernels.ts';
import { productCost, stapleField } from './stapleField.ts';
import { transport } from './transport.ts';
import { weightedStaples } from './weightedStaples.ts';

/** One kind of loop and its coupling. */
export interface LoopTerm {
  /** Words, or a function that gives them in any dimension: `plaquettes`. */
  readonly words: Loops;
  readonly beta: number;
  /** Default fundamental. */
  readonly representation?: 'fundamental' | 'adjoint';
}

/** A term on a lattice: its words are known. */
export interface WordTerm extends LoopTerm {
  readonly words: readonly Word[];
}

/** An action whose loops are known, so that samplers may update link by link. */
export interface LoopAction extends Functional<GaugeField> {
  readonly terms: readonly LoopTerm[];
}

const examples = () => theories().map(([group, dimension]) => [group, dimension, [plaquettes(dimension)]] as const);

/** S, as a sum over sites. */
export const loopActionKernel = kernelFamily(
  'loopAction',
  examples,
  (group: Group, dimension: number, loops: readonly (readonly Word[])[]) =>
    siteKernel(
      'loopAction',
      dimension,
      { beta: several(loops.length, parameter), U: input(links(group, dimension)), S: sum },
      ({ beta, U, S }, x) => {
        loops.forEach((words, i) => {
          const traces = words.map(path => transport(U, path, x).reTrace());
          const total = traces.reduce((a, b) => a.add(b)).mul(-1 / group.colours);
          S.add(total.mul(beta[i]));
        });
      },
    ),
);

/** dS/dq^a by staples. `extents` are needed only for words that wind around the lattice. */
export const loopForceKernel = kernelFamily(
  'loopForce',
  () => examples().map(([group, dimension, loops]) => [group, dimension, loops, undefined] as const),
  (group: Group, dimension: number, loops: readonly (readonly Word[])[], extents: readonly number[] | undefined) =>
    siteKernel(
      'loopForce',
      dimension,
      {
        beta: several(loops.length, parameter),
        U: input(links(group, dimension)),
        F: output(algebra(group, dimension)),
      },
      ({ beta, U, F }, x) =>
        forEachDirection(dimension, mu => {
          const coefficients = beta.map(b => b.mul(group.generatorNorm / group.colours));
          const staple = weightedStaples(U, x, mu, loops, coefficients, extents);
          const force = staple && group.project(U(mu, x).mul(staple.dagger()));
          F.set(mu, force ?? Array.from({ length: group.algebraSize }, () => U(mu, x).components[0].graph.constant(0)));
        }),
    ),
);

/** F_μ^a = n_T project(U_μ A†)^a from A, the staples of direction μ times their couplings. */
const forceFromStaples = kernelFamily(
  'forceFromStaples',
  () => theories().map(([group, dimension]) => [group, dimension, 1] as const),
  (group: Group, dimension: number, mu: number) =>
    siteKernel(
      'forceFromStaples',
      dimension,
      {
        U: input(links(group, dimension)),
        A: input(matrices(group, 1)),
        F: inPlace(algebra(group, dimension)),
      },
      ({ U, A, F }) =>
        F.set(
          mu,
          group.project(U(mu).mul(A(0).dagger())).map(f => f.mul(group.generatorNorm)),
        ),
    ),
);

function forceCost(terms: readonly WordTerm[], group: Group, { dimension, extents }: GaugeField['lattice']): number {
  let products = 0;
  forEachDirection(dimension, mu => {
    for (const { words } of terms) for (const { word } of staples(words, mu, extents)) products += word.steps.length;
  });
  return products * productCost(group);
}

/** Kernels that together are S, each with its couplings. */
function valueKernels(terms: readonly WordTerm[], group: Group, dimension: number) {
  const small = fits(terms.flatMap(({ words }) => words).length * 4 * productCost(group), 'share');
  const cost = ({ steps }: Word) => (steps.length - 1) * productCost(group);
  const groups = small
    ? [terms]
    : terms.flatMap(({ words, beta }) => portions(words, cost, 'share').map(part => [{ words: part, beta }]));
  return groups.map(part => {
    const loops = part.map(({ words }) => words);
    return { kernel: loopActionKernel(group, dimension, loops), beta: part.map(({ beta }) => beta) };
  });
}

/** The kernel that is the force, if one is enough. */
function forceKernel(terms: readonly WordTerm[], group: Group, lattice: GaugeField['lattice']): Kernel | undefined {
  if (!fits(forceCost(terms, group, lattice), 'whole')) return undefined;
  const loops = terms.map(({ words }) => words);
  return loopForceKernel(group, lattice.dimension, loops, lattice.extents);
}

function forceByDirections(terms: readonly WordTerm[], u: GaugeField, out: Field): void {
  const { field, group, lattice } = u;
  const workspace = workspaceOf(lattice);
  const A = workspace.take(group.linkSize);
  forEachDirection(lattice.dimension, mu => {
    const loops = terms.map(({ words, beta }) => ({ words, coefficient: beta / group.colours }));
    using addStaples = stapleField(u, mu, loops, A);
    addStaples();
    forceFromStaples(group, lattice.dimension, mu).run({ U: field, A, F: out });
  });
  workspace.giveBack(A);
}

/**
 * The terms on a lattice.
 *
 * @throws if their words are open or belong to another dimension, or a coupling is not finite, naming the action
 */
export function termsOn(
  lattice: GaugeField['lattice'],
  { name, terms }: Pick<LoopAction, 'name' | 'terms'>,
): WordTerm[] {
  try {
    return terms.map(term => {
      if (!Number.isFinite(term.beta)) throw new Error(`A coupling is a finite number; found ${term.beta}.`);
      const words = loopsIn(lattice.dimension, term.words);
      for (const path of words) requireClosed(path, lattice.extents);
      return { ...term, words };
    });
  } catch (error) {
    throw new Error(`The ${name} cannot be evaluated on ${lattice.name}. ${(error as Error).message}`, {
      cause: error,
    });
  }
}

/**
 * The action of a sum of loops, in the dimension of the field that it is evaluated on.
 *
 * @param name how it is called in logs
 */
export function loopAction(
  name: string,
  terms: readonly LoopTerm[],
  cites: readonly Cite[] = papers('Wilson:1974sk'),
): LoopAction {
  let known: OnLattice | undefined;
  const on = (u: GaugeField): OnLattice => {
    if (known?.lattice !== u.lattice || known.group !== u.group) known = onLattice(u, { name, terms });
    return known;
  };
  return {
    name,
    cites,
    terms,
    value(u) {
      const { sums, adjoint } = on(u);
      const plain = sums().reduce((S, { kernel, beta }) => S + kernel.run({ U: u.field, beta }).S, 0);
      return adjoint.reduce((S, term) => S + adjointAction(term, u), plain);
    },
    differential(u, out) {
      const { sums, adjoint } = on(u);
      out.fill(0);
      for (const { kernel, beta } of sums()) {
        kernel.adjoint(['U'], ['U']).run({ U: u.field, d_S: 1, d_U: out, beta });
      }
      for (const term of adjoint) addAdjointDifferential(term, u, out);
    },
    gradient(u, out) {
      const { plain, force, adjoint } = on(u);
      const kernel = force();
      if (plain.length === 0) out.fill(0);
      else if (kernel) kernel.run({ U: u.field, F: out, beta: plain.map(({ beta }) => beta) });
      else forceByDirections(plain, u, out);
      for (const term of adjoint) addAdjointForce(term, u, out);
    },
  };
}

/** What an action needs on a lattice, worked out once. */
interface OnLattice {
  readonly lattice: GaugeField['lattice'];
  readonly group: Group;
  readonly plain: readonly WordTerm[];
  readonly adjoint: readonly WordTerm[];
  readonly sums: () => ReturnType<typeof valueKernels>;
  readonly force: () => Kernel | undefined;
}

function onLattice({ lattice, group }: GaugeField, action: Pick<LoopAction, 'name' | 'terms'>): OnLattice {
  const all = termsOn(lattice, action);
  const plain = all.filter(({ representation }) => representation !== 'adjoint');
  const once = <T>(make: () => T) => {
    let made: { readonly value: T } | undefined;
    return () => {
      made ??= { value: make() };
      return made.value;
    };
  };
  return {
    lattice,
    group,
    plain,
    adjoint: all.filter(({ representation }) => representation === 'adjoint'),
    sums: once(() => (plain.length > 0 ? valueKernels(plain, group, lattice.dimension) : [])),
    force: once(() => (plain.length > 0 ? forceKernel(plain, group, lattice) : undefined)),
  };
}

/** The Wilson plaquette action. */
export function wilsonAction(beta: number): LoopAction {
  return loopAction(`Wilson gauge action, beta = ${beta}`, [{ words: plaquettes, beta }]);
}
