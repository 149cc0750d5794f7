import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FileError } from '../bytes/fileError.ts';
import { duplicateKey } from '../bytes/jsonKeys.ts';
import { sequence } from '../configuration/hotConfiguration.fixture.ts';
import { readTensors, type Tensor, writeTensors } from './safetensors.ts';

/** A file with this header (text or value) and so many bytes of data; independent of the writer. */
function fileOf(header: unknown, dataBytes: number): Buffer {
  const json = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([length, json, Buffer.alloc(dataBytes)]);
}

const weights = new Map<string, Tensor>([
  ['b/rho', { shape: [2, 3], data: Float64Array.of(1, -2.5, 3e-300, 4, Math.PI, -0) }],
  ['a', { shape: [], data: Float64Array.of(7) }],
  ['c.kernel ü "quoted"', { shape: [3], data: Float32Array.of(1.5, 2, -0.1) }],
  ['empty', { shape: [0, 4], data: new Float64Array(0) }],
]);
const provenance = { made: 'from a test', __proto__ü: 'odd key' };

describe('safetensors', () => {
  it('gives back tensors, types, shapes and metadata', () => {
    const { tensors, metadata, remarks } = readTensors(writeTensors(weights, provenance));
    expect(new Map([...tensors].sort())).toEqual(new Map([...weights].sort()));
    expect(metadata).toEqual(provenance);
    expect(remarks).toEqual([]);
  });

  it('gives back any finite tensor under any name', () => {
    const tensor = fc
      .array(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 6 })
      .map((values): Tensor => ({ shape: [values.length], data: Float64Array.from(values) }));
    const name = fc.string({ unit: 'grapheme' }).filter(text => text !== '__metadata__');
    fc.assert(
      fc.property(fc.dictionary(name, tensor), fc.dictionary(fc.string(), fc.string()), (named, metadata) => {
        const source = new Map(Object.entries(named));
        const read = readTensors(writeTensors(source, metadata));
        expect(read.metadata).toEqual({ ...metadata });
        expect(read.tensors.size).toBe(source.size);
        for (const [key, { data }] of source) expect(read.tensors.get(key)?.data).toEqual(data);
      }),
      { numRuns: 100 },
    );
  });

  it('does not depend on the order of insertion', () => {
    const reversed = new Map([...weights].reverse());
    expect(writeTensors(reversed, provenance)).toEqual(writeTensors(weights, provenance));
  });

  it('writes the layout of the format: length, JSON padded to 8 bytes, little-endian data', () => {
    const bytes = Buffer.from(writeTensors(new Map([['w', { shape: [2], data: Float64Array.of(1, 2) }]])));
    const length = Number(bytes.readBigUInt64LE(0));
    expect(length % 8).toBe(0);
    const header = JSON.parse(bytes.toString('utf8', 8, 8 + length));
    expect(header.w).toEqual({ dtype: 'F64', shape: [2], data_offsets: [0, 16] });
    expect(bytes.readDoubleLE(8 + length)).toBe(1);
    expect(bytes.readDoubleLE(16 + length)).toBe(2);
    expect(bytes.length).toBe(24 + length);
  });

  it('reads files of others, without checksum and with unaligned data, with a remark', () => {
    const file = fileOf({ w: { dtype: 'F32', shape: [2, 1], data_offsets: [0, 8] } }, 8);
    file.writeFloatLE(0.25, file.length - 4);
    const { tensors, remarks } = readTensors(file);
    expect(tensors.get('w')).toEqual({ shape: [2, 1], data: Float32Array.of(0, 0.25) });
    expect(remarks.join()).toMatch(/no checksum/);
  });

  it('does not write shapes that do not fit, numbers that are not finite, reserved names', () => {
    const write = (shape: number[], data: Float64Array, name = 'w') => writeTensors(new Map([[name, { shape, data }]]));
    expect(() => write([3], Float64Array.of(1, 2))).toThrow(/shape \[3\] but 2 numbers/);
    expect(() => write([-1, -2], Float64Array.of(1, 2))).toThrow(/shape/);
    expect(() => write([2], Float64Array.of(1, Number.NaN))).toThrow(/w contains NaN at position 1/);
    expect(() => write([1], Float64Array.of(1), '__metadata__')).toThrow(/reserves/);
    expect(() => writeTensors(new Map(), { 'cask.crc32': '1' })).toThrow(/reserved/);
  });
});

