/** What the thread that computes and the thread that speaks to the GPU tell each other. */

/** In order. Numbers `at` are bytes of the heap. */
export type Command =
  | { readonly do: 'program'; readonly program: number; readonly source: string }
  | { readonly do: 'function'; readonly id: number; readonly program: number; readonly name: string }
  | { readonly do: 'run'; readonly id: number; readonly words: Uint32Array; readonly groups: number }
  | { readonly do: 'write'; readonly at: number; readonly bytes: Uint8Array }
  /** The answer to the two that follow is waited for. */
  | { readonly do: 'read'; readonly at: number; readonly into: Uint8Array }
  | { readonly do: 'grow'; readonly bytes: number };

/** The first message: where answers go. */
export interface Beginning {
  readonly answers: SharedArrayBuffer;
}

/** Bytes of the heap before it grows. */
export const firstHeapBytes = 2 ** 22;

export interface FoundGpu {
  readonly name: string;
  readonly heapBytes: number;
}

/**
 * Answers, which the computing thread waits for without hearing messages: how many there were, how the last one ended,
 * and a text.
 */
export class Answers {
  readonly buffer: SharedArrayBuffer;
  private readonly words: Int32Array;
  private readonly text: Uint8Array;

  constructor(buffer: SharedArrayBuffer = new SharedArrayBuffer(8192)) {
    this.buffer = buffer;
    this.words = new Int32Array(buffer, 0, 3);
    this.text = new Uint8Array(buffer, this.words.byteLength);
  }

  /** To the one who waits. */
  give(text: string, failed: boolean): void {
    const bytes = new TextEncoder().encode(text).subarray(0, this.text.length);
    this.text.set(bytes);
    this.words[1] = failed ? 1 : 0;
    this.words[2] = bytes.length;
    Atomics.add(this.words, 0, 1);
    Atomics.notify(this.words, 0);
  }

  get count(): number {
    return Atomics.load(this.words, 0);
  }

  /** Waits until there are more than `count`. @returns false if there are not in time */
  waitBeyond(count: number, milliseconds: number): boolean {
    return Atomics.wait(this.words, 0, count, milliseconds) !== 'timed-out';
  }

  /** The same without holding up this thread. */
  async comeBeyond(count: number): Promise<void> {
    const { value, async } = Atomics.waitAsync(this.words, 0, count);
    if (async) await value;
  }

  get last(): { readonly text: string; readonly failed: boolean } {
    const bytes = this.text.slice(0, this.words[2]);
    return { text: new TextDecoder().decode(bytes), failed: this.words[1] !== 0 };
  }
}
