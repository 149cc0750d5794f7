/** The first configuration of a run: cold, hot, or out of a file of any format that is read. */
import { ChecksumError, FileError, gaugeFieldOf } from '../../files/index.ts';
import { coldStart, constantFlux, type GaugeField, hotStart, instanton } from '../../gauge/index.ts';
import type { Group } from '../../group/index.ts';
import { key, type Lattice } from '../../lattice/index.ts';
import { InputError } from '../../runfile/input/problem.ts';
import type { GaugeRun } from '../../runfile/schema/index.ts';
import { type AssembleOptions, noFiles, type RunFiles } from '../simulation.ts';

/**
 * @param announce gets the remarks of the reader on a file
 * @throws InputError when the file cannot be used
 */
export function startOf(
  { start: { from, radius, checksum }, schedule: { seed } }: GaugeRun,
  lattice: Lattice,
  group: Group,
  { files = noFiles, announce }: AssembleOptions,
): GaugeField {
  if (from === 'cold') return coldStart(lattice, group);
  if (from === 'hot') return hotStart(lattice, group, key(seed, 0, 'start'));
  if (from === 'flux') return constantFlux(lattice, group);
  if (from === 'instanton' || from === 'antiinstanton') {
    const charge = from === 'instanton' ? 1 : -1;
    return instanton(lattice, group, { charge, ...(radius === undefined ? {} : { radius }) });
  }
  refuseSameNumbers(from, seed, files);
  try {
    const { configuration, remarks } = files.configuration(from, {
      extents: lattice.extents,
      ignoreChecksum: checksum === 'ignore',
    });
    for (const remark of remarks) announce(`${from}: ${remark}`);
    return gaugeFieldOf(configuration, lattice, group);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    const way = error instanceof ChecksumError ? ' With start.checksum = "ignore" it is used all the same.' : '';
    throw new InputError([`start.from: ${error.message}${way} Expected "cold", "hot" or the file of a configuration.`]);
  }
}

/** A chain that starts from another's configuration with the seed of that one would draw its numbers once more. */
function refuseSameNumbers(path: string, seed: number, files: RunFiles): void {
  if (files.seedOf(path) !== seed) return;
  throw new InputError([
    `schedule.seed is ${seed}, the seed of the run that ${path} comes from; its random numbers would come again. ` +
      'Choose another seed, or go on with that run: cask resume.',
  ]);
}
