/** The command line as users start it: a process of its own, which signals, pipes and terminals can be taken from. */
import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const fromRoot = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
export const node = fromRoot('node_modules/.bin/node');
export const starter = fromRoot('bin/cask.js');
const env = { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'cask-compile-cache') };

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

export function startProcess(file: string, argv: readonly string[], stdio: StdioOptions = 'pipe'): Started {
  const child = spawn(file, argv, { env, stdio });
  const text = { stdout: '', stderr: '' };
  child.stdout?.on('data', piece => (text.stdout += piece));
  child.stderr?.on('data', piece => (text.stderr += piece));
  const ended = new Promise<Ended>(resolve => child.on('close', (code, signal) => resolve({ code, signal, ...text })));
  return { child, ended };
}

export const startCask = (argv: readonly string[], stdio?: StdioOptions) =>
  startProcess(node, [starter, ...argv], stdio);

/** The starter, made to believe that it runs under an old Node, so that it starts another one. */
export function oldStarter(folder: string): string {
  const script = join(folder, 'old.mjs');
  const version = 'Object.defineProperty(process, "versions", { value: { node: "20.1.0" } });';
  writeFileSync(script, `${version}\nawait import(${JSON.stringify(pathToFileURL(starter).href)});`);
  return script;
}

/** Waits until something is true. */
export async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise(resolve => setTimeout(resolve, 20));
}

/** Whether the log of a run has a line, so that the run listens to signals. */
export function hasLog(folder: string): boolean {
  const log = join(folder, 'log.jsonl');
  return existsSync(log) && readFileSync(log).length > 0;
}

export function outcomeOf(folder: string): string | undefined {
  const summary = join(folder, 'summary.json');
  return existsSync(summary) ? JSON.parse(readFileSync(summary, 'utf8')).outcome : undefined;
}
