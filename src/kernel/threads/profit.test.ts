import { describe, expect, test } from 'vitest';
import { Profit } from './profit.ts';

/** Microseconds of work done alone until a launch is shared, in launches of this length. */
function patienceOf(profit: Profit, microseconds: number, asleep = true): number {
  let alone = 0;
  while (!profit.expects(microseconds, asleep)) alone += microseconds;
  return alone;
}

describe('sharing', () => {
  test('of long launches begins at once, of short ones after some work, of the shortest never', () => {
    expect(new Profit(3).expects(1000, true)).toBe(true);
    expect(patienceOf(new Profit(3), 10)).toBe(90);
    const profit = new Profit(3);
    profit.expects(1000, true);
    expect(profit.expects(10, false)).toBe(true);
    expect(profit.expects(2, false)).toBe(false);
    expect(new Profit(0).expects(0.1, true)).toBe(true);
  });

  test('begins anew when all have fallen asleep', () => {
    const profit = new Profit(3);
    profit.expects(1000, true);
    expect(profit.expects(10, false)).toBe(true);
    expect(patienceOf(profit, 10)).toBe(90);
  });

  test('that loses time stops for longer and longer, at most for a second', () => {
    const profit = new Profit(3);
    const patience = Array.from({ length: 16 }, () => {
      const alone = patienceOf(profit, 10, false);
      profit.book(-4000);
      return alone;
    });
    expect(patience.slice(0, 3)).toEqual([90, 190, 390]);
    expect(patience.at(-1)).toBe(1e6 - 10);
  });

  test('survives a rare loss, and forgets losses when it wins again', () => {
    const profit = new Profit(3);
    for (let k = 0; k < 100; k++) profit.book(100);
    profit.expects(1000, true);
    profit.book(-5000);
    expect(profit.expects(10, false)).toBe(true);
    profit.book(-1e5);
    expect(patienceOf(profit, 10, false)).toBe(190);
    profit.book(500);
    expect(patienceOf(profit, 10)).toBe(90);
  });
});
