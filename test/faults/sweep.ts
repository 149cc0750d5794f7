/** The fault sweep: one run for every call to the file system that it makes, with that call failing. */
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { thisProcess } from '../../src/runfolder/holder.ts';
import { faults, type Outcome, type Plan, withFaults } from './faultyFiles.ts';
import { type Answer, cask, traces } from './runs.ts';

export interface SweepOptions {
  /** The run file. */
  readonly file: string;
  /** A folder of an interrupted run, to go on from; left out, runs are begun. */
  readonly from?: string;
  /** What an undisturbed run leaves. */
  readonly whole: Record<string, string>;
  /** Where runs may be written. */
  readonly base: string;
  /** Looks at every so many calls only. */
  readonly every?: number;
  /** How commands are carried out. Default: in this process. */
  readonly commands?: Commands;
}

export interface Commands {
  /** While the file system fails. */
  faulty(plan: Plan, argv: readonly string[]): Promise<Outcome<Answer>>;
  whole(argv: readonly string[]): Promise<Answer>;
}

const inThisProcess: Commands = { faulty: (plan, argv) => withFaults(plan, () => cask(argv)), whole: cask };

export interface SweepResult {
  /** Runs with at least one call that failed. */
  readonly faulted: number;
  /** Of these: ended with an error and went on bit for bit, … */
  readonly resumed: number;
  /** … ended with an error before anything was computed, … */
  readonly notBegun: number;
  /** … or got over it: finished a short write, or took an older checkpoint and said so, with the same bits. */
  readonly overcome: number;
  /** Calls of an undisturbed run. */
  readonly calls: number;
  /** One sentence for each promise that was not kept. */
  readonly broken: readonly string[];
}

const causes: Record<string, RegExp> = {
  EIO: /input\/output error|EIO/,
  ENOSPC: /disk is full|ENOSPC/,
  EMFILE: /too many files|EMFILE/,
  'short write': /accepted no more bytes/,
};

/** Tries every fault on every call, once and persistently. */
export async function sweep(options: SweepOptions): Promise<SweepResult> {
  const { file, from, whole, base, every = 1, commands = inThisProcess } = options;
  const folder = join(base, 'swept');
  const counts = { faulted: 0, resumed: 0, notBegun: 0, overcome: 0 };
  const broken: string[] = [];
  const prepare = () => {
    rmSync(folder, { recursive: true, force: true });
    if (from !== undefined) cpSync(from, folder, { recursive: true });
  };
  const argv = from === undefined ? ['run', file, '--out', folder] : ['resume', folder];
  prepare();
  const plain = { below: folder, persistent: false, fault: 'EIO', at: 0 } as const;
  const { calls } = await commands.faulty(plain, argv);
  const kinds = faults.flatMap(fault => [false, true].map(persistent => ({ fault, persistent })));
  for (let at = 1; at <= calls; at += every) {
    // A thin sweep takes the kinds in turn.
    for (const { fault, persistent } of every === 1 ? kinds : [kinds[at % kinds.length]]) {
      prepare();
      const { result, failed } = await commands.faulty({ below: folder, fault, at, persistent }, argv);
      if (failed.length === 0) continue;
      counts.faulted++;
      const place = `${fault}${persistent ? ', persistent,' : ''} in call ${at} (${failed[0]})`;
      const verdict = await judge(folder, fault, result, whole, commands);
      if (verdict in counts) counts[verdict as keyof typeof counts]++;
      else broken.push(`${place}: ${verdict}`);
    }
  }
  return { ...counts, calls, broken };
}

/** What became of a run: the name of a count, or the sentence that says which promise was broken. */
async function judge(
  folder: string,
  fault: string,
  answer: Answer,
  whole: Record<string, string>,
  commands: Commands,
): Promise<string> {
  const isWhole = () => JSON.stringify(traces(folder)) === JSON.stringify(whole);
  if (answer.code === 0) {
    const said = causes[fault].test(answer.stdout) && answer.stdout.includes('An older checkpoint is taken.');
    if (fault !== 'short write' && !said) return 'ended with exit code 0 and no word';
    return isWhole() ? 'overcome' : 'ended with exit code 0 and other bits';
  }
  if (!answer.stderr.includes(folder)) return `the message names no file: ${answer.stderr}`;
  if (!causes[fault].test(answer.stderr)) return `the message names no cause: ${answer.stderr}`;
  endProcess(folder);
  const resumed = await commands.whole(['resume', folder, '--quiet']);
  if (resumed.code === 0) return isWhole() ? 'resumed' : 'went on with other bits';
  const log = join(folder, 'log.jsonl');
  const nothingLost = !existsSync(log) || readFileSync(log).length === 0;
  return resumed.code === 2 && nothingLost ? 'notBegun' : `did not go on: ${resumed.stderr}`;
}

/** Beyond the largest number that Linux gives to a process. */
const nobody = 2 ** 22 + 1;

/** A lock that could not be removed outlives a call of the command line, though not its process: here they are one. */
function endProcess(folder: string): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder).filter(found => /^lock\.\d+$/.test(found))) {
    writeFileSync(join(folder, name), JSON.stringify({ ...thisProcess(), process: nobody }));
  }
}
