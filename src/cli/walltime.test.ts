import { expect, test } from 'vitest';
import { parseWalltime, walltimeIsUp } from './walltime.ts';

test.each([
  ['3h', 10_800],
  ['90m', 5400],
  ['2h30m', 9000],
  ['1.5h', 5400],
  ['1d', 86_400],
  ['0.25s', 0.25],
  ['02:30:05', 9005],
])('%s is %d seconds', (text, seconds) => {
  expect(parseWalltime(text)).toBe(seconds);
});

test.each(['', '3', 'h', '0s', '-1h', '3 h', '1e3s', '10:61:00', '1..5h'])('"%s" is no time', text => {
  expect(parseWalltime(text)).toBeUndefined();
});

test('a run stops while another trajectory might end too late', () => {
  expect(walltimeIsUp(undefined, 1e9, 1e9)).toBe(false);
  expect(walltimeIsUp(100, 84, 10)).toBe(false);
  expect(walltimeIsUp(100, 86, 10)).toBe(true);
});
