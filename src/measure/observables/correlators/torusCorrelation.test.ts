import { describe, expect, test } from 'vitest';
import { shellAverages, shells } from './shells.ts';
import { type ComplexNumbers, fourierTransformed, torusCorrelation } from './torusCorrelation.ts';

const extents = [4, 6, 2];
const volume = 48;
const waves = (offset: number): ComplexNumbers => ({
  re: Float64Array.from({ length: volume }, (_, k) => Math.sin(offset + 1.3 * k ** 1.5)),
  im: Float64Array.from({ length: volume }, (_, k) => Math.cos(offset + 0.7 * k ** 1.3)),
});
const coordinates = (site: number) => [site % 4, Math.floor(site / 4) % 6, Math.floor(site / 24)];
const siteOf = ([x, y, z]: readonly number[]) => (x % 4) + 4 * (y % 6) + 24 * (z % 2);

test('there and back is the volume', () => {
  const z = waves(0);
  const back = fourierTransformed(fourierTransformed(z, extents, -1), extents, 1);
  // Rounding of sums of 48 numbers of order one.
  back.re.forEach((value, k) => {
    expect(Math.abs(value / volume - z.re[k])).toBeLessThan(1e-14);
  });
});

test('the correlation is its definition', () => {
  const [a, b] = [waves(0.2), waves(2)];
  const C = torusCorrelation(a, b, extents);
  for (const d of [0, 1, 4, 23, 47]) {
    let [re, im] = [0, 0];
    for (let x = 0; x < volume; x++) {
      const there = siteOf(coordinates(x).map((c, mu) => c + coordinates(d)[mu]));
      re += a.re[there] * b.re[x] + a.im[there] * b.im[x];
      im += a.im[there] * b.re[x] - a.re[there] * b.im[x];
    }
    expect(C.re[d]).toBeCloseTo(re / volume, 13);
    expect(C.im[d]).toBeCloseTo(im / volume, 13);
  }
});

describe('shells', () => {
  test('every displacement is in one shell', () => {
    for (const by of ['separation', 'distance'] as const) {
      const all = shells(extents, by).flatMap(({ displacements }) => displacements);
      expect(all.toSorted((a, b) => a - b)).toEqual(Array.from({ length: volume }, (_, k) => k));
    }
  });

  test('of a cube: lengths, numbers, and what is kept apart', () => {
    const list = shells([8, 8, 8], 'separation', 3);
    expect(list.map(({ label, displacements }) => `${label}:${displacements.length}`)).toEqual(
      '0,0,0:1 1,0,0:6 1,1,0:12 1,1,1:8 2,0,0:6 2,1,0:24 2,1,1:24 2,2,0:12 3,0,0:6 2,2,1:24'.split(' '),
    );
    expect(shells([8, 8, 8], 'distance', 3).at(-1)).toMatchObject({ label: 'r2=9', r: 3 });
    expect(shells([8, 8, 8], 'distance', 3).at(-1)?.displacements).toHaveLength(30);
  });

  test('averages', () => {
    const numbers = Float64Array.from({ length: volume }, (_, k) => k);
    expect(shellAverages(numbers, shells([4, 6, 2], 'separation', 1))).toEqual([0, (1 + 3 + 4 + 20 + 24) / 5]);
  });
});
