/** One run file, from its name on the command line to a run that is fully decided. */
import { type LoadedRun, type Overrides, runFromText } from '../input/decide.ts';
import { findPositions } from '../input/position.ts';
import { refuseMissingFiles } from './missingFiles.ts';
import { readText } from './read.ts';

/**
 * Reads and checks a run file that will be carried out, and fills in every default. Nothing is written.
 *
 * @throws InputError for anything the user has to change, files that it names and that are missing among it
 */
export function loadRun(fileName: string, overrides: Overrides = {}): LoadedRun {
  const text = readText(fileName);
  const loaded = runFromText(fileName, text, overrides);
  refuseMissingFiles(fileName, loaded.resolved, findPositions(text));
  return loaded;
}

/** The same of a run that was made and is only looked at: the files that it began from may have moved since. */
export function loadMadeRun(fileName: string, overrides: Overrides = {}): LoadedRun {
  return runFromText(fileName, readText(fileName), overrides);
}
