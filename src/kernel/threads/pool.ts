/**
 * Threads that share the launches of one machine. The thread that launches does its share and whatever the others have
 * not begun, so that a launch never waits for a thread that is asleep, starting or held up before it takes a block.
 */
import { worthwhileByDefault } from './blocks.ts';
import {
  blocksTaken,
  complaintIn,
  forgetTaken,
  mostThreads,
  newControl,
  pause,
  spinMilliseconds,
  takeBlocks,
  word,
} from './control.ts';
import { Profit } from './profit.ts';
import { type EntryFunction, type Invitation, instantiate, type SharedCode, type WasmCode } from './worker.ts';

/** A thread that was started. */
export interface StartedThread {
  /** When it waits for launches; also fulfilled when it ends before. */
  readonly ready: Promise<void>;
  /** Whether it ended, as far as can be seen without giving up this thread. */
  hasEnded(): boolean;
  send(code: SharedCode): void;
  /** Ends it. */
  end(): void;
}

/** Starts a thread that runs a `PoolWorker`: for this engine, and made outside of this room (see kernel/node). */
export type StartThread = (invitation: Invitation) => StartedThread;

export interface ThreadOptions {
  /** Threads that compute, with the one that launches. */
  readonly count: number;
  readonly start: StartThread;
  /** Launches that take one thread fewer microseconds are left to it. Default: what pays on common computers. */
  readonly worthwhile?: number;
}

/** A thread ended, or its code failed, with work in its hands: fields are half written. */
export class ThreadError extends Error {
  override readonly name = 'ThreadError';
}

/** One launch, cut into blocks that may run at the same time. */
export interface BlockLaunch {
  /** Address of the descriptor of the first block, and bytes from one to the next; after several one for all of them. */
  readonly descriptor: number;
  readonly stride: number;
  readonly blocks: number;
  /** Of launches of several blocks. */
  readonly pace?: Pace;
}

/** What a launch takes one thread, in microseconds. */
export interface Pace {
  readonly estimate: number;
  /** Measured. */
  shortest?: number;
  runsAlone: number;
}

/** Code that all threads have, or get before their first launch of it. */
export interface PooledCode {
  readonly shared: SharedCode;
  /** What it does in the thread that launches. */
  readonly run: EntryFunction;
  /** Its number among all that were sent. */
  number?: number;
}

/** Numbers of launches from one look at the threads to the next: one that ended with no work in its hands is missed soon. */
const numbersPerLook = 2 ** 11;
/** From one time that old numbers are forgotten to the next. */
const numbersPerRound = 2 ** 28;
/** Runs alone from one that is timed to the next. */
const runsPerTiming = 32;
const napMilliseconds = 20;
/** A thread that is alive finishes a block long before. */
const mostNaps = 3000;

/** Threads whose pool was collected have nothing to do. */
const abandoned = new FinalizationRegistry<readonly StartedThread[]>(threads => {
  for (const thread of threads) thread.end();
});

export class ThreadPool {
  /** Threads that compute, with the one that launches. */
  readonly threads: number;
  /** Launches that take one thread fewer microseconds are left to it. */
  readonly worthwhile: number;
  /** When all threads wait for launches. */
  readonly ready: Promise<void>;
  private readonly memory: WebAssembly.Memory;
  private readonly control = newControl();
  private readonly started: readonly StartedThread[];
  private readonly profit: Profit;
  private launch = 1;
  private codes = 0;
  private broken: ThreadError | undefined;

  constructor(memory: WebAssembly.Memory, { count, start, worthwhile }: ThreadOptions) {
    if (!Number.isInteger(count) || count < 1 || count > mostThreads) {
      throw new Error(`A machine has 1 to ${mostThreads} threads; found ${count}.`);
    }
    this.memory = memory;
    this.threads = count;
    this.worthwhile = worthwhile ?? worthwhileByDefault;
    this.profit = new Profit(this.worthwhile);
    Atomics.store(this.control, word.launch, this.launch);
    this.started = Array.from({ length: count - 1 }, (_, k) =>
      start({ thread: k + 1, threads: count, control: this.control, memory }),
    );
    this.ready = Promise.all(this.started.map(({ ready }) => ready)).then(() => {});
    abandoned.register(this, this.started, this);
  }

  /** How many blocks each thread has run so far, the one that launches first. */
  get shares(): number[] {
    return Array.from({ length: this.threads }, (_, thread) => blocksTaken(this.control, thread));
  }

  open(code: WasmCode): PooledCode {
    return { shared: code, run: instantiate(code, this.memory) };
  }

