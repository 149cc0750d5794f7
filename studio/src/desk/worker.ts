/** The worker that reads run files and analyses the run, so that neither the page nor the sampling waits for it. */
import { withKey } from '../../../src/runfile/index.ts';
import { type AnalysedRun, analysedRun } from './analysing.ts';
import type { FromDesk, ToDesk } from './protocol.ts';
import { readFile } from './readFile.ts';

const port = globalThis as unknown as {
  postMessage(message: FromDesk): void;
  onmessage: ((event: MessageEvent<ToDesk>) => void) | null;
};

let run: AnalysedRun | undefined;

function answer(message: ToDesk): FromDesk | undefined {
  switch (message.kind) {
    case 'read':
      return { id: message.id, kind: 'read', file: readFile(message.text) };
    case 'edit':
      return { id: message.id, kind: 'edit', text: withKey('run', message.text, message.path, message.value) };
    case 'begin':
      run = analysedRun(message.text);
      return undefined;
    case 'records':
      run?.add(message.records);
      return undefined;
    case 'analyse':
      return { id: message.id, kind: 'analysed', analysed: run?.analysed() };
    case 'file':
      return { id: message.id, kind: 'file', text: run?.file(message.figure, message.as) ?? '' };
  }
}

port.onmessage = ({ data }) => {
  try {
    const reply = answer(data);
    if (reply) port.postMessage(reply);
  } catch (error) {
    const sentence = error instanceof Error ? error.message : String(error);
    port.postMessage({ id: 'id' in data ? data.id : 0, kind: 'failed', sentence });
  }
};
