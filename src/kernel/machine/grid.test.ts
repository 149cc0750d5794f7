import { describe, expect, test } from 'vitest';
import { runKernel, sampleValues } from '../../laws/kernels/run.ts';
import { input, reals, sum } from '../trace/roles.ts';
import { siteKernel } from '../trace/siteKernel.ts';
import { modulo, product, rank, unrank } from './digits.ts';
import { Grid } from './grid.ts';
import { Machine } from './machine.ts';

const lattices = [
  [2, 2],
  [4, 6],
  [6, 16],
  [2, 4, 8],
  [4, 2, 6],
  [2, 2, 2, 2],
  [4, 4, 4, 4],
  [2, 4, 6, 8],
  [4, 2, 2, 16],
  [2, 2, 12, 4],
  [6],
  [7],
  [3, 8],
  [4, 5],
  [3, 4, 2],
  [3, 2, 4, 5],
  [5, 3, 2, 8],
];
const cases = lattices.flatMap(extents => [1, 2, 4, 8].map(lanes => ({ extents, wanted: lanes })));
const parityOf = (coordinates: readonly number[]) => coordinates.reduce((total, c) => total + c, 0) % 2;
const allSites = (grid: Grid) => Array.from({ length: grid.volume }, (_, site) => grid.coordinates(site));

describe.each(cases)('$extents cut for $wanted lanes', ({ extents, wanted }) => {
  const grid = new Grid(extents, wanted);

  test('parts are even where all extents are, and as many as lanes', () => {
    expect(product(grid.parts)).toBe(grid.lanes);
    expect(grid.lanes).toBeLessThanOrEqual(wanted);
    extents.forEach((L, mu) => {
      if (grid.parts[mu] > 1) expect((L / grid.parts[mu]) % (grid.checkerboard ? 2 : 1)).toBe(0);
    });
    const slow = extents.slice(extents.length - Math.min(2, extents.length - 1));
    if (wanted > 1 && slow.some(L => L % (grid.checkerboard ? 4 : 2) === 0)) expect(grid.lanes).toBeGreaterThan(1);
  });

  test('every site has one place of its own', () => {
    const places = allSites(grid).map(x => grid.place(x));
    for (const { outer, lane } of places) {
      expect(outer).toBeLessThan(grid.outerVolume);
      expect(lane).toBeLessThan(grid.lanes);
    }
    expect(new Set(places.map(({ outer, lane }) => outer * grid.lanes + lane)).size).toBe(grid.volume);
    expect(grid.outerVolume * grid.lanes).toBe(grid.volume);
  });

  test('all lanes of an outer site have one parity, even sites first, unless there is no checkerboard', () => {
    expect(grid.checkerboard).toBe(extents.every(L => L % 2 === 0));
    if (!grid.checkerboard) {
      expect(() => grid.rowsOf('even')).toThrow(/because of the extent [357]\. Use even extents/);
      return;
    }
    for (const x of allSites(grid)) {
      expect(grid.place(x).outer < grid.outerVolume / 2 ? 0 : 1).toBe(parityOf(x));
    }
  });

  test('rows tile the outer sites, even rows first', () => {
    grid.rows.forEach((row, k) => {
      expect(row.firstSite).toBe(k * grid.rowLength);
      expect(row.parity).toBe(k < grid.slowRows ? 0 : 1);
    });
    expect(grid.rows.length * grid.rowLength).toBe(grid.outerVolume);
    if (grid.checkerboard) expect([...grid.rowsOf('even'), ...grid.rowsOf('odd')]).toEqual(grid.rows);
    expect(grid.rowsOf('all')).toEqual(grid.rows);
  });

  test('neighbour table and lane permutation lead to the neighbour', () => {
    const unit = (mu: number, steps: number) => extents.map((_, nu) => (nu === mu ? steps : 0));
    const displacements = extents
      .flatMap((_, mu) => [1, -1, 2, -3].map(steps => unit(mu, steps)))
      .concat([extents.map(() => 1), extents.map((_, mu) => (mu % 2 === 0 ? 1 : -1)), extents.map(L => -L - 1)]);
    const table = grid.neighbours(displacements);
    for (const x of allSites(grid)) {
      const { outer, lane } = grid.place(x);
      const row = grid.rows[Math.floor(outer / grid.rowLength)];
      displacements.forEach((d, k) => {
        const there = grid.place(x.map((c, mu) => modulo(c + d[mu], extents[mu])));
        const found = { outer: table[outer * displacements.length + k], lane: grid.permutation(row, d)[lane] };
        if (found.outer !== there.outer || found.lane !== there.lane) {
          expect({ x, d, ...found }).toEqual({ x, d, ...there });
        }
      });
    }
    expect(grid.neighbours(displacements)).toBe(table);
  });

  const parities = grid.checkerboard ? (['all', 'even', 'odd'] as const) : (['all'] as const);
  test.each(parities)('the sum over %s sites takes each partial sum once', parity => {
    const { order, levels } = grid.summation(parity);
    const rows = grid.rowsOf(parity);
    const perRow = (grid.rowLength / grid.tileLength) * grid.lanes;
    const slots = rows.flatMap(row =>
      Array.from({ length: perRow }, (_, k) => (row.firstSite / grid.tileLength) * grid.lanes + k),
    );
    expect(product(levels)).toBe(order.length);
    expect(Array.from(order).sort((a, b) => a - b)).toEqual(slots);
  });
});

describe('sums are the same bits on every machine and for every cut', () => {
  test.each([
    [[4, 16]],
    [[2, 4, 8]],
    [[4, 2, 4, 8]],
    [[2, 2, 12, 4]],
    [[6, 2, 2, 6]],
    [[6]],
    [[7]],
    [[3, 8]],
    [[4, 5]],
    [[5, 3, 2, 8]],
  ])('%s', extents => {
    const kernel = siteKernel('sums', extents.length, { f: input(reals(3)), a: sum, b: sum }, ({ f, a, b }, x) => {
      a.add(f(0, x).mul(f(1, x.plus(0))));
      b.add(f(2, x.minus(extents.length - 1)));
    });
    const values = sampleValues(kernel, extents);
    for (const sites of extents.every(L => L % 2 === 0) ? (['all', 'even', 'odd'] as const) : (['all'] as const)) {
      const [js, wasm128, wasm256] = (['js', 'wasm128', 'wasm256'] as const).map(kind =>
        runKernel(kernel, new Machine(kind, { contraction: false }), extents, values, { sites }),
      );
      expect(wasm128).toEqual(js);
      expect(wasm256).toEqual(js);
      expect(Math.abs(js.a[0])).toBeGreaterThan(0);
    }
  });
});

test('mixed-radix numbers, first digit fastest', () => {
  expect(rank([1, 2, 3], [4, 5, 6])).toBe(1 + 4 * (2 + 5 * 3));
  for (let k = 0; k < 120; k++) expect(rank(unrank(k, [4, 5, 6]), [4, 5, 6])).toBe(k);
  expect([modulo(-1, 4), modulo(9, 4), modulo(-8, 4)]).toEqual([3, 1, 0]);
});
