// `npm test`: checks that read the code, side by side, then the tests. The first failure ends the run with its name.
import { spawn } from 'node:child_process';

interface Check {
  readonly heading: string;
  readonly command: readonly [program: string, ...options: string[]];
}

const readings: readonly Check[] = [
  { heading: 'Types', command: ['tsc', '--noEmit'] },
  { heading: 'Lint and format', command: ['biome', 'ci', '--colors=off', '.'] },
  {
    heading: 'Walls between rooms',
    command: ['depcruise', '--config', '.dependency-cruiser.mjs', 'src', 'bin', 'studio'],
  },
];
const tests: Check = { heading: 'Unit and system tests', command: ['vitest', 'run'] };

/** Runs a command to its end: what it printed is shown as it comes, or as one piece if others run at the same time. */
function ended({ heading, command }: Check, shown: 'at once' | 'as one piece'): Promise<void> {
  const [program, ...options] = command;
  const stdio = shown === 'at once' ? 'inherit' : 'pipe';
  const printed: Buffer[] = [];
  const title = `\n== ${heading}: ${command.join(' ')}`;
  if (shown === 'at once') console.log(title);
  const child = spawn(program, options, { stdio, shell: process.platform === 'win32' });
  child.stdout?.on('data', piece => printed.push(piece));
  child.stderr?.on('data', piece => printed.push(piece));
  return new Promise((resolve, reject) => {
    const finish = (ending?: string) => {
      if (shown === 'as one piece') console.log(`${title}\n${Buffer.concat(printed).toString().trimEnd()}`);
      if (ending) reject(new Error(`npm test stopped at "${heading}": ${command.join(' ')} ${ending}.`));
      else resolve();
    };
    child.on('error', ({ message }) => finish(`could not be started (${message})`));
    child.on('close', status => finish(status === 0 ? undefined : `ended with status ${status}, expected 0`));
  });
}

try {
  const read = await Promise.allSettled(readings.map(reading => ended(reading, 'as one piece')));
  for (const reading of read) if (reading.status === 'rejected') throw reading.reason;
  await ended(tests, 'at once');
} catch (error) {
  console.error(`\n${(error as Error).message}`);
  process.exit(1);
}
