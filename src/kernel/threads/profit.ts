/**
 * Whether it pays to share launches at present. Threads that wait cost nothing to call; threads that sleep take a while to
 * wake, and threads that others keep from their cores hold up a launch whose blocks they took. So every shared launch is
 * booked with the time that it won or lost. Sharing begins after some work was done alone, and after losses the longer
 * the more there were. Times are in microseconds.
 */

/** Work done alone before sleeping threads are woken. */
const shortestPatience = 100;
const longestPatience = 1e6;
/** A loss of so much beyond what was won ends sharing for a while. */
const loss = 100;
/** Gains beyond this are forgotten. */
const mostCredit = 20_000;

export class Profit {
  private readonly worthwhile: number;
  private isSharing = false;
  /** Work done alone since sharing ended. */
  private alone = 0;
  private patience = shortestPatience;
  private balance = 0;

  /** @param worthwhile shorter launches are never shared; 0: every launch is */
  constructor(worthwhile: number) {
    this.worthwhile = worthwhile;
  }

  /** Whether to share a launch of this length. */
  expects(microseconds: number, allAsleep: boolean): boolean {
    if (this.worthwhile === 0) return true;
    if (microseconds < this.worthwhile) return false;
    if (allAsleep) this.stop();
    if (this.isSharing) return true;
    this.alone += microseconds;
    this.isSharing = this.alone >= this.patience;
    return this.isSharing;
  }

  /** A shared launch was so much faster than on one thread. */
  book(gain: number): void {
    this.balance = Math.min(this.balance + gain, mostCredit);
    if (this.balance < -loss) {
      this.stop();
      this.balance = 0;
      this.patience = Math.min(2 * this.patience, longestPatience);
    } else if (this.balance > loss) this.patience = shortestPatience;
  }

  private stop(): void {
    if (this.isSharing) this.alone = 0;
    this.isSharing = false;
  }
}
