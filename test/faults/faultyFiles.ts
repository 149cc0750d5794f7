/**
 * A file system that fails on demand, under the program as it is shipped: the functions of node:fs are replaced for
 * paths below one folder, for everybody who imported them. After "SQLite: How It Is Tested": the first call fails,
 * then the second …, once or from there on.
 */
import { createRequire, syncBuiltinESMExports } from 'node:module';

type Call = (...values: unknown[]) => unknown;

const fs = createRequire(import.meta.url)('node:fs') as Record<string, Call>;

const byPath = [
  ...['openSync', 'readFileSync', 'writeFileSync', 'readdirSync', 'statSync', 'mkdirSync'],
  ...['renameSync', 'linkSync', 'unlinkSync', 'rmSync', 'rmdirSync'],
];
const byDescriptor = ['writeSync', 'readSync', 'fstatSync', 'fsyncSync', 'ftruncateSync', 'closeSync'];

/** How a call fails: with an error of the system, by writing half of what it was given, or with the whole process. */
export type Fault = 'EIO' | 'ENOSPC' | 'EMFILE' | 'EDQUOT' | 'EPERM' | 'EINVAL' | 'short write' | 'kill';
/** A call that a file system may lack altogether, or refuse for want of room. */
export type Lack = 'linkSync' | 'fsyncSync' | 'writeSync';
export const faults = ['EIO', 'ENOSPC', 'EMFILE', 'short write'] as const satisfies Fault[];

export interface Plan {
  /** Only calls on files below this folder, and on itself, are counted and fail. */
  readonly below: string;
  readonly fault: Fault;
  /** The number of the first call that fails; 0 for none. */
  readonly at: number;
  /** All calls after it fail as well. */
  readonly persistent: boolean;
  /** Only this function is counted and fails; default: all. */
  readonly only?: Lack;
}

export interface Outcome<Result> {
  readonly result: Result;
  /** Number of calls that were made. */
  readonly calls: number;
  /** What failed: "fsyncSync params.toml". */
  readonly failed: readonly string[];
}

/** Runs with faults; afterwards the file system is whole again. */
export async function withFaults<Result>(plan: Plan, act: () => Promise<Result>): Promise<Outcome<Result>> {
  const paths = new Map<unknown, string>();
  const failed: string[] = [];
  let calls = 0;
  const replace = (name: string, pathOf: (first: unknown) => string | undefined): [string, Call] => {
    const original = fs[name];
    const replaced: Call = (...values) => {
      const followed = (result: unknown, path: string) => {
        if (name === 'openSync') paths.set(result, path);
        if (name === 'closeSync') paths.delete(values[0]);
        return result;
      };
      const path = pathOf(values[0]);
      if (path === undefined) return original(...values);
      if (plan.only !== undefined && plan.only !== name) return followed(original(...values), path);
      calls++;
      const isDue = plan.at > 0 && (plan.persistent ? calls >= plan.at : calls === plan.at);
      if (!isDue || (plan.fault === 'short write' && name !== 'writeSync')) {
        return followed(original(...values), path);
      }
      failed.push(`${name} ${path.slice(plan.below.length)}`);
      if (plan.fault === 'kill') {
        if (name === 'writeSync') shortWrite(original, values);
        process.kill(process.pid, 'SIGKILL');
      }
      // Linux closes the descriptor even where close reports an error.
      if (name === 'closeSync') original(...values);
      if (plan.fault === 'short write') return shortWrite(original, values);
      throw Object.assign(new Error(`${plan.fault}: planted`), { code: plan.fault });
    };
    fs[name] = replaced;
    return [name, original];
  };
  const originals = [
    ...byPath.map(name => replace(name, path => (String(path).startsWith(plan.below) ? String(path) : undefined))),
    ...byDescriptor.map(name => replace(name, descriptor => paths.get(descriptor))),
  ];
  syncBuiltinESMExports();
  try {
    return { result: await act(), calls, failed };
  } finally {
    for (const [name, original] of originals) fs[name] = original;
    syncBuiltinESMExports();
  }
}

/** Writes the first half, at least one byte. */
function shortWrite(write: Call, [descriptor, bytes, offset = 0, length, at]: unknown[]): unknown {
  const content = bytes as Uint8Array;
  const wanted = (length as number | undefined) ?? content.length - (offset as number);
  return write(descriptor, content, offset, Math.max(1, Math.floor(wanted / 2)), at);
}
