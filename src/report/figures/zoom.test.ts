import { expect, test } from 'vitest';
import { linearScale } from '../scale.ts';
import { smoothed } from './lossHistory.ts';
import { zoomOf } from './zoom.ts';

const start = Array.from({ length: 10 }, (_, k) => ({ x: k + 1, y: 0.1 * k }));
const counted = Array.from({ length: 50 }, (_, k) => ({ x: k + 11, y: 1 + 0.01 * Math.sin(k) }));

test('a start from far away does not set the scale, and stands small beside it', () => {
  const zoom = zoomOf([[...start, ...counted]], 11);
  expect(zoom.yRange[0]).toBeGreaterThan(0.98);
  expect(zoom.yRange[1]).toBeLessThan(1.03);
  const ys = zoom.inside(start).map(({ y }) => y);
  expect(Math.min(...ys)).toBe(zoom.yRange[0]);
  const [x, y] = [linearScale([0, 61], [70, 700]), linearScale(zoom.yRange, [216, 22])];
  const marks = zoom.whole(x, y).join('');
  expect(marks).toContain('class="inset"');
  const heights = [...marks.matchAll(/[\d.]+,([\d.]+)/g)].map(([, height]) => Number(height));
  // Above the curve that counts.
  expect(Math.max(...heights)).toBeLessThan(y(1.01));
});

test('a history without such a start is drawn as a whole', () => {
  const zoom = zoomOf([counted], 11);
  expect(zoom.whole(linearScale([0, 61], [0, 1]), linearScale([0, 2], [1, 0]))).toEqual([]);
  expect(zoom.inside(counted)).toBe(counted);
});

test('what moves by rounding alone sets no scale: a frozen charge is drawn as a whole', () => {
  const frozen = counted.map(({ x }, k) => ({ x, y: 1 + (k % 3) * Number.EPSILON }));
  const zoom = zoomOf([[...start, ...frozen]], 11);
  expect(zoom.yRange[0]).toBeLessThanOrEqual(0);
  expect(zoom.whole(linearScale([0, 61], [0, 1]), linearScale(zoom.yRange, [1, 0]))).toEqual([]);
});

test('the band of a loss holds two thirds of its values, and the median lies in it', () => {
  const points = Array.from({ length: 4000 }, (_, x) => ({ x, y: ((x * 7919) % 1000) / 1000 }));
  const bands = smoothed(points);
  expect(bands).toHaveLength(40);
  for (const { low, middle, high } of bands) {
    // Of 100 evenly spread values: a percentile is known to a few hundredths.
    expect(low).toBeCloseTo(0.16, 1);
    expect(middle).toBeCloseTo(0.5, 1);
    expect(high).toBeCloseTo(0.84, 1);
  }
  expect(smoothed(points.slice(0, 3))).toEqual([]);
});
