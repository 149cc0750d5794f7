/** Runs: their definition, their assembly from physics, and what they leave behind. */
export { type DriveOptions, drive, type LogRecord, type Outcome, RunError } from './driver.ts';
export { writeToml } from './folder/echo.ts';
export { type LoadedRun, type Overrides, runFromText } from './input/decide.ts';
export { loadRun } from './input/load.ts';
export { InputError } from './input/problem.ts';
export { exitCodes, type MainOptions, main } from './main.ts';
export type { Output } from './progress/display.ts';
export { type ReportContent, report } from './report/page.ts';
export { type Estimates, estimatesOf } from './result/estimates.ts';
export { type Summary, summarise } from './result/summary.ts';
export { type Resolved, runSchema } from './schema/index.ts';
export type {
  Assemble,
  AssembleOptions,
  Due,
  Phase,
  Simulation,
  TrajectoryRecord,
  TrajectoryRequest,
} from './simulation.ts';
