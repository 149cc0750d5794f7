/** Threads of Node for the pool of a machine. */
import { Worker } from 'node:worker_threads';
import type { StartedThread, StartThread, ThreadOptions } from '../threads/pool.ts';
import { freeCores } from './cores.ts';

const entry = new URL(import.meta.url.endsWith('.ts') ? './threadEntry.ts' : './threadEntry.js', import.meta.url);

/**
 * `count` threads that compute, this one among them: `new Machine(kind, { threads: nodeThreads(4) })`. With 'auto' as many
 * as there are free cores now.
 */
export function nodeThreads(count: number | 'auto', options: Pick<ThreadOptions, 'worthwhile'> = {}): ThreadOptions {
  return { count: count === 'auto' ? freeCores() : count, start, ...options };
}

const start: StartThread = invitation => startedThread(new Worker(entry, { workerData: invitation }));

/** A worker that runs `threadEntry.ts`. */
export function startedThread(worker: Worker): StartedThread {
  let ended = false;
  const hears = (event: 'online' | 'message' | 'exit') => new Promise(resolve => worker.once(event, resolve));
  // What Node says of a loop that has stopped is −1, if it was asked before.
  const idle = () => worker.performance.eventLoopUtilization().idle;
  const begun = Promise.all([hears('online'), hears('message')]).then(idle);
  const ready = Promise.race([begun, hears('exit')]).then(() => {
    worker.unref();
  });
  worker.once('exit', () => {
    ended = true;
  });
  // Its exit follows and is what is reported.
  worker.on('error', () => {});
  return {
    ready,
    // A thread that computes hears of no exit.
    hasEnded: () => ended || idle() < 0,
    send: code => worker.postMessage(code),
    end: () => void worker.terminate(),
  };
}
