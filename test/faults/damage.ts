/** Files damaged on purpose. */
import { FileError } from '../../src/files/index.ts';
import { uniform } from '../cli/fakeSimulation.ts';

/** Cuts at every byte of the header and at `random` offsets behind it. */
export function* cuts(bytes: Uint8Array, header: number, random: number): Generator<Uint8Array> {
  for (let length = 0; length < header; length++) yield bytes.subarray(0, length);
  for (let k = 0; k < random; k++) {
    yield bytes.subarray(0, header + Math.floor(uniform(1, k, 0) * (bytes.length - header)));
  }
}

/** Flips one random bit at a time. */
export function* flips(bytes: Uint8Array, count: number): Generator<Uint8Array> {
  for (let k = 0; k < count; k++) {
    const bit = Math.floor(uniform(2, k, 1) * 8 * bytes.length);
    const damaged = bytes.slice();
    damaged[bit >> 3] ^= 1 << (bit & 7);
    yield damaged;
  }
}

/** Counts what a reader did with damaged files; `agrees` says whether what it took is what was written. */
export function readAll<Content>(
  files: Iterable<Uint8Array>,
  read: (bytes: Uint8Array) => Content,
  agrees: (content: Content) => boolean,
): { refused: number; harmless: number; silent: number } {
  const counts = { refused: 0, harmless: 0, silent: 0 };
  for (const bytes of files) {
    let content: Content;
    try {
      content = read(bytes);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      counts.refused++;
      continue;
    }
    counts[agrees(content) ? 'harmless' : 'silent']++;
  }
  return counts;
}
