/** What is said about a trajectory while it is running. */
import { readableDuration } from '../progress/duration.ts';
import type { RunningTrajectory } from './shared.ts';

/** `trajectory 17: force 7 of 24, solver iteration 340, 41 s` */
export function runningLine({ number, forces, ofForces, iterations, elapsed }: RunningTrajectory): string {
  const parts = [
    ofForces === 0 ? '' : `force ${Math.min(forces, ofForces)} of ${ofForces}`,
    iterations === 0 ? '' : `solver iteration ${iterations}`,
    readableDuration(elapsed),
  ];
  return `trajectory ${number}: ${parts.filter(part => part !== '').join(', ')}`;
}

/** The answer to a request to stop. */
export function stoppingLine(running: RunningTrajectory | undefined, signal: NodeJS.Signals): string {
  const again = signal === 'SIGINT' ? 'press Ctrl-C again' : `send ${signal} again`;
  if (running === undefined) return `Finishing this trajectory; ${again} to stop now.`;
  return `Finishing trajectory ${running.number}: ${timeLeft(running)}; ${again} to stop now.`;
}

function timeLeft({ elapsed, before, forces, ofForces }: RunningTrajectory): string {
  const left =
    before > elapsed ? before - elapsed : forces > 1 ? (elapsed / (forces - 1)) * (ofForces - forces + 1) : 0;
  return left > 0 ? `about ${readableDuration(left)}` : `${readableDuration(elapsed)} so far`;
}

/** Why the thread that computes came to its end. */
export function failureInWords(error: unknown, heapMebibytes: number): string {
  if (!(error instanceof Error)) return `The run failed: ${error}\n`;
  if ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return (
      `The run failed: the program's own memory, ${heapMebibytes} MiB besides the fields, is full. ` +
      `Allow more with NODE_OPTIONS=--max-old-space-size=${2 * heapMebibytes}; "cask resume" continues from the last checkpoint.\n`
    );
  }
  return `The run failed: ${error.stack ?? error.message}\n`;
}

/** The thread that computes was ended by code inside it that is not ours, and did not say how the run stands. */
export function vanishedInWords(code: number): string {
  return (
    `The run ended early: something in it called process.exit(${code}), such as a module named with --with. ` +
    'The log up to there is kept; "cask resume" continues from the last checkpoint.\n'
  );
}
