/**
 * A rehearsal: how much memory a run will need, seen on a small lattice. It is assembled as the run is, makes a few
 * trajectories of each phase and measures all that the run measures, while its machine counts every piece of memory at
 * the size that it has on the lattice of the run (`Machine.memory`). Nothing is fitted: what is added to the code of an
 * action or an observable is counted by itself.
 */

import { inconsistencies } from '../runfile/schema/consistency.ts';
import type { Resolved } from '../runfile/schema/index.ts';
import { shortened } from './shortened.ts';
import type { Assemble, Due, Phase, RunFiles, Simulation } from './simulation.ts';

export interface Rehearsed {
  /** Bytes of machine memory at the peak: fields, tables and what else kernels need. */
  readonly fields: number;
  /** Bytes by which memory in use grew from one complete trajectory to the next; 0 if all is given back. */
  readonly growth: number;
  /** Bytes of the lists of two checkpoints: of the one that is written and of the one before. */
  readonly checkpoint: number;
  /** Bytes of machine memory that the rehearsal itself has used. */
  readonly touched: number;
  /** Sites of the run for each site of the rehearsal. */
  readonly sitesPerSite: number;
}

export interface RehearsalOptions {
  readonly assemble: Assemble;
  readonly files?: RunFiles;
  /** Called when everything is compiled and prepared, before lists are looked at. */
  readonly onPrepared?: () => void;
  /** Called while lists of numbers as long as the lattice are alive outside of the machine. */
  readonly onLists?: () => void;
}

/** @throws what assembling or a trajectory throws */
export async function rehearse(
  run: Resolved,
  { assemble, files, onPrepared, onLists }: RehearsalOptions,
): Promise<Rehearsed> {
  const options = {
    announce() {},
    ...(files ? { files } : {}),
    rehearsal: { large: run.lattice.extent, ...(onLists ? { onLists } : {}) },
  };
  const { small, simulation } = await smallest(run, small => assemble(small, options));
  const memory = () => simulation.memory?.() ?? { live: 0, peak: 0, touched: 0 };
  const inUse: number[] = [];
  let trajectory = 0;
  const make = async (phase: Phase, measure: Due) => {
    trajectory++;
    await simulation.next({ trajectory, phase, measure });
    inUse.push(memory().live);
  };
  try {
    await make('thermalise', {});
    if (run.schedule.train > 0) for (let k = 0; k < 2; k++) await make('train', {});
    simulation.freeze?.();
    const everything = Object.fromEntries(Object.keys(run.measure).map(name => [name, true]));
    for (const measure of [everything, {}]) await make('production', measure);
    onPrepared?.();
    await make('production', everything);
    // Once what is written, once what the checkpoint before has left and V8 has not collected yet.
    const lists = Object.values(simulation.state?.() ?? {});
    const checkpoint = 2 * lists.reduce((bytes, list) => bytes + list.byteLength, 0);
    if (run.output.configurations || run.start.from !== 'cold') keep(simulation.configuration?.());
    // The first measurements make what later ones use again; without them each trajectory is like the one before.
    const growth = inUse.at(-1)! - inUse.at(-3)!;
    const { peak, touched } = memory();
    return { fields: peak, growth, checkpoint, touched, sitesPerSite: sites(run) / sites(small) };
  } finally {
    await simulation.close?.();
  }

  function keep(lists: unknown): void {
    if (lists !== undefined) onLists?.();
  }
}

const sites = ({ lattice }: Pick<Resolved, 'lattice'>) =>
  lattice.extent.reduce((product, length) => product * length, 1);

const shortest = 4;

/** The same run on the smallest lattice that it can be assembled on, from links that are one, with short trajectories. */
async function smallest(
  run: Resolved,
  assembled: (small: Resolved) => Simulation | Promise<Simulation>,
): Promise<{ small: Resolved; simulation: Simulation }> {
  for (let longest = shortest; ; longest *= 2) {
    // Odd extents stay odd: they have no even and odd sites.
    const extent = run.lattice.extent.map(length => Math.min(length, length % 2 === 0 ? longest : longest - 1));
    const small = shortened(run, extent);
    const isWhole = extent.join() === run.lattice.extent.join();
    if (!isWhole && inconsistencies(small).length > 0) continue;
    try {
      return { small, simulation: await assembled(small) };
    } catch (error) {
      // Loops may wind round a small box; on the lattice of the run itself nothing is left to try.
      if (isWhole) throw error;
    }
  }
}
