/**
 * One sweep: every link of the lattice updated once, direction by direction, and within a direction the links of one
 * colour at a time (ordering.ts). A fixed order of updates, each of which leaves exp(−S) invariant, leaves it invariant.
 *
 * Random numbers: slots ((sweep · D + μ) · k) … of each site belong to its link μ, with k slots per link, so the result
 * depends neither on the machine nor on the order in which sites are visited.
 */
import {
  type GaugeField,
  type LoopAction,
  type LoopTerm,
  productCost,
  stapleField,
  termsOn,
  type WordTerm,
} from '../../gauge/index.ts';
import { type Bound, fits, type Parameters, portions } from '../../kernel/index.ts';
import { type Field, type Key, sharedField, uniformSource } from '../../lattice/index.ts';
import { isClosed, staples } from '../../loops/index.ts';
import { type LinkUpdate, linkUpdate, linkUpdateFrom } from './linkKernels.ts';
import { uniformsFor } from './moves.ts';
import { type Ordering, orderingFor } from './ordering.ts';

export interface SweepOptions {
  /** Number of this sweep within the trajectory, from 0. */
  readonly sweep: number;
  /** Of metropolis: size of a proposed change. */
  readonly width?: number;
}

/**
 * Updates all links. Returns a count: of heatbath the draws whose tries were all rejected, of metropolis the accepted
 * proposals, of overrelaxation 0.
 */
export type LinkSweep = (key: Key, options: SweepOptions) => number;

const isAdjoint = ({ representation }: LoopTerm) => representation === 'adjoint';

/**
 * Prepares sweeps of a configuration.
 *
 * @throws if a loop meets a link twice on this lattice, or if heatbath or overrelaxation is asked of an action with
 *   loops in the adjoint representation
 */
export function linkSweep(u: GaugeField, { name, terms }: LoopAction, update: LinkUpdate): LinkSweep {
  const { dimension } = u.lattice;
  const action: LoopsHere = { name, terms: termsOn(u.lattice, { name, terms }) };
  requireLinear(action, update);
  const directions = Array.from({ length: dimension }, (_, mu) => directionSweep(u, action, update, mu));
  const slots = uniformsFor(update.move, u.group, update.count) / 2;
  return (key, { sweep, width }) => {
    let tally = 0;
    directions.forEach((run, mu) => {
      tally += run(key, (sweep * dimension + mu) * slots, width);
    });
    return tally;
  };
}

/** The action's loops in the dimension of the lattice. */
interface LoopsHere {
  readonly name: string;
  readonly terms: readonly WordTerm[];
}

function requireLinear({ name, terms }: LoopsHere, { move }: LinkUpdate): void {
  const adjoint = terms.filter(isAdjoint);
  if (adjoint.length > 0 && move !== 'metropolis') {
    throw new Error(
      `The ${name} has loops in the adjoint representation, in which ${move} does not know the distribution of a link; ` +
        'use metropolis or hybrid Monte Carlo.',
    );
  }
  if (adjoint.length > 1) {
    throw new Error(`The ${name} has ${adjoint.length} terms in the adjoint representation; metropolis takes one.`);
  }
}

type DirectionSweep = (key: Key, firstSlot: number, width: number | undefined) => number;

function directionSweep(u: GaugeField, action: LoopsHere, update: LinkUpdate, mu: number): DirectionSweep {
  const { extents } = u.lattice;
  const words = action.terms.flatMap(term => term.words);
  const ordering = orderingFor(words, mu, extents);
  const products = staples(words, mu, extents).reduce((sum, { word }) => sum + word.steps.length - 1, 0);
  const small = fits(products * productCost(u.group), 'update');
  if (ordering.kind === 'checkerboard' && small && words.every(word => isClosed(word))) {
    return fused(u, action, update, mu);
  }
  if (action.terms.some(isAdjoint)) {
    throw new Error(
      `Metropolis knows adjoint plaquettes on even extents only; the ${action.name} on ${u.lattice.name} needs hybrid ` +
        'Monte Carlo.',
    );
  }
  return byColours(u, action, update, mu, ordering);
}

/** A few launches that together make the update of some links: what is left to say is the parameters. */
type Launches = (key: Key, firstSlot: number, parameters: Parameters) => number;

/** Hits of metropolis in portions that one kernel takes; `matrices` are multiplied at each of them. */
function portionsOf({ move, count }: LinkUpdate, { colours }: GaugeField['group'], matrices: number): number[] {
  if (move !== 'metropolis') return [count];
  const cost = ((colours * (colours - 1)) / 2 + 1) * 28 * colours * matrices;
  const hits = Array.from({ length: count }, (_, hit) => hit);
  return portions(hits, () => cost, 'share').map(part => part.length);
}

