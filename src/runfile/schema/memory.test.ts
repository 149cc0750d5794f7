import { describe, expect, test } from 'vitest';
import { fieldBytes, memoryLimit, readableBytes } from './memory.ts';

describe('fieldBytes', () => {
  test('counts two link fields, two momentum fields and six vectors', () => {
    // SU(3), one site of a 4-dimensional lattice: (2·18 + 2·8)·4 + 6·6 reals of 8 bytes.
    expect(fieldBytes({ extent: [1, 1, 1, 1], group: 'SU(3)', fermions: true })).toBe((52 * 4 + 36) * 8);
    expect(fieldBytes({ extent: [1, 1], group: 'U(1)', fermions: false })).toBe((2 * 2 + 2 * 1) * 2 * 8);
  });

  test('grows with the volume, and 4⁴ is far below the limit', () => {
    const bytes = (length: number) =>
      fieldBytes({ extent: [length, length, length, length], group: 'SU(2)', fermions: true });
    expect(bytes(8)).toBe(16 * bytes(4));
    expect(bytes(4)).toBeLessThan(memoryLimit / 1000);
  });

  test('refuses a group it does not know', () => {
    expect(() => fieldBytes({ extent: [4, 4], group: 'SO(3)', fermions: false })).toThrow(/SO\(3\).*expected one of/);
  });
});

test('readableBytes', () => {
  expect([0, 1023, 1024, 1.5 * 1024 ** 3, 4 * 1024 ** 3].map(readableBytes)).toEqual([
    '0 B',
    '1020 B',
    '1 KiB',
    '1.5 GiB',
    '4 GiB',
  ]);
});
