/** Configuration files to show, convert and measure, written by Cask or by other codes. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { configurationOf } from '../../src/files/index.ts';
import { type SaveOptions, saveConfiguration } from '../../src/files/node/index.ts';
import { type GaugeField, hotStart } from '../../src/gauge/index.ts';
import { groupNamed } from '../../src/group/index.ts';
import { key, Lattice } from '../../src/lattice/index.ts';

export function hot(group: string, extents: readonly number[], seed = 1): GaugeField {
  return hotStart(new Lattice(extents), groupNamed(group), key(seed, 0, 'start'));
}

export function saved(path: string, u: GaugeField, options: SaveOptions = { format: 'ildg' }): string {
  saveConfiguration(path, configurationOf(u), options);
  return path;
}

/** Files of other codes are not part of the project: `CASK_DATA`, or the folder beside the repository. */
const folder = process.env.CASK_DATA ?? join(import.meta.dirname, '..', '..', '..', 'shared', 'data');
export const foreignFilesPresent = existsSync(join(folder, 'milc'));
if (!foreignFilesPresent) console.warn(`Skipped: no files of other codes in ${folder}; set CASK_DATA to their folder.`);
export const foreign = (path: string) => join(folder, path);
