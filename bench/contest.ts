// One kernel on one lattice in all its forms: Cask at both widths, loops in JavaScript, C site by site, C with lanes.
import { hoppingTerm } from '../src/fermion/index.ts';
import { stapleSum, stapleWords } from '../src/gauge/index.ts';
import { algebra, groupNamed, links } from '../src/group/index.ts';
import { type Bound, input, type Kernel, Machine, output, siteKernel } from '../src/kernel/index.ts';
import { axpy, dot, Lattice } from '../src/lattice/index.ts';
import { alignedReals, type CKernels, type Extents, type Group, type Reals } from './c/build.ts';
import { flops as customaryFlops, traffic } from './c/cost.ts';
import { reals } from './c/layout.ts';
import { warmUp } from './engine.ts';
import { javascript, axpy as javascriptAxpy, dot as javascriptDot, neighbourTable } from './javascript/kernels.ts';
import type { Candidate } from './timing.ts';

export const contests = ['staggered', 'staples', 'exponential', 'axpy', 'dot'] as const;
export type Contest = (typeof contests)[number];

const dimension = 4;
const groups = { su2: groupNamed('SU(2)'), su3: groupNamed('SU(3)') } as const;
const volumeOf = (extents: Extents) => extents.reduce((a, b) => a * b, 1);

/** Operations and least traffic in bytes of one run; one count for all candidates. */
export function costOf(contest: Contest, group: Group, extents: Extents): { flops: number; bytes: number } {
  const sites = volumeOf(extents);
  const { colour } = reals[group];
  if (contest === 'axpy') return { flops: 2 * colour * sites, bytes: 8 * 3 * colour * sites };
  if (contest === 'dot') return { flops: 2 * colour * sites, bytes: 8 * 2 * colour * sites };
  return { flops: customaryFlops[group][contest] * sites, bytes: 8 * traffic(group, contest) * sites };
}

function candidate(name: string, run: () => void, contest: Contest, group: Group, extents: Extents): Candidate {
  return { name, run, ...costOf(contest, group, extents), sites: volumeOf(extents) };
}

/** U_mu(x) = exp(P_mu(x)), in one kernel for all directions. */
function exponentialKernel(group: Group): Kernel {
  return siteKernel(
    'exponential',
    dimension,
    { P: input(algebra(groups[group], dimension)), U: output(links(groups[group], dimension)) },
    ({ P, U }) => {
      for (let mu = 0; mu < dimension; mu++) U.set(mu, groups[group].exponential(P(mu)));
    },
  );
}

const exponentials = { su2: exponentialKernel('su2'), su3: exponentialKernel('su3') };

/** The kernels that Cask itself uses; for each role the number of reals, and the parameters. */
function caskKernel(contest: Contest, group: Group, extents: Extents): { kernel: Kernel; parameters?: { a: number } } {
  switch (contest) {
    case 'staggered':
      return { kernel: hoppingTerm(groups[group], dimension) };
    case 'staples':
      return {
        kernel: stapleSum(groups[group], dimension, stapleWords('plaquette', extents), false),
      };
    case 'exponential':
      return { kernel: exponentials[group] };
    case 'axpy':
      return { kernel: axpy(reals[group].colour, dimension), parameters: { a: 1e-9 } };
    case 'dot':
      return { kernel: dot(reals[group].colour, dimension) };
  }
}

/** Cask on random fields of its own. */
export function caskCandidate(kind: string, contest: Contest, group: Group, extents: Extents): Candidate {
  const lattice = new Lattice(extents, new Machine(kind));
  const { kernel, parameters } = caskKernel(contest, group, extents);
  const fields = Object.fromEntries(
    Object.entries(kernel.roles).flatMap(([name, role]) => {
      if (!('type' in role)) return [];
      const field = lattice.field(role.type.components);
      fillWithWaves(field.storage.values);
      return [[name, field]];
    }),
  );
  const bound: Bound = kernel.bind(fields);
  return candidate(`Cask ${kind}`, () => bound(parameters), contest, group, extents);
}

/** Numbers of order one that cost nothing to make. */
function fillWithWaves(values: Reals): void {
  for (let k = 0; k < values.length; k++) values[k] = ((k * 7919) % 1009) / 1009 - 0.5;
}

interface Shapes {
  readonly from: number;
  readonly to: number;
}

/** Reals per site of the field that goes in (beside the links) and of the field that comes out. */
function shapesOf(contest: Contest, group: Group): Shapes {
  const { links: link, colour, algebra: momentum } = reals[group];
  switch (contest) {
    case 'staples':
      return { from: 0, to: link };
    case 'exponential':
      return { from: momentum, to: link };
    default:
      return { from: colour, to: colour };
  }
}

interface Arrays {
  readonly U: Reals;
  readonly from: Reals;
  readonly to: Reals;
}

/** Aligned arrays that all C and JavaScript candidates share: the numbers in them do not matter. */
export function arraysFor(contest: Contest, group: Group, extents: Extents): Arrays {
  const shapes = shapesOf(contest, group);
  const sites = volumeOf(extents);
  const usesLinks = contest === 'staggered' || contest === 'staples';
  const [U, from, to] = [usesLinks ? reals[group].links : 0, shapes.from, shapes.to].map(count => {
    const values = alignedReals(sites * count);
    fillWithWaves(values);
    return values;
  });
  return { U, from, to };
}

export function cCandidate(c: CKernels, contest: Contest, group: Group, extents: Extents, arrays: Arrays): Candidate {
  const { U, from, to } = arrays;
  const here = Int32Array.from(extents);
  const neighbours = contest === 'staggered' || contest === 'staples' ? c.neighbours(extents) : new Int32Array(0);
  const runs: Record<Contest, () => void> = {
    staggered: () => c[group].staggered(here, neighbours, U, from, to),
    staples: () => c[group].staples(here, neighbours, U, to),
    exponential: () => c[group].exponential(here, from, to),
    axpy: () => c.axpy(from.length, 1e-9, from, to),
    dot: () => c.dot(from.length, from, to),
  };
  return candidate(c.name, runs[contest], contest, group, extents);
}

export function javascriptCandidate(contest: Contest, group: Group, extents: Extents, arrays: Arrays): Candidate {
  const { U, from, to } = arrays as Readonly<Record<keyof Arrays, Float64Array>>;
  const neighbours = neighbourTable(extents);
  const runs: Record<Contest, () => void> = {
    staggered: () => javascript[group].staggered(neighbours, U, from, to),
    staples: () => javascript[group].staples(neighbours, U, to),
    exponential: () => javascript[group].exponential(from, to),
    axpy: () => javascriptAxpy(1e-9, from, to),
    dot: () => javascriptDot(from, to),
  };
  const run = runs[contest];
  warmUp(run);
  return candidate('JavaScript', run, contest, group, extents);
}
