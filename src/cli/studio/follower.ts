/**
 * A log as it grows, read once for all who follow it. Of a long log every k-th line is kept, so that the first figures come
 * soon and the memory stays bounded; what is appended later is handed on whole.
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

export interface Follower {
  /** Lines so far, then those that are appended; undefined: the log is gone. @returns ends it */
  follow(hear: (lines: readonly string[] | undefined) => void): () => void;
}

/** Lines that a page gets at the beginning; it analyses them within a second. */
const mostLines = 20_000;
const pieceBytes = 4 * 2 ** 20;
const pollTime = 500;
const lineBreak = 10;

/** @param idle called when nobody follows any more */
export function follower(path: string, idle: () => void): Follower {
  const hearers = new Set<(lines: readonly string[] | undefined) => void>();
  let kept: string[] = [];
  let [stride, seen, position] = [1, 0, 0];
  let rest = Buffer.alloc(0);
  let timer: ReturnType<typeof setInterval> | undefined;

  const keep = (line: string) => {
    if (seen++ % stride !== 0) return;
    kept.push(line);
    if (kept.length < 2 * mostLines) return;
    kept = kept.filter((_, k) => k % 2 === 0);
    stride *= 2;
  };
  /** New whole lines; undefined where the log is gone or was begun anew. */
  const read = (wantsAll: boolean): string[] | undefined => {
    let file: number;
    try {
      file = openSync(path, 'r');
    } catch {
      return undefined;
    }
    const fresh: string[] = [];
    try {
      if (fstatSync(file).size < position) return undefined;
      const piece = Buffer.alloc(pieceBytes);
      for (;;) {
        const count = readSync(file, piece, 0, piece.length, position);
        if (count === 0) break;
        position += count;
        const bytes = Buffer.concat([rest, piece.subarray(0, count)]);
        let start = 0;
        for (let end = bytes.indexOf(lineBreak); end >= 0; end = bytes.indexOf(lineBreak, start)) {
          // Only lines that are kept become text.
          if (wantsAll || seen % stride === 0) {
            const line = bytes.toString('utf8', start, end);
            if (wantsAll) fresh.push(line);
            keep(line);
          } else {
            seen++;
          }
          start = end + 1;
        }
        rest = Buffer.from(bytes.subarray(start));
      }
    } catch {
      return undefined;
    } finally {
      closeSync(file);
    }
    return fresh;
  };
  const end = () => {
    clearInterval(timer);
    idle();
  };
  const poll = () => {
    const lines = read(true);
    if (lines?.length === 0) return;
    for (const hear of hearers) hear(lines);
    if (lines === undefined) end();
  };
  return {
    follow(hear) {
      if (timer === undefined) {
        if (read(false) === undefined) {
          hear(undefined);
          idle();
          return () => {};
        }
        timer = setInterval(poll, pollTime);
      }
      hear(kept);
      hearers.add(hear);
      return () => {
        hearers.delete(hear);
        if (hearers.size === 0) end();
      };
    },
  };
}
