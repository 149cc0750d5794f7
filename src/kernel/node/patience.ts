/** Waiting for other ranks: fast while they are about to answer, cheap for others on this machine when they are not. */

/** Milliseconds: most answers come within these. */
const spinning = 0.02;
const yielding = 0.5;
/**
 * A process that gives way to busy ones is long in coming back; then, for a while, it looks on for longer than another one
 * naps, or each would wait for the other's nap, and naps instead.
 */
const crowded = { from: 2, for: 1000, spinning: 0.2 } as const;
/** After that a process sleeps for a moment, and is preferred by the system when it wakes. */
const shortNap = 0.05;
const longNap = 0.5;
const long = 50;
/** Between two looks at the clock this process was stopped itself, as by Ctrl-Z, or its computer slept. */
const interrupted = 1000;
/** Seconds. */
const firstNotice = 10;

export interface Waiting {
  /** Hears that this rank has been waiting for so many seconds. */
  readonly onWaiting: (seconds: number) => void;
  /** Seconds after which it gives up. */
  readonly limit: number;
  /** Lets another process run. */
  readonly giveWay: () => void;
  /** Milliseconds. */
  readonly now?: () => number;
}

/** A rank did not answer. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

export class Patience {
  readonly limit: number;
  private readonly waiting: Waiting;
  private readonly now: () => number;
  private crowdedUntil = Number.NEGATIVE_INFINITY;
  private readonly nap = new Int32Array(new SharedArrayBuffer(4));

  constructor(waiting: Waiting) {
    this.waiting = waiting;
    this.limit = waiting.limit;
    this.now = waiting.now ?? (() => performance.now());
  }

  /** Waits until it is done. @throws NoAnswer after too long */
  until(isDone: () => boolean, limit = this.limit): void {
    if (isDone()) return;
    let last = this.now();
    let waited = 0;
    let notice = Math.min(firstNotice, limit / 2);
    for (;;) {
      if (isDone()) return;
      const now = this.now();
      if (now - last < interrupted) waited += now - last;
      last = now;
      const isCrowded = now < this.crowdedUntil;
      if (waited < (isCrowded ? crowded.spinning : spinning)) continue;
      if (waited < yielding && !isCrowded) this.yield(now);
      else Atomics.wait(this.nap, 0, 0, waited < long ? shortNap : longNap);
      const seconds = waited / 1000;
      if (seconds < notice) continue;
      if (seconds >= limit) {
        throw new NoAnswer(`Another rank has not answered for ${Math.round(seconds)} s; the run cannot go on.`);
      }
      if (Number.isFinite(limit)) this.waiting.onWaiting(notice);
      notice = Math.min(2 * notice, limit);
    }
  }

  private yield(before: number): void {
    this.waiting.giveWay();
    const now = this.now();
    if (now - before > crowded.from) this.crowdedUntil = now + crowded.for;
  }
}