/** `bind` prepares the kernel for so many tries or hits, with a field of uniform numbers for them. */
function launches(
  u: GaugeField,
  update: LinkUpdate,
  sites: 'all' | 'even' | 'odd',
  matrices: number,
  bind: (count: number, random: { readonly R?: Field }) => Bound,
): Launches {
  const parts = portionsOf(update, u.group, matrices).map(count => {
    const uniforms = uniformsFor(update.move, u.group, count);
    const R =
      uniforms > 0 ? sharedField(u.lattice, 'random numbers of local updates', uniforms, { parity: sites }) : undefined;
    return { run: bind(count, R ? { R } : {}), fill: R && uniformSource(R), slots: uniforms / 2 };
  });
  return (key, firstSlot, parameters) => {
    let [tally, slot] = [0, firstSlot];
    for (const { run, fill, slots } of parts) {
      fill?.(key, slot);
      tally += run(parameters).tally ?? 0;
      slot += slots;
    }
    return tally;
  };
}

/** The parameters of a launch that every move takes from here. */
const parametersOf = (width: number | undefined) => (width === undefined ? {} : { step: width });

function fused(u: GaugeField, action: LoopsHere, update: LinkUpdate, mu: number): DirectionSweep {
  const { group, lattice } = u;
  const adjoint = action.terms.filter(isAdjoint);
  const plain = action.terms.filter(term => !isAdjoint(term));
  const lists = [...plain, ...adjoint].map(({ words }) => words);
  const coefficients = [
    ...plain.map(({ beta }) => beta / group.colours),
    ...adjoint.map(({ beta }) => beta / group.colours ** 2),
  ];
  const matrices = 2 + 2 * adjoint.flatMap(({ words }) => staples(words, mu, lattice.extents)).length;
  const halves = (['even', 'odd'] as const).map(sites =>
    launches(u, update, sites, matrices, (count, random) =>
      linkUpdate(group, lattice.dimension, mu, lists, adjoint.length > 0, update.move, count).bind(
        { U: u.field, ...random },
        { sites },
      ),
    ),
  );
  return (key, firstSlot, width) =>
    halves.reduce((tally, run) => tally + run(key, firstSlot, { c: coefficients, ...parametersOf(width) }), 0);
}

function byColours(
  u: GaugeField,
  action: LoopsHere,
  update: LinkUpdate,
  mu: number,
  ordering: Ordering,
): DirectionSweep {
  const { group, lattice } = u;
  const colourOf = coloursOf(u, ordering);
  const colours = ordering.kind === 'checkerboard' ? 2 : ordering.colours;
  const K = colourField(u, mu, colourOf);
  const C = sharedField(lattice, 'staples of local updates', group.linkSize);
  const loops = action.terms.map(({ words, beta }) => ({ words, coefficient: beta / group.colours }));
  const addUp = Array.from({ length: colours }, (_, colour) => {
    const sites = Array.from(colourOf.keys()).filter(site => colourOf[site] === colour);
    return stapleField(u, mu, loops, C, sites);
  });
  const run = launches(u, update, 'all', 2, (count, random) =>
    linkUpdateFrom(group, lattice.dimension, mu, update.move, count).bind({ U: u.field, C, K, ...random }),
  );
  return (key, firstSlot, width) => {
    let tally = 0;
    for (let colour = 0; colour < colours; colour++) {
      addUp[colour]();
      tally += run(key, firstSlot, { colour, ...parametersOf(width) });
    }
    return tally;
  };
}

/** The colour of every site. */
function coloursOf({ lattice }: GaugeField, ordering: Ordering): Int32Array {
  if (ordering.kind === 'colours') return ordering.colourOf;
  const parity = (site: number) => lattice.coordinates(site).reduce((sum, x) => sum + x, 0) % 2;
  return Int32Array.from({ length: lattice.volume }, (_, site) => parity(site));
}

/** The colours of the links of direction μ, as component μ of a field. */
function colourField({ lattice }: GaugeField, mu: number, colourOf: Int32Array): Field {
  const { dimension } = lattice;
  const numbers = new Float64Array(lattice.volume * dimension);
  colourOf.forEach((colour, site) => {
    numbers[site * dimension + mu] = colour;
  });
  return lattice.field(dimension).fromArray(numbers);
}
