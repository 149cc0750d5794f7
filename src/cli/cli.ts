/** The program behind the command `cask`. What a command does not need is not loaded. */
import './apart/debugger.ts';
import { causeInWords } from '../files/node/fileSystem.ts';
import { isComputing } from './apart/computing.ts';
import { runApart } from './apart/front.ts';

import { loadModules, noteModules } from './ownModules.ts';

const argv = modulesNoted();
const computes = isComputing(argv);

// Words may get lost: the reader of a pipe goes away, the terminal is closed, the disk under a file is full. A run goes
// on, since its folder has everything; of other commands the words are the result.
let isLost = false;
process.stdout.on('error', error => {
  if (isLost || ('code' in error && error.code === 'EPIPE')) return;
  isLost = true;
  const consequence = computes ? 'The run goes on; its folder has everything.' : 'What was printed is not complete.';
  process.stderr.write(`The output cannot be written: ${causeInWords(error)}. ${consequence}\n`);
  if (!computes) process.exitCode = 1;
});
process.stderr.on('error', () => {});

function modulesNoted(): string[] {
  try {
    return noteModules(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exit(2);
  }
}

function abort(signal?: NodeJS.Signals): void {
  if (signal === undefined) process.exit(1);
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}

async function carryOut(): Promise<number> {
  const { stdout, stderr } = process;
  try {
    await loadModules();
  } catch (error) {
    stderr.write(`${error instanceof Error ? error.message : error}\n`);
    return 2;
  }
  if (computes) return runApart(argv, { stdout, stderr, signals: process, abort });
  const [{ main }, { assemble, preflight }] = await Promise.all([import('./main.ts'), import('./physics.ts')]);
  return main(argv, { assemble, preflight });
}

// Whoever started this program as a part of itself is gone: nobody would stop it any more, so it stops by itself.
process.on('disconnect', () => process.emit('SIGHUP', 'SIGHUP'));
process.channel?.unref();

const code = await carryOut();
process.exitCode ??= code;
