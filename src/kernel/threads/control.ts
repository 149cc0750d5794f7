/**
 * What the threads of a pool share besides the memory of fields: a few words that say which launch is open, and who has
 * taken which of its blocks.
 *
 * The number of a launch is even while it is open and odd between launches. A thread that has read it reads the rest, and
 * then the number once more: if that is the same, what it read belongs together. A block is taken by exchanging the
 * number of the last launch that took it for that of this one, which only one thread can do, and none that comes late.
 */

/** 32-bit words. Those that are written while others are read lie 64 bytes apart. */
export const word = {
  /** Number of the launch. */
  launch: 0,
  /** What to run: code, the address of the first descriptor, bytes from one to the next, number of blocks. */
  code: 1,
  descriptor: 2,
  stride: 3,
  blocks: 4,
  /** Messages sent to each worker so far. */
  mail: 5,
  /** Blocks that are finished. */
  finished: 16,
  /** Whether the caller waits for them asleep. */
  callerSleeps: 17,
  /** Workers that sleep. */
  sleepers: 32,
  /** Number of a thread whose code failed, and the length of what it says. */
  failed: 48,
  complaintLength: 49,
  /** For each block the last launch that took it. */
  taken: 64,
} as const;

export const mostBlocks = 256;
export const mostThreads = 64;
const shares = word.taken + mostBlocks;
const complaint = shares + mostThreads;
const complaintWords = 256;

export function newControl(): Int32Array<SharedArrayBuffer> {
  return new Int32Array(new SharedArrayBuffer(4 * (complaint + complaintWords)));
}

/**
 * Runs the blocks of this launch that nobody else takes, and says how many. A thread begins with its share, so that it
 * meets the same rows in every kernel.
 */
export function takeBlocks(
  control: Int32Array,
  launch: number,
  thread: number,
  threads: number,
  blocks: number,
  run: (block: number) => void,
): number {
  let count = 0;
  const firstBlock = Math.floor((blocks * thread) / threads);
  for (let k = 0; k < blocks; k++) {
    const block = firstBlock + k < blocks ? firstBlock + k : firstBlock + k - blocks;
    const last = Atomics.load(control, word.taken + block);
    if (((last - launch) | 0) >= 0) continue;
    if (Atomics.compareExchange(control, word.taken + block, last, launch) !== last) continue;
    run(block);
    count++;
    Atomics.add(control, word.finished, 1);
    if (Atomics.load(control, word.callerSleeps) === 1) Atomics.notify(control, word.finished);
  }
  control[shares + thread] += count;
  return count;
}

/**
 * Between launches: all blocks as taken by the last one. Numbers of launches wrap around, and a block that nobody took for
 * half of their range would seem to be taken by a later one.
 */
export function forgetTaken(control: Int32Array, lastLaunch: number): void {
  for (let block = 0; block < mostBlocks; block++) Atomics.store(control, word.taken + block, lastLaunch);
}

/** Blocks that a thread has run so far. */
export function blocksTaken(control: Int32Array, thread: number): number {
  return control[shares + thread];
}

/** Lets others know that the code of a thread failed; only the first one is kept. */
export function complain(control: Int32Array, thread: number, error: unknown): void {
  const bytes = new TextEncoder().encode(String(error)).subarray(0, 4 * complaintWords);
  if (Atomics.compareExchange(control, word.failed, 0, thread + 1) !== 0) return;
  new Uint8Array(control.buffer, 4 * complaint).set(bytes);
  Atomics.store(control, word.complaintLength, bytes.length);
}

/** The thread whose code failed and what it said. */
export function complaintIn(control: Int32Array): { readonly thread: number; readonly text: string } | undefined {
  const thread = Atomics.load(control, word.failed) - 1;
  if (thread < 0) return undefined;
  const length = Atomics.load(control, word.complaintLength);
  // A decoder takes no shared memory.
  return { thread, text: new TextDecoder().decode(new Uint8Array(control.buffer, 4 * complaint, length).slice()) };
}

/** A moment in a loop that waits. */
export const pause: () => void = (Atomics as { pause?: () => void }).pause ?? (() => {});

/** Whether this thread may wait for others: the page of a browser may not, its workers may. */
export function mayWait(): boolean {
  try {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 1);
    return true;
  } catch {
    return false;
  }
}

/** Waiting threads look at memory for so long, then they sleep. */
export const spinMilliseconds = 0.05;
