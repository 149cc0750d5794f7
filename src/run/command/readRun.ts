/** A run folder as an analysis sees it. */
import { type RunData, runDataOf } from '../analyse/runData.ts';
import { readRunTexts } from '../folder/runTexts.ts';

/** @throws InputError when it is none, the log is wrong, or its parts belong to different runs */
export function readRun(folder: string): RunData {
  return runDataOf(readRunTexts(folder));
}
