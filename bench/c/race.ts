// The C builds against each other: `node bench/c/race.ts [nx ny nz nt]`. Shows which C is the one to beat here.
import { type Candidate, fastest, timed, timingTable } from '../timing.ts';
import {
  alignedReals,
  type CKernels,
  type Extents,
  type Group,
  gccIsMissing,
  gccVersion,
  loadKernels,
  racingBuilds,
} from './build.ts';
import { domainWallSlices, flops, type KernelName, traffic } from './cost.ts';
import { reals, toLanes } from './layout.ts';

/** One C kernel on random fields of its own, ready to be timed. Rounding is all that differs between two builds. */
export function cCandidate(c: CKernels, group: Group, kernel: KernelName, extents: Extents): Candidate {
  const { lanes, precision } = c.build;
  const sites = extents.reduce((a, b) => a * b, 1);
  const shape = reals[group];
  const here = Int32Array.from(extents);
  const neighbours = c.neighbours(extents);
  const random = (components: number) =>
    toLanes(
      Float64Array.from({ length: sites * components }, () => Math.random() - 0.5),
      components,
      lanes,
      precision,
    );
  const field = {
    staggered: shape.colour,
    fatlong: shape.colour,
    wilson: shape.spinor,
    domainwall: shape.spinor * domainWallSlices,
    clover: shape.spinor,
    staples: shape.links,
    exponential: shape.algebra,
  }[kernel];
  const from = random(field);
  const links = kernel === 'exponential' || kernel === 'staples' ? from : random(shape.links);
  const [fatAndLong, farNeighbours] =
    kernel === 'fatlong' ? [random(2 * shape.links), c.farNeighbours(extents)] : [from, neighbours];
  const blocks = kernel === 'clover' ? random(shape.blocks) : from;
  const to = alignedReals(sites * (kernel === 'exponential' ? shape.links : field), precision);
  const kernels = c[group];
  const runs: Record<KernelName, () => void> = {
    staggered: () => kernels.staggered(here, neighbours, links, from, to),
    fatlong: () => kernels.fatlong(here, farNeighbours, fatAndLong, from, to),
    domainwall: () => kernels.domainwall(here, neighbours, domainWallSlices, links, from, to),
    wilson: () => kernels.wilson(here, neighbours, links, from, to),
    clover: () => kernels.clover(here, neighbours, links, blocks, from, to),
    staples: () => kernels.staples(here, neighbours, links, to),
    exponential: () => kernels.exponential(here, from, to),
  };
  const bytes = traffic(group, kernel) * sites * (precision === 'double' ? 8 : 4);
  return { name: c.name, run: runs[kernel], flops: flops[group][kernel] * sites, bytes, sites };
}

async function race(extents: Extents): Promise<void> {
  if (gccVersion() === undefined) throw new Error(gccIsMissing);
  const builds = await Promise.all(racingBuilds('double', [2, 4]).map(loadKernels));
  for (const group of ['su3', 'su2'] as const) {
    for (const kernel of [
      'staggered',
      'fatlong',
      'wilson',
      'domainwall',
      'clover',
      'staples',
      'exponential',
    ] as const) {
      const timings = timed(
        builds.map(c => cCandidate(c, group, kernel, extents)),
        { rounds: 8, turn: 3 },
      );
      console.log(`\n${kernel} ${group}, ${extents.join('×')}\n${timingTable(timings, fastest(timings))}`);
    }
  }
}

if (import.meta.main) {
  const given = process.argv.slice(2).map(Number);
  await race(given.length === 4 ? (given as unknown as Extents) : [8, 8, 8, 8]);
}
