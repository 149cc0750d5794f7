/** How many threads a run would have here. */
import { freeCores } from '../kernel/node/index.ts';
import type { Resolved } from '../runfile/schema/index.ts';

/** The js machine has one. */
export function threadsOf({ machine: { kind, threads } }: Resolved): number {
  if (kind === 'js') return 1;
  return threads === 'auto' ? freeCores() : threads;
}

/** The same run with this one alone. */
export function withOneThread(run: Resolved): Resolved {
  return { ...run, machine: { ...run.machine, threads: 1 } };
}
