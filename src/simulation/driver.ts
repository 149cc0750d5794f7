/** Drives a simulation through its schedule: thermalise → train → production, one trajectory at a time. */
import type { Resolved } from '../runfile/schema/index.ts';
import type { ProgressListener } from './progress.ts';
import { type Due, type Phase, phases, type Simulation, type TrajectoryRecord } from './simulation.ts';

/** One line of `log.jsonl`. */
export interface LogRecord extends TrajectoryRecord {
  readonly trajectory: number;
  readonly phase: Phase;
  /** Wall-clock time of the trajectory with its measurements; kept in `timings.jsonl`. */
  readonly seconds: number;
}

/** The run cannot go on. The message is a sentence for the user; the log up to here is kept. */
export class RunError extends Error {
  override readonly name = 'RunError';
}

export type Outcome = 'complete' | 'interrupted';

export interface DriveOptions {
  /** Number of the last trajectory that was finished before, by an earlier part of the run. Default 0. */
  readonly after?: number;
  /** Called after each trajectory, in order. */
  readonly onTrajectory: (record: LogRecord) => void;
  readonly progress?: ProgressListener;
  /** Asked between trajectories; true ends the run there. */
  readonly stopRequested?: () => boolean;
  /** Milliseconds, for the duration of trajectories. */
  readonly now?: () => number;
  /** Awaited before each trajectory. Default: one turn of the event loop. */
  readonly turn?: () => Promise<void>;
}

/** Number of trajectories of each phase. */
export function phaseLengths({ schedule }: Pick<Resolved, 'schedule'>): Record<Phase, number> {
  return { thermalise: schedule.thermalise, train: schedule.train, production: schedule.trajectories };
}

/**
 * Runs all trajectories of a schedule. Between two trajectories the event loop turns once, so that signals and other
 * callbacks are heard although a trajectory itself is one synchronous computation.
 *
 * @returns whether the schedule was completed or a stop was requested
 * @throws RunError when a number of a trajectory is not finite, or exp(−ΔH) overflows; whatever `next` throws
 */
export async function drive(
  simulation: Simulation,
  resolved: Pick<Resolved, 'schedule' | 'measure'>,
  {
    after = 0,
    onTrajectory,
    progress,
    stopRequested = () => false,
    now = () => performance.now(),
    turn = nextTurn,
  }: DriveOptions,
): Promise<Outcome> {
  const lengths = phaseLengths(resolved);
  let last = 0;
  let trajectory = after;
  for (const phase of phases) {
    last += lengths[phase];
    if (phase === 'production') simulation.freeze?.();
    while (trajectory < last) {
      await turn();
      if (stopRequested()) return 'interrupted';
      trajectory++;
      progress?.trajectory(trajectory);
      const start = now();
      const record = await simulation.next({ trajectory, phase, measure: dueAt(trajectory, resolved.measure) });
      const seconds = (now() - start) / 1000;
      refuseWrongNumbers(record, trajectory, phase);
      onTrajectory({ trajectory, phase, ...record, seconds });
    }
  }
  progress?.trajectory(0);
  return 'complete';
}

/** One turn of the event loop: pending signals and messages are delivered before it ends. */
export function nextTurn(): Promise<void> {
  if (typeof setImmediate === 'function') return new Promise(resolve => setImmediate(resolve));
  // Browsers make timers wait for milliseconds, a message not.
  return new Promise(resolve => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}

/** What is due on a trajectory: observables with `every = k` on k, 2k, 3k … */
export function dueAt(trajectory: number, measure: Resolved['measure']): Due {
  const isDue = (entry: { readonly every: number } | undefined) =>
    entry !== undefined && trajectory % entry.every === 0;
  return Object.fromEntries(Object.entries(measure).map(([name, entry]) => [name, isDue(entry)]));
}

/** exp(−ΔH) is a double only above this ΔH. */
const lowestDeltaH = -700;

function refuseWrongNumbers(record: TrajectoryRecord, trajectory: number, phase: Phase): void {
  const place = `in trajectory ${trajectory} (${phase})`;
  const keptLog = 'The run stopped there and the log before it is kept.';
  for (const [quantity, value] of numbersOf(record)) {
    if (Number.isFinite(value)) continue;
    throw new RunError(
      `${quantity} is ${value} ${place}; expected a finite number. ${keptLog} ${adviceFor(quantity)}`.trim(),
    );
  }
  if (record.deltaH !== undefined && record.deltaH < lowestDeltaH && phase === 'production') {
    throw new RunError(
      `deltaH is ${record.deltaH} ${place}; expected at least ${lowestDeltaH}, since exp(−ΔH) enters an average. ` +
        `${keptLog} Thermalise longer.`,
    );
  }
}

/** All numbers of a record by name; those of a list are distinguished by their position. */
function numbersOf(record: TrajectoryRecord): [string, number][] {
  const { observables, extra, ...algorithm } = record;
  const named = { ...algorithm, ...extra, ...observables };
  return Object.entries(named).flatMap(([name, value]): [string, number][] => {
    if (typeof value === 'number') return [[name, value]];
    return Array.isArray(value) ? value.map((entry: number, i) => [`${name}[${i}]`, entry]) : [];
  });
}

function adviceFor(quantity: string): string {
  if (quantity === 'deltaH') return 'More sampler.steps make smaller steps, which are more stable.';
  return quantity === 'loss' ? 'A smaller rate in training.optimiser is more stable.' : '';
}
