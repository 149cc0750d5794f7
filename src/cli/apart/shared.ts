/**
 * Memory that two threads share: one computes and cannot listen meanwhile, the other listens to signals and shows how
 * far the first one is.
 */
import type { ProgressListener } from '../../simulation/progress.ts';

/** What crosses from one thread to the other. */
export type SharedMemory = SharedArrayBuffer;

/** A trajectory that is running. */
export interface RunningTrajectory {
  readonly number: number;
  /** Seconds since it began. */
  readonly elapsed: number;
  /** Seconds that the one before it took; 0 if there was none. */
  readonly before: number;
  readonly forces: number;
  readonly ofForces: number;
  /** Of the solver, for the present force. */
  readonly iterations: number;
}

const flag = { stop: 0, listening: 1 } as const;
const place = { trajectory: 0, began: 1, before: 2, forces: 3, ofForces: 4, iterations: 5 } as const;
const flagBytes = 16;

export function newSharedMemory(): SharedMemory {
  return new SharedArrayBuffer(flagBytes + 8 * Object.keys(place).length);
}

/** The side of the thread that listens. */
export function listeningSide(memory: SharedMemory) {
  const flags = new Int32Array(memory, 0, 2);
  const numbers = new Float64Array(memory, flagBytes);
  return {
    requestStop: () => void Atomics.store(flags, flag.stop, 1),
    /** Whether the other thread ends in good order when it is asked to stop. */
    isListening: () => Atomics.load(flags, flag.listening) === 1,
    running(now = Date.now()): RunningTrajectory | undefined {
      const [number, began, before, forces, ofForces, iterations] = numbers;
      if (number === 0) return undefined;
      return { number, elapsed: (now - began) / 1000, before, forces, ofForces, iterations };
    },
  };
}

/** The side of the thread that computes. Numbers of a moment ago are good enough for people: no atomics in solvers. */
export function computingSide(memory: SharedMemory) {
  const flags = new Int32Array(memory, 0, 2);
  const numbers = new Float64Array(memory, flagBytes);
  const progress: ProgressListener = {
    trajectory(number) {
      const now = Date.now();
      if (numbers[place.trajectory] !== 0) numbers[place.before] = (now - numbers[place.began]) / 1000;
      numbers[place.began] = now;
      numbers[place.forces] = numbers[place.ofForces] = numbers[place.iterations] = 0;
      numbers[place.trajectory] = number;
    },
    force(evaluated, of) {
      numbers[place.forces] = evaluated;
      numbers[place.ofForces] = of;
      numbers[place.iterations] = 0;
    },
    iteration() {
      numbers[place.iterations]++;
    },
  };
  return {
    progress,
    stopRequested: () => Atomics.load(flags, flag.stop) === 1,
    setListening: (listening: boolean) => void Atomics.store(flags, flag.listening, listening ? 1 : 0),
  };
}
