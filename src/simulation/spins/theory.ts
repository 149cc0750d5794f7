/** The theory of a run of spins: lattice, model and first configuration, from their names. */

import { FileError, type ReadSpins } from '../../files/index.ts';
import { type ChosenMachine, chooseMachine } from '../../kernel/index.ts';
import { key, Lattice } from '../../lattice/index.ts';
import { InputError } from '../../runfile/input/problem.ts';
import { machineName } from '../../runfile/schema/schedule.ts';
import type { SpinRun } from '../../runfile/schema/spin/index.ts';
import { type SpinModel, spinComponents } from '../../runfile/schema/spin/model.ts';
import {
  alignedSpins,
  type ClassicalModel,
  classicalModel,
  type DoubleExchange,
  doubleExchange,
  randomSpins,
  SpinField,
} from '../../spin/index.ts';
import { type AssembleOptions, noFiles } from '../simulation.ts';

export interface SpinTheory {
  readonly chosen: ChosenMachine;
  readonly lattice: Lattice;
  readonly model: ClassicalModel | DoubleExchange;
  readonly start: SpinField;
  /** The solver of electrons and why it was taken. */
  readonly eigenvalues: { readonly kind: string; readonly reason: string } | undefined;
}

export const spinsOnRanks = 'Spins are computed by one process; expected no --ranks.';

/** @throws InputError if the start or the solver cannot be had */
export async function spinTheoryOf(run: SpinRun, options: AssembleOptions): Promise<SpinTheory> {
  const { extent } = run.lattice;
  const { rehearsal, threads, ranks } = options;
  if (ranks) throw new InputError([spinsOnRanks]);
  const { rounding } = run.machine;
  const chosen = chooseMachine(machineName(run.machine), {
    contraction: rounding === 'fused',
    ...(rehearsal && { rehearsal: { extents: extent, ...rehearsal } }),
    ...(threads && { threads: threads(run.machine.threads) }),
  });
  const lattice = new Lattice(extent, chosen.machine);
  const { model, eigenvalues } = await modelWithSolver(run.model, extent, options);
  return { chosen, lattice, model, eigenvalues, start: startOf(run, lattice, options) };
}

async function modelWithSolver(
  section: SpinModel,
  extents: readonly number[],
  { eigenvalues, madeWith }: Pick<AssembleOptions, 'eigenvalues' | 'madeWith'>,
): Promise<Pick<SpinTheory, 'model' | 'eigenvalues'>> {
  // Last bits belong to a solver: a chain goes on with the one that it was begun with.
  if (section.kind !== 'doubleExchange') return { model: modelOf(section, extents), eigenvalues: undefined };
  const wanted = madeWith?.eigenvalues ?? section.solver;
  if (wanted === 'own' || (wanted === 'auto' && eigenvalues === undefined)) {
    const reason = wanted === 'own' ? 'own was asked for.' : 'own; there is no other here.';
    return { model: modelOf(section, extents), eigenvalues: { kind: 'own', reason } };
  }
  if (eigenvalues === undefined) {
    throw new InputError(['model.solver is "lapack", which is not to be had here; expected "own" or "auto".']);
  }
  const rows = 2 * extents.reduce((product, length) => product * length, 1);
  try {
    const { solver, report } = await eigenvalues(rows, wanted as 'auto' | 'lapack');
    return { model: modelOf(section, extents, solver), eigenvalues: report };
  } catch (error) {
    throw error instanceof Error ? new InputError([`model.solver: ${error.message}`]) : error;
  }
}

/** The model of a section [model] on a lattice of these extents. */
export function modelOf(
  section: SpinModel,
  extents: readonly number[],
  solver?: Parameters<typeof doubleExchange>[0]['solver'],
): ClassicalModel | DoubleExchange {
  if (section.kind === 'doubleExchange') {
    const { hopping, coupling, chemicalPotential, beta } = section;
    return doubleExchange({ extents, hopping, coupling, chemicalPotential, beta, ...(solver && { solver }) });
  }
  const { kind, coupling, beta, field } = section;
  return classicalModel({ kind, extents, coupling, beta, ...(field && { field }) });
}

function startOf(
  { start: { from }, model: { kind }, schedule: { seed } }: SpinRun,
  lattice: Lattice,
  { files = noFiles, announce }: AssembleOptions,
): SpinField {
  const components = spinComponents[kind];
  if (from === 'cold') return alignedSpins(lattice, components);
  if (from === 'hot') return randomSpins(lattice, key(seed, 0, 'start'), components);
  if (files.seedOf(from) === seed) {
    throw new InputError([
      `schedule.seed is ${seed}, the seed of the run that ${from} comes from; its random numbers would come again. ` +
        'Choose another seed, or go on with that run: cask resume.',
    ]);
  }
  try {
    const { configuration, remarks } = files.spins(from);
    for (const remark of remarks) announce(`${from}: ${remark}`);
    return new SpinField(
      lattice,
      lattice.field(components).fromArray(spinsFor(configuration, lattice.extents, components)),
    );
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    throw new InputError([`start.from: ${error.message} Expected "cold", "hot" or a file of spins.`]);
  }
}

/** The reals of a configuration from a file. @throws FileError if it is of another lattice or other spins */
export function spinsFor(
  { extents, components, spins }: ReadSpins['configuration'],
  wanted: readonly number[],
  wantedComponents: number,
): Float64Array {
  if (extents.join() === wanted.join() && components === wantedComponents) return spins;
  throw new FileError(
    `The file holds spins of ${components} components on ${extents.join('×')} sites; this run has ${wantedComponents} on ` +
      `${wanted.join('×')}.`,
  );
}
