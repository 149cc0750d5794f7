/** A run folder as an analysis sees it. */

import { type RunData, runsDataOf } from '../../analysis/runData.ts';
import { readRunTexts } from '../../runfolder/runTexts.ts';

/** @throws InputError when one is none, a log is wrong, or parts of a folder belong to different runs */
export function readRuns(folders: readonly string[]): RunData[] {
  return runsDataOf(folders.map(readRunTexts));
}

/** The same of one folder. */
export function readRun(folder: string): RunData {
  return readRuns([folder])[0];
}
