/** The worker that computes: one run for its whole life. */
import { liveRun } from './live.ts';
import type { ToEngine } from './protocol.ts';

const port = globalThis as unknown as {
  postMessage(message: unknown, transfer?: Transferable[]): void;
  onmessage: ((event: MessageEvent<ToEngine>) => void) | null;
};

const hear = liveRun((message, transfer = []) => port.postMessage(message, transfer));
port.onmessage = ({ data }) => hear(data);
