import { expect, test } from 'vitest';
import { Machine } from '../../kernel/index.ts';
import { Lattice } from '../../lattice/index.ts';
import { arithmeticOf } from './arithmetic.ts';

test.each([
  ['js', true, 'separate rounding'],
  ['wasm128', true, 'fused multiply-add'],
  ['wasm256', true, 'fused multiply-add'],
  ['wasm128', false, 'separate rounding'],
] as const)('%s, contraction %s: %s', (kind, contraction, expected) => {
  for (const extents of [
    [2, 2],
    [4, 2, 2, 4],
  ]) {
    expect(arithmeticOf(new Lattice(extents, new Machine(kind, { contraction })))).toBe(expected);
  }
});
