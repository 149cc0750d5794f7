/** Running studies: many run files through the command line, a few at a time, and reading what they leave behind. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import type { Summary } from '../../src/analysis/index.ts';
import type { LogRecord } from '../../src/simulation/index.ts';
import { recordOfLine } from '../../src/simulation/log/logLine.ts';

const cask = new URL('../../bin/cask.js', import.meta.url).pathname;

export interface StudyRun {
  readonly name: string;
  readonly file: string;
  readonly folder: string;
}

/** Runs what has no summary yet, `jobs` at a time. Started again, it continues where it stopped. */
export async function runAll(runs: readonly StudyRun[], jobs: number): Promise<void> {
  const waiting = runs.filter(({ folder }) => !existsSync(`${folder}/summary.json`));
  const work = async () => {
    for (let run = waiting.shift(); run; run = waiting.shift()) {
      console.log(`${run.name} …`);
      await runOne(run);
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
}

function runOne({ name, file, folder }: StudyRun): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cask, 'run', file, '--out', folder, '--quiet'], { stdio: 'inherit' });
    child.on('exit', code => (code === 0 ? resolve() : reject(new Error(`${name} ended with code ${code}.`))));
  });
}

export function summaryOf({ folder }: StudyRun): Summary {
  return JSON.parse(readFileSync(`${folder}/summary.json`, 'utf8')) as Summary;
}

export function recordsOf({ folder }: StudyRun): LogRecord[] {
  const lines = readFileSync(`${folder}/log.jsonl`, 'utf8').trimEnd().split('\n');
  return lines.map(line => ({ ...recordOfLine(line), seconds: 0 }));
}

/** `--name value` among the arguments of a study. */
export function option(name: string, fallback: string): string {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : (process.argv[at + 1] ?? fallback);
}
