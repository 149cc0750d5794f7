/** The machine "webgpu": single precision on a GPU by the optional package "webgpu", double precision on the processor. */
import { Worker } from 'node:worker_threads';
import type { Backend } from '../backend.ts';
import type { Device } from '../device/device.ts';
import { backends, reference, registerBackend } from '../machine/backends.ts';
import { chooseMachine } from '../machine/choose.ts';
import { webGpuBackend } from '../webgpu/backend.ts';
import { openWebGpu } from '../webgpu/open.ts';
import { singlePrecisionTrial } from '../webgpu/trial.ts';

const name = 'webgpu';
const entry = new URL(import.meta.url.endsWith('.ts') ? './webgpuThread.ts' : './webgpuThread.js', import.meta.url);

/** The GPU, opened once; or why there is none. */
let opened: Promise<Device | string> | undefined;

async function open(): Promise<Device | string> {
  try {
    import.meta.resolve('webgpu');
  } catch {
    return 'the package "webgpu" is not installed (npm install webgpu).';
  }
  const worker = new Worker(entry, { stderr: true });
  const ended = new Promise<string>(resolve => {
    worker.once('error', error => resolve(`the thread that has the GPU has failed: ${error.message}`));
    worker.once('exit', () => resolve('the thread that has the GPU has ended.'));
  });
  const found = await openWebGpu({ send: message => worker.postMessage(message), ended });
  worker.unref();
  if (typeof found === 'string') await worker.terminate();
  return found;
}

/** Adds the machine "webgpu" to the list, if it is not there. To be waited for: finding a GPU takes a moment. */
export async function registerWebGpu(): Promise<void> {
  opened ??= open();
  const device = await opened;
  if (backends().some(backend => backend.name === name)) return;
  registerBackend(typeof device === 'string' ? absent(device) : tried(device));
}

/** The GPU, if it computes rightly. */
function tried(device: Device): Backend {
  const processor = chooseMachine('auto').machine.backend;
  const backend = webGpuBackend(name, device, processor);
  try {
    const why = singlePrecisionTrial(backend, processor);
    return why === undefined ? backend : absent(why);
  } catch (error) {
    return absent(error instanceof Error ? error.message : String(error));
  }
}

/** Says why when it is asked for. */
function absent(why: string): Backend {
  return { ...reference, name, onlyWhenAsked: true, unavailable: () => why };
}
