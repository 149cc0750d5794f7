import { describe, expect, it } from 'vitest';
import { hotConfiguration, linkAt, sameBits } from '../configuration/hotConfiguration.fixture.ts';
import { readBridge, writeBridge } from './bridge.ts';

const extents = [2, 3, 2, 3];
const field = hotConfiguration(extents, 3);
const text = Buffer.from(writeBridge(field)).toString();

describe('Bridge++ text', () => {
  it.each([
    [[2, 3, 2, 3], 3],
    [[2, 2, 3, 2], 2],
    [[4, 5], 1],
    [[3, 2, 2], 2],
  ])('gives back the same bits on %j for N = %i', (extents, colours) => {
    const configuration = hotConfiguration(extents, colours);
    const read = readBridge(writeBridge(configuration), { extents });
    expect(sameBits(read.configuration.links, configuration.links)).toBe(true);
    expect(read.configuration.colours).toBe(colours);
  });

  it('lists t, z, y, x, mu, row, column, re/im from slow to fast, one number a line', () => {
    const lines: string[] = [];
    for (let t = 0; t < 3; t++)
      for (let z = 0; z < 2; z++)
        for (let y = 0; y < 3; y++)
          for (let x = 0; x < 2; x++)
            for (let mu = 0; mu < 4; mu++)
              for (const value of linkAt(field, [x, y, z, t], mu)) lines.push(value.toExponential(16));
    expect(text).toBe(`${lines.join('\n')}\n`);
  });

  it('is read across the pieces into which a long file is cut', () => {
    const long = hotConfiguration([4, 4, 6, 7], 3);
    const bytes = writeBridge(long);
    expect(bytes.length).toBeGreaterThan(1 << 20);
    expect(sameBits(readBridge(bytes, { extents: long.extents }).configuration.links, long.links)).toBe(true);
  });

  it('reads numbers in any notation and spacing', () => {
    const loose = Array.from(field.links, value => ` ${value}\r\n`).join('');
    expect(sameBits(readBridge(Buffer.from(loose), { extents }).configuration.links, field.links)).toBe(true);
  });

  it('asks for the extents when they are not given, and says how many sites there are', () => {
    expect(() => readBridge(writeBridge(field))).toThrow(/give the extents .* yourself, 36 sites for SU\(3\)/);
  });

  it('refuses a wrong count, extents or word, and a cut last line', () => {
    const read = (content: string, size = extents) => readBridge(Buffer.from(content), { extents: size });
    expect(() => read(text, [2, 3, 2, 4])).toThrow(/2×3×2×4 lattice \(SU\(3\) needs 3456\)/);
    expect(() => read(text.slice(0, text.indexOf('\n', 500) + 1))).toThrow(/cut off or the extents are wrong/);
    expect(() => read(text.slice(0, -1))).toThrow(/does not end with a line end/);
    expect(() => read(text.slice(0, -3))).toThrow(/does not end with a line end/);
    expect(() => read('')).toThrow(/does not end with a line end/);
    expect(() => read(' \n')).toThrow(/holds 0 numbers/);
    const lines = text.split('\n');
    for (const word of ['NaN', '0x10', '1e999', '1.2.3', 'Infinity', '1,5']) {
      expect(() => read(lines.with(4, word).join('\n'))).toThrow(`Line 5 holds "${word}"; expected a finite number.`);
    }
  });
});
