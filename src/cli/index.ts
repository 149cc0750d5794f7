/** Runs: their definition, their assembly from physics, and what they leave behind. */

export { type Estimates, estimatesOf } from '../analysis/result/estimates.ts';
export { type Summary, summarise } from '../analysis/result/summary.ts';
export { type ReportContent, report } from '../report/page.ts';
export { writeToml } from '../runfile/echo.ts';
export { type LoadedRun, type Overrides, runFromText } from '../runfile/input/decide.ts';
export { InputError } from '../runfile/input/problem.ts';
export { loadRun } from '../runfile/node/load.ts';
export { type Resolved, runSchema } from '../runfile/schema/index.ts';
export { type DriveOptions, drive, type LogRecord, type Outcome, RunError } from '../simulation/driver.ts';
export type {
  Assemble,
  AssembleOptions,
  Due,
  Phase,
  Simulation,
  TrajectoryRecord,
  TrajectoryRequest,
} from '../simulation/simulation.ts';
export { exitCodes, type MainOptions, main } from './main.ts';
export type { Output } from './progress/display.ts';
