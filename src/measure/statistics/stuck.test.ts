import { expect, it } from 'vitest';
import { countJumps, stuckStretch } from './stuck.ts';
import { autoregressiveChain } from './syntheticChain.ts';

const moving = Array.from(autoregressiveChain(1, 60, 41));

it('a quarter of a chain with one value is a stretch without motion', () => {
  expect(stuckStretch([...moving, ...new Array(20).fill(3)])).toEqual({ from: 60, length: 20, value: 3 });
  expect(stuckStretch([...new Array(30).fill(3), ...moving])).toEqual({ from: 0, length: 30, value: 3 });
  expect(stuckStretch(new Array(16).fill(1))).toEqual({ from: 0, length: 16, value: 1 });
  expect(stuckStretch([...moving, ...new Array(19).fill(3)])).toBeUndefined();
});

it('values that come back are no stretch: yes and no, charges that tunnel', () => {
  expect(stuckStretch([...new Array(40).fill(1), 0, 1, 1, 0, 1])).toBeUndefined();
  expect(stuckStretch(moving)).toBeUndefined();
});

it('jumps are changes of the rounded value', () => {
  expect(countJumps([0.1, -0.2, 0.9, 1.1, 1.4, -0.9])).toBe(2);
});