  /** Runs all blocks of a launch of several. @throws ThreadError if a thread was lost, now or earlier */
  run(code: PooledCode, launch: BlockLaunch): void {
    if (this.broken) throw this.broken;
    const pace = launch.pace!;
    const allAsleep = Atomics.load(this.control, word.sleepers) === this.started.length;
    if (this.profit.expects(pace.shortest ?? pace.estimate, allAsleep)) this.share(code, launch, pace);
    else runAlone(code, launch, pace);
  }

  private share(code: PooledCode, { descriptor, stride, blocks }: BlockLaunch, pace: Pace): void {
    const { control } = this;
    const start = performance.now();
    if ((this.launch & (numbersPerLook - 1)) === 1) this.refuseEnded();
    if ((this.launch & (numbersPerRound - 1)) === 1) forgetTaken(control, this.launch);
    code.number ??= this.send(code);
    Atomics.store(control, word.code, code.number);
    Atomics.store(control, word.descriptor, descriptor);
    Atomics.store(control, word.stride, stride);
    Atomics.store(control, word.blocks, blocks);
    Atomics.store(control, word.finished, 0);
    const launch = (this.launch + 1) | 0;
    Atomics.store(control, word.launch, launch);
    if (Atomics.load(control, word.sleepers) > 0) Atomics.notify(control, word.launch);
    const begun = performance.now();
    try {
      const own = takeBlocks(control, launch, 0, this.threads, blocks, block => {
        code.run(descriptor + block * stride);
      });
      const spent = 1000 * (performance.now() - begun);
      const alone = own > 0 ? (spent * blocks) / own : (pace.shortest ?? pace.estimate);
      if (own > 0) measured(pace, alone);
      this.awaitFinished(blocks);
      this.profit.book(alone - 1000 * (performance.now() - start));
    } catch (error) {
      this.breakUp(error instanceof ThreadError ? error : new ThreadError(`A launch failed: ${error}.`));
    }
    this.launch = (launch + 1) | 0;
    Atomics.store(control, word.launch, this.launch);
    const complaint = complaintIn(control);
    if (complaint) this.breakUp(new ThreadError(`Thread ${this.named(complaint.thread)} failed: ${complaint.text}.`));
  }

  /** Ends the threads; launches are refused from now on. The second time nothing happens. */
  close(): void {
    abandoned.unregister(this);
    this.broken ??= new ThreadError('The machine was closed; make another one.');
    for (const thread of this.started) thread.end();
  }

  private send({ shared }: PooledCode): number {
    for (const thread of this.started) thread.send(shared);
    Atomics.add(this.control, word.mail, 1);
    return this.codes++;
  }

  private awaitFinished(blocks: number): void {
    const { control } = this;
    const since = performance.now();
    for (let looks = 1; Atomics.load(control, word.finished) !== blocks; looks++) {
      if (looks % 32 !== 0 || performance.now() - since < spinMilliseconds) pause();
      else this.sleepUntilFinished(blocks);
    }
  }

  private sleepUntilFinished(blocks: number): void {
    const { control } = this;
    Atomics.store(control, word.callerSleeps, 1);
    for (let naps = 0, before = -1; ; naps++) {
      const finished = Atomics.load(control, word.finished);
      if (finished === blocks) break;
      if (finished !== before) naps = 0;
      before = finished;
      if (Atomics.wait(control, word.finished, finished, napMilliseconds) !== 'timed-out') continue;
      this.refuseEnded();
      if (naps > mostNaps)
        throw new ThreadError(`A thread has not finished its work for ${(napMilliseconds * naps) / 1000} s.`);
    }
    Atomics.store(control, word.callerSleeps, 0);
  }

  private refuseEnded(): void {
    const k = this.started.findIndex(thread => thread.hasEnded());
    if (k >= 0) this.breakUp(new ThreadError(`Thread ${this.named(k + 1)} ended while it was needed.`));
  }

  private named(thread: number): string {
    return `${thread + 1} of ${this.threads}`;
  }

  private breakUp(error: ThreadError): never {
    this.close();
    this.broken = error;
    throw error;
  }
}

function runAlone(code: PooledCode, { descriptor, stride, blocks }: BlockLaunch, pace: Pace): void {
  const all = descriptor + blocks * stride;
  if (++pace.runsAlone % runsPerTiming !== 1) {
    code.run(all);
    return;
  }
  const start = performance.now();
  code.run(all);
  measured(pace, 1000 * (performance.now() - start));
}

function measured(pace: Pace, microseconds: number): void {
  pace.shortest = Math.min(pace.shortest ?? microseconds, microseconds);
}
