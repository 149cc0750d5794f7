/** A run folder as an analysis sees it. */

import { type RunData, runDataOf } from '../../analysis/runData.ts';
import { readRunTexts } from '../../runfolder/runTexts.ts';

/** @throws InputError when it is none, the log is wrong, or its parts belong to different runs */
export function readRun(folder: string): RunData {
  return runDataOf(readRunTexts(folder));
}
