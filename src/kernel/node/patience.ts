/** Waiting for other ranks: fast while they are about to answer, cheap for others on this machine when they are not. */

/** Milliseconds: most answers come within these. */
const spinning = 0.02;
const yielding = 0.5;
/** After that a process sleeps for a moment, and is preferred by the system when it wakes. */
const shortNap = 0.05;
const longNap = 0.5;
const long = 50;
const noticeSeconds = 10;

/** A rank did not answer. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

export class Patience {
  private readonly giveWay: () => void;
  private readonly onWaiting: (seconds: number) => void;
  private readonly limit: number;
  private readonly nap = new Int32Array(new SharedArrayBuffer(4));

  /**
   * @param giveWay lets another process run
   * @param limit seconds
   */
  constructor(giveWay: () => void, onWaiting: (seconds: number) => void, limit: number) {
    this.giveWay = giveWay;
    this.onWaiting = onWaiting;
    this.limit = limit;
  }

  /** Waits until it is done. @throws NoAnswer after too long */
  until(isDone: () => boolean, limit = this.limit): void {
    if (isDone()) return;
    const start = performance.now();
    let notice = noticeSeconds;
    for (;;) {
      if (isDone()) return;
      const waited = performance.now() - start;
      if (waited < spinning) continue;
      if (waited < yielding) this.giveWay();
      else Atomics.wait(this.nap, 0, 0, waited < long ? shortNap : longNap);
      if (waited / 1000 < notice) continue;
      if (waited / 1000 > limit) {
        throw new NoAnswer(`Another rank has not answered for ${Math.round(waited / 1000)} s; the run cannot go on.`);
      }
      if (Number.isFinite(limit)) this.onWaiting(notice);
      notice *= 2;
    }
  }
}
