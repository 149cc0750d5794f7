/**
 * Threads of a browser for the pool of a machine. The page has to be cross-origin isolated, and the machine has to live in a
 * worker of it, since a page itself may not wait; else there is one thread.
 */
import type { ThreadOptions } from './pool.ts';

/**
 * `count` threads that compute, with the one that launches. With 'auto' half of what the browser calls its hardware
 * concurrency, which counts both threads of a core.
 *
 * @param makeWorker a new worker whose script is `webThread.ts`
 */
export function webThreads(
  count: number | 'auto',
  makeWorker: () => Worker,
  options: Pick<ThreadOptions, 'worthwhile'> = {},
): ThreadOptions {
  return {
    ...options,
    count: count === 'auto' ? Math.max(1, Math.floor(navigator.hardwareConcurrency / 2)) : count,
    start(invitation) {
      const worker = makeWorker();
      let ended = false;
      const ready = new Promise<void>(resolve => {
        worker.onmessage = () => resolve();
        worker.onerror = () => {
          ended = true;
          resolve();
        };
      });
      worker.postMessage(invitation);
      return {
        ready,
        hasEnded: () => ended,
        send: code => worker.postMessage(code),
        end: () => worker.terminate(),
      };
    },
  };
}
