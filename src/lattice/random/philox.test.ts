import fc from 'fast-check';
import { expect, test } from 'vitest';
import { highProduct, philox } from './philox.ts';

const ones = 0xffffffff;

// The known answers published with the Random123 library; the third has the digits of π as counter and key.
test.each([
  [
    [0, 0, 0, 0],
    [0, 0],
    [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
  ],
  [
    [ones, ones, ones, ones],
    [ones, ones],
    [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
  ],
  [
    [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    [0xa4093822, 0x299f31d0],
    [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
  ],
])('Philox4x32-10 of the counter %j', (counter, key, expected) => {
  expect([...philox(counter, key, new Uint32Array(4))]).toEqual(expected);
});

test('the upper half of a 64-bit product', () => {
  const word = fc.integer({ min: 0, max: ones });
  fc.assert(
    fc.property(word, word, (a, b) => {
      expect(highProduct(a, b) >>> 0).toBe(Number((BigInt(a) * BigInt(b)) >> 32n));
    }),
  );
  expect(highProduct(ones, ones) >>> 0).toBe(ones - 1);
});

test('each bit of the counter and of the key changes about half of the output', () => {
  const input = [1, 2, 3, 4, 5, 6];
  const output = (words: number[]) => philox(words.slice(0, 4), words.slice(4), new Uint32Array(4));
  const reference = output(input);
  for (let bit = 0; bit < 192; bit++) {
    const changed = input.with(bit >> 5, (input[bit >> 5] ^ (1 << (bit & 31))) >>> 0);
    const flipped = output(changed).reduce((sum, w, k) => sum + countBits(w ^ reference[k]), 0);
    // Binomial with 128 trials: σ = √32 ≈ 5.7, and five σ for 192 looks.
    expect(Math.abs(flipped - 64)).toBeLessThan(5 * Math.sqrt(32));
  }
});

function countBits(word: number): number {
  return word === 0 ? 0 : 1 + countBits(word & (word - 1));
}
