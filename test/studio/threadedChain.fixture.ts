/** A short chain on several threads: in a worker of a page (the message is their number), or in Node. */
import { hotStart, wilsonAction } from '../../src/gauge/index.ts';
import { groupNamed } from '../../src/group/index.ts';
import { Machine, type ThreadOptions, webThreads } from '../../src/kernel/index.ts';
import { key, Lattice } from '../../src/lattice/index.ts';
import { linkSweep } from '../../src/markov/index.ts';

export interface ShortChain {
  readonly threads: number;
  /** Blocks that each thread ran. */
  readonly shares: readonly number[];
  readonly links: readonly number[];
}

const sweeps = 40;

export async function shortChain(threads?: ThreadOptions): Promise<ShortChain> {
  using machine = new Machine('wasm128', { contraction: false, ...(threads && { threads }) });
  await machine.ready;
  const u = hotStart(new Lattice([4, 4, 4, 8], machine), groupNamed('SU(2)'), key(1, 0, 'start'));
  const sweep = linkSweep(u, wilsonAction(2.3), { move: 'heatbath', count: 2 });
  for (let k = 1; k <= sweeps; k++) {
    sweep(key(1, k, 'heatbath'), { sweep: 0 });
    // Browsers begin workers and deliver messages while this one is away.
    await new Promise(resolve => setTimeout(resolve));
  }
  return { threads: machine.threads, shares: machine.pool?.shares ?? [], links: Array.from(u.field.toArray()) };
}

if ('WorkerGlobalScope' in globalThis) {
  const port = globalThis as unknown as Worker;
  port.onmessage = async ({ data: count }: MessageEvent<number>) => {
    const makeWorker = () => new Worker('/webThread.js', { type: 'module' });
    port.postMessage(await shortChain(webThreads(count, makeWorker, { worthwhile: 0 })));
  };
}