describe('safetensors headers that lie', () => {
  const w = (change: object) => ({ w: { dtype: 'F64', shape: [1], data_offsets: [0, 8], ...change } });
  const v = { dtype: 'F64', shape: [1] };
  const twice =
    '{"w":{"dtype":"F64","shape":[1],"data_offsets":[0,8]},"w":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}';

  it.each([
    ['type', fileOf(w({ dtype: 'BF16' }), 8), /dtype "BF16"; only F64 and F32/],
    ['no type', fileOf(w({ dtype: undefined }), 8), /dtype undefined/],
    ['type of Object', fileOf(w({ dtype: 'constructor' }), 8), /dtype "constructor"/],
    ['shape', fileOf(w({ shape: [2] }), 8), /needs 16 bytes; its data_offsets 0 to 8 hold 8/],
    ['negative shape', fileOf(w({ shape: [-1] }), 8), /shape \[-1\]/],
    ['fractional shape', fileOf(w({ shape: [0.5, 2] }), 8), /shape/],
    ['huge shape', fileOf(w({ shape: [2 ** 40, 2 ** 40] }), 8), /needs/],
    ['shape text', fileOf(w({ shape: '1' }), 8), /shape "1"/],
    ['offsets', fileOf(w({ data_offsets: [8, 16] }), 16), /begin at byte \d+, expected \d+: tensors leave a gap/],
    ['reversed offsets', fileOf(w({ data_offsets: [8, 0] }), 8), /needs 8 bytes/],
    ['three offsets', fileOf(w({ data_offsets: [0, 4, 8] }), 8), /data_offsets \[0,4,8\]/],
    ['overlap', fileOf({ ...w({}), v: { ...v, data_offsets: [4, 12] } }, 12), /overlap/],
    ['same place', fileOf({ ...w({}), v: { ...v, data_offsets: [0, 8] } }, 8), /overlap/],
    ['missing data', fileOf(w({}), 7), /describes \d+ bytes, the file holds \d+/],
    ['data behind', fileOf(w({}), 9), /describes/],
    ['extra key', fileOf(w({ stride: 1 }), 8), /nothing else/],
    ['a list', fileOf([], 0), /must be a JSON object/],
    ['a tensor that is none', fileOf({ w: 1 }, 0), /must be described by/],
    ['metadata not text', fileOf({ __metadata__: { a: 1 } }, 0), /metadata "a" must be text/],
    ['metadata not an object', fileOf({ __metadata__: [] }, 0), /metadata must be a JSON object/],
    ['a name twice', fileOf(twice, 8), /names "w" twice/],
    ['a name twice, escaped', fileOf(twice.replace('{"w"', '{"\\u0077"'), 8), /names "w" twice/],
    ['not JSON', fileOf('{"w":', 0), /not JSON in UTF-8/],
    ['white space first', fileOf(' {}', 0), /must be a JSON object/],
    ['not UTF-8', fileOf('{}', 0).fill(0xff, 8), /not JSON in UTF-8/],
    ['not finite', Buffer.concat([fileOf(w({}), 0), Buffer.alloc(8, 0xff)]), /contains NaN at position 0/],
    ['odd checksum', fileOf({ __metadata__: { 'cask.crc32': 'XYZ' } }, 0), /eight hexadecimal digits/],
    [
      'wrong checksum',
      fileOf({ __metadata__: { 'cask.crc32': '0000000a' } }, 0),
      /file states 0000000a, its bytes give/,
    ],
  ] as [string, Buffer, RegExp][])('are refused: %s', (_, file, sentence) => {
    expect(() => readTensors(file)).toThrow(FileError);
    expect(() => readTensors(file)).toThrow(sentence);
  });

  it('are refused when the length is beyond the file or the limit, before anything is allocated', () => {
    const file = fileOf({}, 0);
    file.writeBigUInt64LE(2n ** 63n, 0);
    expect(() => readTensors(file)).toThrow(/announces 9223372036854775808 bytes/);
    expect(() => readTensors(Buffer.alloc(7))).toThrow(/at least 8 bytes, found 7/);
  });

  it('may nest equal keys in different objects', () => {
    expect(duplicateKey('{"a":{"b":"}{\\"b\\":"},"b":[{"a":1},{"a":2}]}')).toBeUndefined();
    expect(duplicateKey('{"a":{"b":1,"c":{},"b":2}}')).toBe('b');
  });
});

describe('damaged safetensors files', () => {
  const file = writeTensors(weights, provenance);

  it('are refused wherever they are cut', () => {
    for (let length = 0; length < file.length; length++) {
      expect(() => readTensors(file.subarray(0, length))).toThrow(FileError);
    }
  });

  it('are refused after every bit flip, except where it hides the checksum, which is remarked', () => {
    const random = sequence(10);
    const key = Buffer.from(file).indexOf('cask.crc32');
    for (let i = 0; i < 800; i++) {
      const place = Math.floor(random() * file.length);
      const bytes = file.slice();
      bytes[place] ^= 1 << Math.floor(random() * 8);
      if (place >= key && place < key + 10) {
        try {
          expect(readTensors(bytes).remarks.join()).toMatch(/no checksum/);
        } catch (error) {
          expect(error).toBeInstanceOf(FileError);
        }
      } else expect(() => readTensors(bytes)).toThrow(FileError);
    }
  });
});
