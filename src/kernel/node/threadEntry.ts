/** Where a thread of a pool begins in Node. */
import { parentPort, workerData } from 'node:worker_threads';
import { type Invitation, PoolWorker, type SharedCode } from '../threads/worker.ts';
import { openLibrary } from './loader.ts';

const worker = new PoolWorker(workerData as Invitation, openLibrary);
parentPort!.on('message', (code: SharedCode) => worker.receive(code));
// The event loop must turn once for the message to leave.
parentPort!.postMessage('ready');
setImmediate(() => worker.serve());
