/** Runs killed with SIGKILL, by the clock or inside the writing of a checkpoint, and taken up again. */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plan } from './faultyFiles.ts';
import { cask, traces } from './runs.ts';

const fromRoot = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const node = fromRoot('node_modules/.bin/node');

/** The command line as a process whose file system fails. */
export const faultyCask = fromRoot('test/faults/faultyCask.ts');

/** Kill at a call below a folder; 0 for never. */
const killing = (below: string, at: number): Plan => ({ below, at, fault: 'kill', persistent: false });

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderr: string;
}

/** Starts the command line as a process that ends itself at a call below a folder. */
export function start(argv: readonly string[], { below = '/nowhere', call = 0 } = {}) {
  // Hundreds of processes start faster from compiled code.
  const env = { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'cask-compile-cache') };
  const child = spawn(node, [faultyCask, JSON.stringify(killing(below, call)), ...argv], { env });
  let stderr = '';
  child.stderr.on('data', piece => (stderr += piece));
  const ended = new Promise<Ended>(resolve => child.on('close', (code, signal) => resolve({ code, signal, stderr })));
  return { child, ended };
}

export type Kill =
  | { readonly kind: 'clock'; readonly milliseconds: number }
  | { readonly kind: 'checkpoint'; readonly call: number };

/** What became of one killed run. */
export interface Verdict {
  /** Killed before anything was computed: started again instead of taken up. */
  readonly notBegun: boolean;
  /** Ended before the kill came. */
  readonly tooLate: boolean;
  /** Files that the kill left half written. */
  readonly pending: boolean;
  /** Why the promise was broken, or nothing. */
  readonly broken?: string;
}

/** Starts a run, kills it, continues with it, and compares with an undisturbed one. */
export async function killAndResume(
  file: string,
  folder: string,
  kill: Kill,
  whole: Record<string, string>,
): Promise<Verdict> {
  rmSync(folder, { recursive: true, force: true });
  const below = join(folder, 'checkpoint');
  const { child, ended } = start(['run', file, '--out', folder, '--quiet'], {
    below,
    call: kill.kind === 'checkpoint' ? kill.call : 0,
  });
  if (kill.kind === 'clock') setTimeout(() => child.kill('SIGKILL'), kill.milliseconds);
  const { signal, code, stderr } = await ended;
  const tooLate = signal === null;
  const noted = { notBegun: false, tooLate, pending: existsSync(below) && hasPending(below) };
  if (tooLate && code !== 0) return { ...noted, broken: `the run failed by itself: ${stderr}` };
  const answer = await cask(['resume', folder, '--quiet']);
  const place = `${JSON.stringify(kill)}: `;
  if (answer.code === 0) {
    const same = JSON.stringify(traces(folder)) === JSON.stringify(whole);
    return same ? noted : { ...noted, broken: `${place}other bits` };
  }
  const log = join(folder, 'log.jsonl');
  const nothingLost = answer.code === 2 && (!existsSync(log) || readFileSync(log).length === 0);
  if (!nothingLost) return { ...noted, broken: `${place}${answer.stderr}` };
  return { ...noted, notBegun: true };
}

function hasPending(folder: string): boolean {
  return readdirSync(folder).some(name => name.endsWith('.pending'));
}
