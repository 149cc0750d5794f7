/** The share of accepted proposals among the latest trajectories, never across the border of two phases. */
import type { LogRecord } from '../driver.ts';
import type { Point } from './points.ts';

/** Running mean of the accept decisions over the last `span` trajectories of the same phase. */
export function runningAcceptance(records: readonly LogRecord[], span: number): Point[] {
  let accepted = 0;
  let start = 0;
  return records.map((record, index) => {
    if (index > 0 && record.phase !== records[index - 1].phase) {
      accepted = 0;
      start = index;
    }
    if (record.accepted) accepted++;
    if (index - start >= span && records[index - span].accepted) accepted--;
    return { x: record.trajectory, y: accepted / Math.min(index - start + 1, span) };
  });
}
