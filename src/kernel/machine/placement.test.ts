import { array, assert, boolean, integer, property, tuple } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Placement } from './placement.ts';

interface Piece {
  readonly pointer: number;
  readonly bytes: number;
}

const size = integer({ min: 1, max: 40_000 });

describe('pieces of memory', () => {
  test('never overlap, in whatever order they are taken and given back', () => {
    assert(
      property(array(tuple(boolean(), size), { maxLength: 200 }), steps => {
        const placement = new Placement();
        const pieces: Piece[] = [];
        for (const [takes, number] of steps) {
          if (takes || pieces.length === 0) {
            const piece = { pointer: placement.take(number), bytes: number };
            expect(piece.pointer % 64).toBe(0);
            expect(piece.pointer + piece.bytes).toBeLessThanOrEqual(placement.top);
            for (const other of pieces) {
              const apart = other.pointer + other.bytes <= piece.pointer || piece.pointer + number <= other.pointer;
              expect(apart).toBe(true);
            }
            pieces.push(piece);
          } else {
            const [gone] = pieces.splice(number % pieces.length, 1);
            placement.giveBack(gone.pointer, gone.bytes);
          }
        }
        for (const { pointer, bytes } of pieces) placement.giveBack(pointer, bytes);
        expect(placement.live).toBe(0);
      }),
    );
  });

  test('side by side become one hole when given back, also for something larger', () => {
    const placement = new Placement();
    const pointers = [10_000, 20_000, 30_000, 40_000].map(bytes => ({ bytes, pointer: placement.take(bytes) }));
    const { top } = placement;
    for (const k of [2, 0, 1]) placement.giveBack(pointers[k].pointer, pointers[k].bytes);
    expect(placement.take(60_000)).toBe(pointers[0].pointer);
    expect(placement.top).toBe(top);
  });

  test('that are small do not cut the holes of large ones', () => {
    const placement = new Placement();
    const field = placement.take(1_000_000);
    placement.take(100);
    placement.giveBack(field, 1_000_000);
    placement.take(200);
    expect(placement.take(1_000_000)).toBe(field);
  });

  test('at the end of memory grow beyond it', () => {
    const placement = new Placement();
    const first = placement.take(100_000);
    placement.giveBack(first, 100_000);
    expect(placement.take(150_000)).toBe(first);
  });
});
