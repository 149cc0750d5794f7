/** The share of accepted proposals among the latest trajectories, never across the border of two phases. */
import type { Point } from '../points.ts';

/** One accept decision; `accepted` is left out where there was none. */
export interface Decision {
  readonly trajectory: number;
  readonly phase: string | undefined;
  readonly accepted?: boolean;
}

/** Fewer decisions than this say too little to be drawn. */
const fewestDecisions = 10;

/**
 * Running mean of the accept decisions over the last `span` trajectories of the same phase. The first few points of a
 * phase, where the mean still jumps, are left out.
 */
export function runningAcceptance(all: readonly Decision[], span: number): Point[] {
  const records = all.filter(record => record.accepted !== undefined);
  const points: Point[] = [];
  let accepted = 0;
  let start = 0;
  records.forEach((record, index) => {
    if (index > 0 && record.phase !== records[index - 1].phase) {
      accepted = 0;
      start = index;
    }
    if (record.accepted) accepted++;
    if (index - start >= span && records[index - span].accepted) accepted--;
    const decisions = Math.min(index - start + 1, span);
    if (decisions >= Math.min(fewestDecisions, span)) points.push({ x: record.trajectory, y: accepted / decisions });
  });
  return points;
}
