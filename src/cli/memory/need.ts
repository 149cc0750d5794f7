/**
 * The memory that a run will need, from a rehearsal (simulation/rehearsal.ts) in a process of its own:
 *   fields      counted exactly, for the lattice of the run;
 *   lists       numbers outside of the machine's memory (checkpoints, propagators), as measured, × sites of the run;
 *   process     the rest: Node, threads, compiled kernels and the heap at their largest, which do not grow with the lattice.
 */
import { spawn } from 'node:child_process';
import type { Resolved } from '../../runfile/schema/index.ts';
import { readableBytes } from '../../runfile/schema/memory.ts';

export interface MemoryNeed {
  readonly fields: number;
  readonly lists: number;
  readonly process: number;
  /** Their sum: the resident memory of the run at its largest. */
  readonly bytes: number;
  /** Bytes by which fields in use grow with every trajectory; 0 unless memory is lost. */
  readonly growth: number;
}

/** The command that rehearses: a resolved run as JSON on the input, its need as JSON on the output. */
export const rehearsalCommand = 'rehearse';

/**
 * Rehearses in another process; answers with a sentence if that fails.
 *
 * @param program how to start this program once more
 */
export function memoryNeed(run: Resolved, program: readonly string[]): Promise<MemoryNeed | string> {
  const [command, ...first] = program;
  return new Promise(resolve => {
    const child = spawn(command, [...first, rehearsalCommand], { stdio: 'pipe' });
    const [out, complaint]: [string[], string[]] = [[], []];
    const fail = (why: string) => resolve(`memory: not known, because its rehearsal failed: ${why}`);
    child.stdout.setEncoding('utf8').on('data', piece => out.push(piece));
    child.stderr.setEncoding('utf8').on('data', piece => complaint.push(piece));
    child.on('error', error => fail(error.message));
    child.on('close', (code, signal) => {
      if (code === 0) resolve(JSON.parse(out.join('')) as MemoryNeed);
      else fail(complaint.join('').trim() || `it ended with ${signal ?? code}`);
    });
    // A child that ends before it has read everything says why on its error output.
    child.stdin.on('error', () => {});
    child.stdin.end(JSON.stringify(run));
  });
}

/** Bytes of fields that one process can address. */
export const addressable = 4 * 1024 ** 3;

/** What this machine has for one process: its memory, or what a container grants. */
export function availableBytes(): number {
  return process.availableMemory();
}

/** Why a run with this need cannot be run here; undefined if it can, or if nothing is known. */
export function refusalOf(need: MemoryNeed | string, available: number): string | undefined {
  if (typeof need === 'string') return;
  const { fields, bytes } = need;
  const ways = 'Use a smaller lattice or a theory that keeps less; "cask check" prints what a run needs.';
  if (fields > addressable) {
    return (
      `The fields of this run need ${readableBytes(fields)}, more than the ${readableBytes(addressable)} that one ` +
      `process can address. ${ways}`
    );
  }
  if (bytes <= available) return;
  return (
    `This run needs ${readableBytes(bytes)} of memory, of which ${readableBytes(fields)} are fields; ` +
    `${readableBytes(available)} are free here. ${ways}`
  );
}

/** One line for people. */
export function needLine(need: MemoryNeed | string): string {
  if (typeof need === 'string') return need;
  const { bytes, fields, lists, process: rest } = need;
  return (
    `memory: ${readableBytes(bytes)} at the most: fields ${readableBytes(fields)}, ` +
    `lists ${readableBytes(lists)}, program ${readableBytes(rest)}`
  );
}
