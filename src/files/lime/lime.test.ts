import { crc32 as zlibCrc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc32, rotateLeft } from '../bytes/crc32.ts';
import { FileError } from '../bytes/fileError.ts';
import { limeRecord } from '../formats/goldenFiles.fixture.ts';
import { readLime, recordText, writeLime } from './lime.ts';

const message = fc.array(
  fc.record({ type: fc.stringMatching(/^[a-z-]{1,40}$/), data: fc.uint8Array({ maxLength: 40 }) }),
  { minLength: 1, maxLength: 4 },
);

const golden = Buffer.concat([
  limeRecord('first', 'abc', true, false),
  limeRecord('second', '12345678', false, true),
  limeRecord('third', '', true, true),
]);

describe('LIME', () => {
  it('gives back every record with its message flags', () => {
    fc.assert(
      fc.property(fc.array(message, { minLength: 1, maxLength: 3 }), messages => {
        const remarks: string[] = [];
        const records = readLime(writeLime(messages), remarks);
        expect(remarks).toEqual([]);
        expect(records.map(({ type, data }) => ({ type, data: [...data] }))).toEqual(
          messages.flat().map(({ type, data }) => ({ type, data: [...data] })),
        );
        expect(records.filter(record => record.messageBegins).length).toBe(messages.length);
        expect(records.filter(record => record.messageEnds).length).toBe(messages.length);
      }),
      { numRuns: 50 },
    );
  });

  it('writes the bytes of an independent writer', () => {
    const bytes = writeLime([
      [
        { type: 'first', data: 'abc' },
        { type: 'second', data: '12345678' },
      ],
      [{ type: 'third', data: '' }],
    ]);
    expect(Buffer.from(bytes)).toEqual(golden);
  });

  it('refuses a file cut at any byte that is not the end of a record', () => {
    const ends = [0, 152, 304, 448];
    for (let length = 1; length < golden.length; length++) {
      if (ends.includes(length)) continue;
      const remarks: string[] = [];
      // Bytes 148 to 151 only fill up the first record.
      if (length > 146 && length < 152) {
        expect(recordText(readLime(golden.subarray(0, length), remarks)[0])).toBe('abc');
        expect(remarks.join()).toMatch(/missing fill bytes/);
      } else {
        expect(() => readLime(golden.subarray(0, length))).toThrow(FileError);
      }
    }
    expect(() => readLime(golden.subarray(0, 300))).toThrow(
      'Truncated LIME record second: expected 8 bytes, found 4. The file is cut off.',
    );
    expect(() => readLime(golden.subarray(0, 200))).toThrow(/header at byte 152: expected 144 bytes, found 48/);
  });

  it('names the byte of a bad magic number, an unknown version, a broken type', () => {
    const damaged = (place: number, value: number) => {
      const bytes = Buffer.from(golden);
      bytes[place] = value;
      return () => readLime(bytes);
    };
    expect(damaged(152, 0)).toThrow(/magic number at byte 152: found 0x6789ab, expected 0x456789ab/);
    expect(damaged(157, 2)).toThrow(/LIME version 2 at byte 156/);
    expect(damaged(168, 0)).toThrow(/record at byte 152 has an empty type/);
    expect(damaged(169, 7)).toThrow(/type "s\?cond"/);
  });

  it('refuses a length beyond the file before allocating anything', () => {
    const bytes = Buffer.from(golden);
    bytes.writeBigUInt64BE(0xffffffffffffffffn, 8);
    expect(() => readLime(bytes)).toThrow(/record first: expected 18446744073709551615 bytes, found 304/);
  });

  it('accepts wrong flags and fill bytes, and says so', () => {
    const bytes = Buffer.from(golden);
    bytes[6] = 0;
    bytes[150] = 1;
    const remarks: string[] = [];
    expect(readLime(bytes, remarks)).toHaveLength(3);
    expect(remarks).toHaveLength(2);
    expect(remarks.join()).toMatch(/message-begin flag of the LIME record first.*fill bytes other than zero/);
  });

  it('does not write record types that others cannot read', () => {
    for (const type of ['', 'with space', 'ü', 'x'.repeat(128)]) {
      expect(() => writeLime([[{ type, data: '' }]])).toThrow(/cannot be a LIME record type/);
    }
  });
});

describe('CRC-32', () => {
  it('equals that of zlib, in one piece or continued', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat(100), (bytes, cut) => {
        const place = Math.min(cut, bytes.length);
        expect(crc32(bytes)).toBe(zlibCrc32(bytes));
        expect(crc32(bytes, place, bytes.length, crc32(bytes, 0, place))).toBe(zlibCrc32(bytes));
      }),
      { numRuns: 50 },
    );
  });

  it('rotates by 0 and 32 without losing bits', () => {
    expect(rotateLeft(0x80000001, 0)).toBe(0x80000001);
    expect(rotateLeft(0x80000001, 32)).toBe(0x80000001);
    expect(rotateLeft(0x80000001, 1)).toBe(3);
  });
});
