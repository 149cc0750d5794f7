import { describe, expect, test } from 'vitest';
import { Machine } from '../../kernel/index.ts';
import { Lattice } from '../lattice.ts';
import { key } from './streams.ts';
import { fillUniform } from './uniform.ts';
import { uniformSource } from './uniformField.ts';

describe.each(['js', 'wasm128', 'wasm256'] as const)('uniform numbers on %s', kind => {
  const machine = new Machine(kind);

  test.each([
    ['all', [4, 16]],
    ['even', [2, 4, 8]],
    ['odd', [4, 2, 4, 8]],
    ['odd', [2, 2]],
    ['even', [6, 8]],
    ['all', [2, 8]],
  ] as const)('are those of the streams, bit for bit: %s sites of %s', (parity, extents) => {
    const field = new Lattice(extents, machine).field(6, { parity });
    const source = uniformSource(field);
    // Words that are negative as 32-bit integers, and slots beyond 2³¹.
    for (const [stream, firstSlot] of [
      [key(1, 0, 'heatbath'), 0],
      [key(2 ** 48 - 1, 2 ** 32 - 1, 'mine/metropolis', 2 ** 16 - 1), 2 ** 31 - 2],
    ] as const) {
      const expected = new Float64Array(6 * field.sites.length);
      fillUniform(stream, firstSlot, 6, field.sites, expected);
      source(stream, firstSlot);
      expect(field.toArray()).toEqual(expected);
    }
  });
});

test('single precision is refused', () => {
  const field = new Lattice([4, 4], new Machine('wasm128')).field(2, { precision: 'f32' });
  expect(() => uniformSource(field)).toThrow('found a field of 2 components (f32)');
});
