/** Two pieces of code with the same effect take turns until it is clear which is faster. */
import type { BlockLaunch } from '../threads/pool.ts';
import type { Run } from '../wasm/compile.ts';

/** Each runs at least so often, and so long in all unless it ran very often. */
const fewest = 4;
const milliseconds = 2;
const most = 400;

interface Runner {
  readonly run: Run;
  launches: number;
  total: number;
  shortest: number;
}

const runner = (run: Run): Runner => ({ run, launches: 0, total: 0, shortest: Number.POSITIVE_INFINITY });
const isTimed = ({ launches, total }: Runner) => launches >= fewest && (total >= milliseconds || launches >= most);

export class Race {
  private readonly runners: readonly [Runner, Runner];
  /** The faster one, once it is known. */
  winner: Run | undefined;

  constructor(first: Run, second: Run) {
    this.runners = [runner(first), runner(second)];
  }

  /** One launch, by the one that was timed less. */
  turn(launch: BlockLaunch): void {
    const [first, second] = this.runners;
    const next = isTimed(first) || (!isTimed(second) && second.total < first.total) ? second : first;
    const begin = performance.now();
    next.run(launch);
    const spent = performance.now() - begin;
    next.launches++;
    next.total += spent;
    next.shortest = Math.min(next.shortest, spent);
    if (isTimed(first) && isTimed(second)) this.winner = (second.shortest < first.shortest ? second : first).run;
  }
}
