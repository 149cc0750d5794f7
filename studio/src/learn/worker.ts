/** The worker of guided experiments: one study for its whole life. */
import type { FromStudy, StudyName } from './protocol.ts';
import { studies } from './studies/index.ts';

const port = globalThis as unknown as {
  postMessage(message: FromStudy): void;
  onmessage: ((event: MessageEvent<StudyName>) => void) | null;
};

port.onmessage = ({ data }) => {
  studies[data](progress => port.postMessage({ kind: 'progress', progress })).then(
    () => port.postMessage({ kind: 'end' }),
    error => port.postMessage({ kind: 'failed', sentence: error instanceof Error ? error.message : String(error) }),
  );
};
