/** Trajectories as lines of `log.jsonl`. */

export { checkedLine } from './checkedLines.ts';
export { type Logged, lineOfRecord, recordOfLine } from './logLine.ts';
