/** Calls the command line inside this process, with the fake physics and its output caught. */
import { EventEmitter } from 'node:events';
import { main } from '../../src/cli/main.ts';
import { type FakeOptions, fakeAssemble } from './fakeSimulation.ts';

export interface Answer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly calls: ReturnType<typeof fakeAssemble>['calls'];
}

export async function callMain(
  argv: readonly string[],
  options: FakeOptions = {},
  signals = new EventEmitter(),
): Promise<Answer> {
  const text = { stdout: '', stderr: '' };
  const { assemble, calls } = fakeAssemble(options);
  const code = await main(argv, {
    assemble,
    stdout: { write: piece => (text.stdout += piece) },
    stderr: { write: piece => (text.stderr += piece) },
    signals,
    abort: () => (text.stderr += 'aborted'),
  });
  return { code, ...text, calls };
}
