/**
 * When the next checkpoint is due: after every so many trajectories, or, where the run does not say, so often that a
 * crash costs about a minute of work and checkpoints cost at most a twentieth of the time.
 */
export interface Cadence {
  /** Whether a checkpoint is due after this trajectory. */
  isDue(trajectory: number): boolean;
  /** Writes one, and notes how long that took. */
  write(act: () => void): void;
}

const interval = 60_000;
const largestShare = 0.05;

export function cadence(every: number | undefined, now: () => number = () => performance.now()): Cadence {
  let next = now() + interval;
  return {
    isDue: trajectory => (every === undefined ? now() >= next : trajectory % every === 0),
    write(act) {
      const start = now();
      act();
      const end = now();
      next = end + Math.max(interval, (end - start) / largestShare);
    },
  };
}
