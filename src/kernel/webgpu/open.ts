/** Reaches the thread that has the GPU. */
import type { Device } from '../device/device.ts';
import { Answers, type Beginning, type Command, type FoundGpu } from './protocol.ts';
import { RemoteDevice } from './remoteDevice.ts';

/** The thread of `serveWebGpu`. */
export interface GpuThread {
  send(message: Beginning | readonly Command[]): void;
  /** A sentence when the thread has ended before it answered. */
  readonly ended: Promise<string>;
}

/** The GPU of this computer, or the sentence that says why there is none. To be waited for before kernels run there. */
export async function openWebGpu(thread: GpuThread): Promise<Device | string> {
  if (typeof SharedArrayBuffer === 'undefined')
    return 'this page may not share memory with the thread that has the GPU.';
  const answers = new Answers();
  thread.send({ answers: answers.buffer });
  const ended = await Promise.race([answers.comeBeyond(0).then(() => undefined), thread.ended]);
  if (ended !== undefined) return ended;
  const { text, failed } = answers.last;
  return failed ? text : new RemoteDevice(JSON.parse(text) as FoundGpu, answers, commands => thread.send(commands));
}
