/**
 * The thread that listens. A trajectory is one synchronous computation, during which its thread hears no signal; so a run
 * computes in a thread of its own, and this one answers at once, shows how far a long trajectory is, and touches the lock
 * of the folder.
 */
import { closeSync, futimesSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { getHeapStatistics } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { heartbeat } from '../../runfolder/heartbeat.ts';
import { listenForStop, type SignalSource } from '../command/stop.ts';
import type { Output } from '../progress/display.ts';
import type { Message, Order } from './messages.ts';
import { createScreen } from './screen.ts';
import { listeningSide, newSharedMemory } from './shared.ts';
import { failureInWords, stoppingLine, vanishedInWords } from './words.ts';

export interface FrontOptions {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly signals: SignalSource;
  /** Ends the program at once, by the signal if nothing had begun that can be stopped in good order. */
  readonly abort: (signal?: NodeJS.Signals) => void;
}

const ticks = 250;

/** Carries a command out in a thread of its own. @returns its exit code */
export function runApart(argv: readonly string[], { stdout, stderr, signals, abort }: FrontOptions): Promise<number> {
  const memory = newSharedMemory();
  const shared = listeningSide(memory);
  const screen = createScreen(stdout);
  let isQuiet = argv.includes('--quiet');
  const locks = new Map<string, () => void>();
  const order: Order = {
    argv,
    program: [process.execPath, ...process.execArgv, process.argv[1]],
    memory,
    terminal: { isTTY: stdout.isTTY === true, columns: stdout.columns },
  };
  const heap = Math.floor(getHeapStatistics().heap_size_limit / 2 ** 20);
  const back = new Worker(new URL(import.meta.url.endsWith('.ts') ? './back.ts' : './back.js', import.meta.url), {
    workerData: order,
    // The limits of the process, not the smaller ones of a thread.
    resourceLimits: { maxOldGenerationSizeMb: heap },
  });
  const stop = listenForStop({
    source: signals,
    onRequest(signal) {
      if (!shared.isListening()) return abort(signal);
      shared.requestStop();
      if (!isQuiet) screen.say(stoppingLine(shared.running(), signal));
    },
    onAbort() {
      const lock = [...locks.keys()].at(-1);
      const next = lock === undefined ? '' : ` Go on with: cask resume ${dirname(lock)}`;
      if (!isQuiet) screen.say(`Stopped inside a trajectory; the last checkpoint stands.${next}`);
      abort();
    },
  });
  const clock = setInterval(() => {
    if (!isQuiet) screen.tick(shared.running());
  }, ticks);
  return new Promise<number>(resolve => {
    let code: number | undefined;
    back.on('message', (message: Message) => {
      switch (message.kind) {
        case 'stdout':
          return screen.write(message.text);
        case 'stderr':
          return void stderr.write(message.text);
        case 'held':
          return void locks.set(message.path, touching(message.path));
        case 'released':
          return locks.get(message.path)?.();
        case 'silence':
          isQuiet = true;
          return;
        case 'ended':
          code = message.code;
      }
    });
    back.on('error', error => {
      stderr.write(failureInWords(error, heap));
      code = 1;
    });
    back.on('exit', ended => {
      if (code === undefined) stderr.write(vanishedInWords(ended));
      resolve(code ?? (ended || 1));
    });
  }).finally(() => {
    clearInterval(clock);
    stop.release();
    for (const end of locks.values()) end();
  });
}

/** Touches a lock again and again, by the file and not by its name, which may be another's by then. */
function touching(path: string): () => void {
  let file: number | undefined;
  try {
    file = openSync(path, 'r+');
  } catch {
    // Gone already: the thread that computes will notice.
    return () => {};
  }
  const beat = setInterval(() => {
    try {
      const now = Date.now() / 1000;
      if (file !== undefined) futimesSync(file, now, now);
    } catch {
      // As above.
    }
  }, heartbeat);
  return () => {
    clearInterval(beat);
    if (file !== undefined) closeSync(file);
    file = undefined;
  };
}
