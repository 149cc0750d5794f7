/** The configurations that a run keeps: `configurations/00000100.lime` after trajectory 100. */
import { join } from 'node:path';
import {
  FileError,
  type GaugeConfiguration,
  type SpinConfiguration,
  writeBridge,
  writeIldg,
  writeNersc,
  writeSpins,
} from '../files/index.ts';
import { saveConfiguration, saveSpins } from '../files/node/index.ts';
import { InputError } from '../runfile/input/problem.ts';
import type { Resolved } from '../runfile/schema/index.ts';
import type { LogRecord } from '../simulation/driver.ts';
import type { Simulation } from '../simulation/simulation.ts';
import type { Lock } from './lock.ts';
import type { Documents } from './qcdml.ts';
import { writeInto } from './write.ts';

type Wanted = NonNullable<Resolved['output']['configurations']>;

const endings = { ildg: 'lime', nersc: 'nersc', bridge: 'txt', safetensors: 'safetensors' } as const;
const linkWriters = { ildg: writeIldg, nersc: writeNersc, bridge: writeBridge } as const;

type LinkFormat = keyof typeof linkWriters;
const isOfSpins = (found: GaugeConfiguration | SpinConfiguration): found is SpinConfiguration => 'spins' in found;

export const configurationFolder = 'configurations';

/** Refuses, before the first trajectory, a format that cannot hold the configurations of this run. @throws InputError */
export function refuseUnfitFormat(wanted: Wanted | undefined, simulation: Simulation): void {
  if (wanted === undefined) return;
  if (!simulation.configuration) {
    throw new InputError(['output.configurations is given, but this chain has no configurations.']);
  }
  try {
    const configuration = simulation.configuration();
    if (isOfSpins(configuration)) writeSpins(configuration);
    else linkWriters[wanted.format as LinkFormat](configuration);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    throw new InputError([`output.configurations.format is "${wanted.format}": ${error.message}`]);
  }
}

/**
 * Saves the configuration of a trajectory where it is due, beside ILDG files with their documents.
 *
 * @throws RunError naming the file and the cause
 */
export function keepConfiguration(
  lock: Lock,
  wanted: Wanted | undefined,
  simulation: Simulation,
  { trajectory, phase }: Pick<LogRecord, 'trajectory' | 'phase'>,
  documents?: Documents,
): void {
  if (wanted === undefined || phase !== 'production' || trajectory % wanted.every !== 0) return;
  writeInto(lock, configurationFolder, target => {
    const path = join(target, `${String(trajectory).padStart(8, '0')}.${endings[wanted.format]}`);
    const configuration = simulation.configuration!();
    if (isOfSpins(configuration)) {
      saveSpins(path, configuration);
      return;
    }
    if (wanted.format !== 'ildg' || documents === undefined) {
      saveConfiguration(path, configuration, { format: wanted.format as LinkFormat });
      return;
    }
    saveConfiguration(path, configuration, { format: 'ildg', lfn: documents.lfn(trajectory) });
    documents.write(target, path, trajectory, configuration);
  });
}
