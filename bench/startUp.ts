// From the start of the process to the end of the first trajectory: `node bench/startUp.ts`. What a user waits for.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hostDescription } from './host.ts';
import { markdown } from './table.ts';

const root = join(import.meta.dirname, '..');
const rounds = 5;
const patienceMilliseconds = 120_000;

/** The example with one trajectory and nothing before it. */
function shortened(example: string): string {
  const text = readFileSync(join(root, 'examples', example), 'utf8');
  return text
    .replace(/^thermalise = .*$/m, 'thermalise = 0')
    .replace(/^train = .*$/m, 'train = 1')
    .replace(/^trajectories = .*$/m, 'trajectories = 1');
}

/** Milliseconds from the start of the process to the first line of the log, and to its end. */
async function measured(example: string): Promise<{ first: number; all: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'cask-start-'));
  const log = join(folder, 'runs', 'short', 'log.jsonl');
  writeFileSync(join(folder, 'short.toml'), shortened(example));
  const begin = performance.now();
  const child = spawn(process.execPath, [join(root, 'bin/cask.js'), 'run', 'short.toml'], { cwd: folder });
  let first = Number.NaN;
  const watch = setInterval(() => {
    if (Number.isNaN(first) && existsSync(log) && readFileSync(log, 'utf8').includes('\n'))
      first = performance.now() - begin;
    if (performance.now() - begin > patienceMilliseconds) child.kill();
  }, 2);
  const [status] = await new Promise<[number | null]>(resolve => child.on('close', code => resolve([code])));
  clearInterval(watch);
  const all = performance.now() - begin;
  rmSync(folder, { recursive: true });
  if (status !== 0) throw new Error(`cask run ended with status ${status} on a shortened ${example}; try it by hand.`);
  return { first: Number.isNaN(first) ? all : first, all };
}

const sorted = (values: readonly number[]) => values.toSorted((a, b) => a - b);
const summary = (values: readonly number[]) => [sorted(values)[0], sorted(values)[values.length >> 1]];

console.log(`${hostDescription()}\nwall time in ms, least and middle of ${rounds}`);
const rows: string[][] = [];
for (const example of ['su2-hmc.toml', 'su2-slhmc-stout.toml', 'su2-slhmc-cask.toml']) {
  const runs: { first: number; all: number }[] = [];
  for (let round = 0; round < rounds; round++) runs.push(await measured(example));
  const figures = [...summary(runs.map(({ first }) => first)), ...summary(runs.map(({ all }) => all))];
  rows.push([example, ...figures.map(figure => figure.toFixed(0))]);
}
console.log(markdown(['run', 'first trajectory', 'middle', 'whole process', 'middle'], rows));
