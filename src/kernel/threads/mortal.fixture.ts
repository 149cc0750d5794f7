/** A thread of a pool whose code ends it, or fails, in its first block. */
import { workerData } from 'node:worker_threads';

const { fate } = workerData as { fate: 'ends' | 'fails' };

function meetFate(): void {
  if (fate === 'ends') process.exit(7);
  throw new RangeError('nothing goes right');
}

Object.assign(WebAssembly, {
  Instance: class {
    readonly exports = { main: meetFate };
  },
});

await import('../node/threadEntry.ts');
