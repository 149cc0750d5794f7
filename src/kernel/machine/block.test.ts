import { expect, test } from 'vitest';
import { MemoryBlock } from './block.ts';
import { Machine } from './machine.ts';

const counting = (length: number) => Float64Array.from({ length }, (_, k) => k + 1);

test('a block at the top grows where it is: its numbers move, zeros are around them', () => {
  const { arena } = new Machine('js');
  const block = new MemoryBlock(arena, Float64Array, 1000);
  block.values.set(counting(1000));
  const { pointer } = block;
  block.resize(1300, 100);
  expect(block.pointer).toBe(pointer);
  expect(arena.placement.top - pointer).toBe(1300 * 8 + ((-1300 * 8) & 63));
  expect([...block.values.subarray(100, 1100)]).toEqual([...counting(1000)]);
  expect(block.values.subarray(0, 100).some(Boolean) || block.values.subarray(1100).some(Boolean)).toBe(false);
});

test('one with others behind it moves, and leaves its place to them', () => {
  const { arena } = new Machine('js');
  const block = new MemoryBlock(arena, Float64Array, 1000);
  const behind = new MemoryBlock(arena, Float64Array, 1000);
  block.values.set(counting(1000));
  behind.values.fill(7);
  const { pointer } = block;
  block.resize(1100, 50);
  expect([...block.values.subarray(50, 1050)]).toEqual([...counting(1000)]);
  expect(behind.values.every(value => value === 7)).toBe(true);
  expect(new MemoryBlock(arena, Float64Array, 900).pointer).toBe(pointer);
  const { live } = arena.placement;
  block.free();
  expect(arena.placement.live).toBe(live - 1100 * 8 - ((-1100 * 8) & 63));
});
