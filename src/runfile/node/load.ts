/** One run file, from its name on the command line to a run that is fully decided. */
import { type LoadedRun, type Overrides, runFromText } from '../input/decide.ts';
import { findPositions } from '../input/position.ts';
import { refuseMissingFiles } from './missingFiles.ts';
import { readText } from './read.ts';

/**
 * Reads and checks a run file and fills in every default. Nothing is written.
 *
 * @throws InputError for anything the user has to change
 */
export function loadRun(fileName: string, overrides: Overrides = {}): LoadedRun {
  const text = readText(fileName);
  const loaded = runFromText(fileName, text, overrides);
  refuseMissingFiles(fileName, loaded.resolved, findPositions(text));
  return loaded;
}
