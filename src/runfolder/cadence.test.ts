import { expect, test } from 'vitest';
import { cadence } from './cadence.ts';

test('a number of trajectories is kept to exactly', () => {
  const { isDue } = cadence(3, () => 1e9);
  expect([1, 2, 3, 4, 5, 6].filter(isDue)).toEqual([3, 6]);
});

test('without one, a minute passes, or twenty times as long as a checkpoint takes', () => {
  const clock = { time: 0 };
  const { isDue, write } = cadence(undefined, () => clock.time);
  const isDueAt = (time: number) => {
    clock.time = time;
    return isDue(1);
  };
  expect([59_999, 60_000].map(isDueAt)).toEqual([false, true]);
  write(() => {
    clock.time += 10_000;
  });
  expect([269_999, 270_000].map(isDueAt)).toEqual([false, true]);
});
