import { expect, test } from 'vitest';
import { Changes } from './changes.ts';
import type { Region } from './halo.ts';

const region = (): Region => ({ routes: [] });
const [left, right] = [region(), region()];

test('what has changed travels once to each region, by parity and component', () => {
  const changes = new Changes(3);
  expect(changes.taken(left, 0, [0, 1, 2])).toEqual([]);
  changes.mark('even', [1]);
  expect(changes.taken(left, 1, [0, 1, 2])).toEqual([]);
  expect(changes.taken(left, 0, [0, 1, 2])).toEqual([1]);
  expect(changes.taken(left, 0, [0, 1, 2])).toEqual([]);
  expect(changes.taken(right, 0, [0, 1, 2])).toEqual([1]);
});

test('components that nobody asked for stay new', () => {
  const changes = new Changes(3);
  changes.mark('all');
  expect(changes.taken(left, 1, [2])).toEqual([2]);
  expect(changes.taken(left, 1, [0, 1, 2])).toEqual([0, 1]);
  changes.mark('odd', [2]);
  expect(changes.taken(left, 1, [0, 1, 2])).toEqual([2]);
});
