/** From the names in a run file to physics, and the driver that makes trajectory after trajectory. */

export { assemble } from './assemble.ts';
export { type DriveOptions, drive, type LogRecord, nextTurn, type Outcome, RunError } from './driver.ts';
export { checkedLine, type Logged, lineOfRecord, recordOfLine } from './log/index.ts';
export type {
  Assemble,
  AssembleOptions,
  Due,
  Phase,
  RunFiles,
  Simulation,
  TrajectoryRecord,
  TrajectoryRequest,
} from './simulation.ts';
