/**
 * Lines of `log.jsonl`, each with a running checksum at its end: `{"trajectory":1,…,"crc32":"1a2b3c4d"}`. It is the
 * CRC-32 of all lines up to this one as they are without their checksums, so a line that was changed, or that follows
 * one that is gone, is known by its number. Lines of older logs have no checksum and are taken as they are.
 */
import { crc32, hexWord } from '../../files/bytes/crc32.ts';

const opening = ',"crc32":"';
const closing = '"}';
const suffixLength = opening.length + 8 + closing.length;
/** What stands in the place of the checksum where lines are summed. */
const plainEnd = new TextEncoder().encode('}\n');
const lineBreak = 10;

/** The line of a record, and the checksum that it ends with. */
export function checkedLine(record: object, before: number): { readonly line: Uint8Array; readonly checksum: number } {
  const plain = new TextEncoder().encode(`${JSON.stringify(record)}\n`);
  const checksum = crc32(plain, 0, plain.length, before);
  const text = new TextEncoder().encode(`${opening}${hexWord(checksum)}${closing}\n`);
  const line = new Uint8Array(plain.length - plainEnd.length + text.length);
  line.set(plain.subarray(0, plain.length - plainEnd.length));
  line.set(text, plain.length - plainEnd.length);
  return { line, checksum };
}

export interface CheckedText {
  /** The lines without their checksums; a last line that has no line break is kept. */
  readonly text: string;
  /** The checksum after the last whole line; undefined where lines have none. */
  readonly checksum: number | undefined;
  /** Numbers of lines that are not what was written, counted from 1. */
  readonly damaged: readonly number[];
}

/** Compares every line with its checksum. */
export function checkLines(bytes: Uint8Array): CheckedText {
  const decoder = new TextDecoder();
  const pieces: string[] = [];
  const damaged: number[] = [];
  // Of the lines so far; undefined behind a line that lost its checksum.
  let running: number | undefined = 0;
  let checksum: number | undefined;
  let start = 0;
  for (let number = 1; ; number++) {
    const end = bytes.indexOf(lineBreak, start);
    if (end < 0) break;
    const content = decoder.decode(bytes.subarray(start, end));
    const stated = statedChecksum(content);
    if (stated === undefined) {
      const isLost = checksum !== undefined;
      if (isLost) damaged.push(number);
      running = isLost || running === undefined ? undefined : crc32(bytes, start, end + 1, running);
      pieces.push(content);
    } else {
      const body = end - suffixLength;
      if (running !== undefined) {
        const found = crc32(plainEnd, 0, plainEnd.length, crc32(bytes, start, body, running));
        if (found !== stated) damaged.push(number);
      }
      // The next line is judged by what this one says, so that each damaged line is named and no other.
      running = stated;
      checksum = stated;
      pieces.push(`${content.slice(0, -suffixLength)}}`);
    }
    start = end + 1;
  }
  return { text: pieces.map(line => `${line}\n`).join('') + decoder.decode(bytes.subarray(start)), checksum, damaged };
}

function statedChecksum(line: string): number | undefined {
  const suffix = line.slice(-suffixLength);
  const digits = suffix.slice(opening.length, -closing.length);
  if (!suffix.startsWith(opening) || !suffix.endsWith(closing) || !/^[0-9a-f]{8}$/.test(digits)) return undefined;
  return Number.parseInt(digits, 16);
}
