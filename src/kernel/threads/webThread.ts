/** Where a thread of a pool begins in a browser: its first message is the invitation, all others are code. */
import { type Invitation, PoolWorker, type SharedCode } from './worker.ts';

const port = globalThis as unknown as {
  postMessage(message: unknown): void;
  onmessage: ((event: MessageEvent<never>) => void) | null;
};

port.onmessage = ({ data: invitation }: MessageEvent<Invitation>) => {
  const worker = new PoolWorker(invitation);
  port.onmessage = ({ data: code }: MessageEvent<SharedCode>) => worker.receive(code);
  port.postMessage('ready');
  setTimeout(() => worker.serve());
};
