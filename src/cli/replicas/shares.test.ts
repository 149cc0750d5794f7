import { expect, test } from 'vitest';
import { sharesOf } from './shares.ts';

test('chains and threads stay within the cores, as long as one chain does', () => {
  expect(sharesOf(5, undefined, 8)).toEqual({ atOnce: 8, threads: 1 });
  expect(sharesOf(5, 3, 8)).toEqual({ atOnce: 2, threads: 3 });
  expect(sharesOf(5, 16, 8)).toEqual({ atOnce: 1, threads: 16 });
  expect(sharesOf(3, 'auto', 8)).toEqual({ atOnce: 3, threads: 2 });
  expect(sharesOf(20, 'auto', 8)).toEqual({ atOnce: 8, threads: 1 });
  expect(sharesOf(1, 'auto', 8)).toEqual({ atOnce: 1, threads: 8 });
});
