/** `cask rehearse`, which the program starts by itself: finds out what memory a run needs (need.ts). */
import { text } from 'node:stream/consumers';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Command } from 'commander';
import type { Resolved } from '../../runfile/schema/index.ts';
import { filesOnDisk } from '../../runfolder/runFiles.ts';
import { rehearse } from '../../simulation/rehearsal.ts';
import type { Assemble } from '../../simulation/simulation.ts';
import type { Preflight } from '../command/check.ts';
import type { Output } from '../progress/display.ts';
import { threadsOf, withOneThread } from '../threads.ts';
import { type MemoryNeed, rehearsalCommand } from './need.ts';

/** Collections of garbage that are afforded; lists repeat themselves from one source of a measurement to the next. */
const mostCollections = 200;

/** Adds the command to the program. */
export function addRehearse(cask: Command, context: RehearsalContext): void {
  cask.command(rehearsalCommand, { hidden: true }).action(async () => {
    const run = JSON.parse(await text(process.stdin)) as Resolved;
    context.stdout.write(JSON.stringify(await needOf(run, context)));
  });
}

/** Bytes of lists that nobody holds any more, up to which V8 puts off their collection. */
const dropped = 64 * 1024 ** 2;

/** What a run does and a rehearsal does not: its log, analysis and report, and V8's space for young objects at its largest. */
const besides = 90 * 1024 ** 2;

export interface RehearsalContext {
  readonly stdout: Output;
  readonly assemble: Assemble;
  readonly preflight: Preflight | undefined;
}

/** Each further thread: an isolate of V8 with its instances of the kernels, whose code is shared. */
const threadBytes = 30 * 2 ** 20;

/** Everything that `cask run` does before its first trajectory is done here too, so that the heap is as large. */
export async function needOf(
  run: Resolved,
  { assemble, preflight }: Omit<RehearsalContext, 'stdout'>,
): Promise<MemoryNeed> {
  const collect = garbageCollector();
  const lists = () => process.memoryUsage().arrayBuffers;
  await preflight?.(run, 'brief', filesOnDisk);
  let before = Number.POSITIVE_INFINITY;
  let largest = 0;
  let collections = 0;
  const onPrepared = () => {
    collect();
    before = lists();
  };
  const onLists = () => {
    if (before === Number.POSITIVE_INFINITY || collections++ > mostCollections) return;
    collect();
    largest = Math.max(largest, lists() - before);
  };
  const { fields, touched, growth, checkpoint, sitesPerSite } = await rehearse(withOneThread(run), {
    assemble,
    files: filesOnDisk,
    onPrepared,
    onLists,
  });
  const further = (threadsOf(run) - 1) * threadBytes;
  const rest = process.resourceUsage().maxRSS * 1024 - touched - largest + further + besides;
  const listsOfRun = Math.max(largest, checkpoint) * sitesPerSite + Math.min(dropped, checkpoint * sitesPerSite);
  return { fields, lists: listsOfRun, process: rest, bytes: fields + listsOfRun + rest, growth };
}

function garbageCollector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}
