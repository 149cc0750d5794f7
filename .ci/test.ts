// The stages of `npm test`, in order of cost; the first failing stage ends the run with its name.
import { spawnSync } from 'node:child_process';

interface Stage {
  readonly heading: string;
  readonly command: readonly [program: string, ...options: string[]];
}

const stages: readonly Stage[] = [
  { heading: 'Types', command: ['tsc', '--noEmit'] },
  { heading: 'Lint and format', command: ['biome', 'ci', '--colors=off', '.'] },
  {
    heading: 'Walls between rooms',
    command: ['depcruise', '--config', '.dependency-cruiser.mjs', 'src', 'bin', 'studio'],
  },
  { heading: 'Unit and system tests', command: ['vitest', 'run'] },
];

for (const [index, { heading, command }] of stages.entries()) {
  console.log(`\n== ${index + 1}/${stages.length}  ${heading}: ${command.join(' ')}`);
  const [program, ...options] = command;
  const { status, error } = spawnSync(program, options, { stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) {
    const ending = error ? `could not be started (${error.message})` : `ended with status ${status}, expected 0`;
    console.error(
      `\nnpm test stopped at stage "${heading}": ${command.join(' ')} ${ending}. Later stages did not run.`,
    );
    process.exit(1);
  }
}
