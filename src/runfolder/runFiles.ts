/** The files that a run names, on a disk. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { FileError } from '../files/index.ts';
import { openConfiguration, openSpins, storedLinks, storedSpins } from '../files/node/index.ts';
import type { RunFiles } from '../simulation/simulation.ts';
import { readWeights } from './weights.ts';

export const filesOnDisk: RunFiles = {
  configuration: openConfiguration,
  seedOf(configuration) {
    try {
      return JSON.parse(readFileSync(join(dirname(configuration), '..', 'provenance.json'), 'utf8')).seed;
    } catch {
      return undefined;
    }
  },
  weights: readWeights,
  spins: openSpins,
  spinsIn(folder) {
    const files = storedSpins(folder);
    if (files === undefined) throw new FileError(`${folder} is no folder; expected one with files of spins.`);
    return files;
  },
  linksIn(folder) {
    const files = storedLinks(folder);
    if (files === undefined) throw new FileError(`${folder} is no folder; expected one with configurations.`);
    return files;
  },
};
