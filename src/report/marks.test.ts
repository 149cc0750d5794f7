import { describe, expect, test } from 'vitest';
import { logRecord } from '../../test/cli/samples.ts';
import { binned } from './figures/histogram.ts';
import { runningAcceptance } from './figures/runningAcceptance.ts';
import { thinned } from './points.ts';

describe('binned', () => {
  test('counts every value once', () => {
    const values = Array.from({ length: 1000 }, (_, i) => Math.sin(i * i));
    const bins = binned(values);
    expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(1000);
    for (const { from, to, count } of bins) {
      const inside = values.filter(value => value >= from && (value < to || to === bins.at(-1)!.to)).length;
      // Rounding may move a value that lies exactly on a border.
      expect(Math.abs(count - inside)).toBeLessThanOrEqual(1);
    }
  });

  test('of equal values is one bin, of none is none', () => {
    expect(binned([2, 2, 2])).toEqual([{ from: 2, to: 2, count: 3 }]);
    expect(binned([])).toEqual([]);
  });
});

describe('thinned', () => {
  test('leaves short curves alone', () => {
    const points = Array.from({ length: 100 }, (_, x) => ({ x, y: x * x }));
    expect(thinned(points)).toBe(points);
  });

  test('keeps ends and extremes of long ones, in order', () => {
    const points = Array.from({ length: 100_000 }, (_, x) => ({ x, y: x === 31_416 ? 50 : Math.cos(x) }));
    const kept = thinned(points);
    expect(kept.length).toBeLessThanOrEqual(2800);
    expect(kept[0]).toBe(points[0]);
    expect(kept.at(-1)).toBe(points.at(-1));
    expect(kept).toContain(points[31_416]);
    expect(kept.map(({ x }) => x)).toEqual(kept.map(({ x }) => x).sort((one, other) => one - other));
  });
});

test('runningAcceptance equals the plain mean of its window and starts afresh with a phase', () => {
  const decisions = [true, false, true, true, false, false, true, true];
  const records = decisions.map((accepted, i) => logRecord(i + 1, i < 3 ? 'thermalise' : 'production', { accepted }));
  expect(runningAcceptance(records, 3)).toEqual([
    { x: 3, y: 2 / 3 },
    { x: 6, y: 1 / 3 },
    { x: 7, y: 1 / 3 },
    { x: 8, y: 2 / 3 },
  ]);
});
