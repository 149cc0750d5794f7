/** Where a thread of a pool begins in Node. */
import { parentPort, workerData } from 'node:worker_threads';
import { type Invitation, PoolWorker, type SharedCode } from '../threads/worker.ts';
import { openLibrary } from './loader.ts';

const worker = new PoolWorker(workerData as Invitation, openLibrary);
// From within the event loop: whoever hears of it can see then that the loop has begun, and later that it has stopped.
setImmediate(() => {
  parentPort!.postMessage('ready');
  parentPort!.on('message', (code: SharedCode) => worker.receive(code));
  worker.serve();
});
