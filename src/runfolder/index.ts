/** The folder that a run leaves behind: log, lock, checkpoints, provenance. */

export { type CheckpointFacts, newestCheckpoint } from './checkpoint.ts';
export { readLog } from './log.ts';
export { filesOnDisk } from './runFiles.ts';
export { readRunTexts } from './runTexts.ts';
