/** A program in its sandbox, as the page uses it. Removing the frame ends the program, whatever it does. */
import { words } from '../words.ts';
import type { FromProgram, ToProgram } from './protocol.ts';

export interface Running {
  end(): void;
}

let library: Promise<string> | undefined;

/** The code of the worker, fetched once. */
function code(): Promise<string> {
  library ??= fetch('./program.js').then(answer => {
    if (!answer.ok) throw new Error(`program.js could not be loaded: ${answer.status}`);
    return answer.text();
  });
  return library;
}

/** Milliseconds until a frame that says nothing is taken for one that was not found. */
const patience = 15_000;

export function run(program: ToProgram, hear: (message: FromProgram) => void): Running {
  const frame = document.createElement('iframe');
  frame.hidden = true;
  frame.title = 'sandbox';
  // Without allow-same-origin: the program has an origin of its own.
  frame.setAttribute('sandbox', 'allow-scripts');
  frame.src = './sandbox.html';
  const fail = (sentence: string) => {
    if (frame.isConnected) hear({ kind: 'failed', line: 1, sentence });
  };
  const late = setTimeout(() => fail(words.code.noSandbox), patience);
  const begin = async () => {
    clearTimeout(late);
    try {
      frame.contentWindow?.postMessage({ code: await code(), program }, '*');
    } catch (error) {
      library = undefined;
      fail((error as Error).message);
    }
  };
  const listen = ({ source, data }: MessageEvent<FromProgram | { kind: 'ready' }>) => {
    if (source !== frame.contentWindow || !frame.isConnected) return;
    if (data.kind === 'ready') void begin();
    else hear(data);
  };
  addEventListener('message', listen);
  document.body.append(frame);
  return {
    end() {
      clearTimeout(late);
      removeEventListener('message', listen);
      frame.remove();
    },
  };
}
