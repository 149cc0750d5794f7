/** Runs of a set, carried out several at a time: their progress is passed on, a stop request reaches all of them. */
import type { RunContext } from '../command/session.ts';
import { listenForStop } from '../command/stop.ts';
import { startTasks, type Task, type TaskResult } from './processes.ts';

interface Conduct {
  readonly atOnce: number;
  readonly say: (line: string) => void;
  readonly context: Pick<RunContext, 'signals' | 'abort'> & { readonly program: readonly string[] };
}

/** @param then is given what became of them, still before a stop request would end this program */
export async function carriedOut(
  tasks: readonly Task[],
  { atOnce, say, context }: Conduct,
  then: (results: readonly TaskResult[]) => void,
): Promise<void> {
  const running = startTasks(tasks, {
    program: context.program,
    atOnce,
    onLine: ({ name }, line) => {
      if (/^(thermalise|train|production) \d|^Finishing/.test(line)) say(`${name}: ${line}`);
    },
  });
  const stop = listenForStop({
    source: context.signals,
    onRequest: () => {
      say('Stopping all runs after their running trajectories; once more to abort.');
      running.stop();
    },
    onAbort: () => {
      running.stop();
      context.abort();
    },
  });
  try {
    then(await running.results);
  } finally {
    stop.release();
  }
}
