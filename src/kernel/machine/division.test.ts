import { expect, test } from 'vitest';
import { divisionProblem, divisions } from './division.ts';
import { Machine } from './machine.ts';

test('small lattices are divided in few directions, large ones into parts of small surface', () => {
  const best = (extents: readonly number[], size: number) => divisions(extents, size)[0].join('.');
  expect(best([16, 16, 16, 32], 2)).toBe('1.1.1.2');
  expect(best([8, 8, 8, 8], 2)).toBe('1.1.2.1');
  expect(best([16, 16, 16, 32], 4)).toBe('1.1.1.4');
  // One direction of 32 parts would send twice as much.
  expect(best([32, 32, 32, 64], 64)).toBe('1.8.1.8');
  expect(best([64, 64, 64, 64], 64)).toBe('1.8.8.1');
  expect(divisions([8, 8], 2)).toEqual([[1, 2]]);
  expect(divisions([8, 8, 8, 8], 1)).toEqual([[1, 1, 1, 1]]);
});

test('every rank has an equal part of even extent, and whole lines along x', () => {
  for (const ranks of divisions([8, 12, 8, 24], 12)) {
    expect(ranks.reduce((a, b) => a * b)).toBe(12);
    expect(ranks[0]).toBe(1);
    [8, 12, 8, 24].forEach((extent, mu) => {
      if (ranks[mu] > 1) expect(extent % (2 * ranks[mu])).toBe(0);
    });
  }
  expect(divisions([8, 12, 8, 24], 12).length).toBeGreaterThan(3);
  expect(divisions([4, 4, 4, 4], 16)).toEqual([]);
});

test('what cannot be is answered with the nearest ways that can', () => {
  expect(divisionProblem([8, 8, 8, 8], [1, 1, 2, 2])).toBeUndefined();
  expect(divisionProblem([8, 8, 8, 8], [1, 1, 3, 1])).toMatch(
    /divides 8 by 3\. Possible near that are 1\.1\.2\.1, 1\.1\.1\.2, /,
  );
  expect(divisionProblem([8, 8, 8, 6], [1, 1, 1, 2])).toMatch(/divides 6 by 2\. Possible near that are 1\.1\.2\.1/);
  expect(divisionProblem([8, 8, 8, 8], [2, 1, 1, 1])).toMatch(/never divided.*1\.1\.2\.1/);
  expect(divisionProblem([8, 8, 8, 8], [1, 2])).toMatch(/has 4 directions; found 1\.2/);
  // No way is named twice where there are none for more ranks.
  expect(divisionProblem([4, 4], [2, 1])).toMatch(/ Possible near that are 1\.2\.$/);
  expect(divisionProblem([5, 4, 4, 4], [1, 1, 2, 1])).toMatch(
    /even extents; .* has the extent 5.*Possible near that are 1\.1\.1\.1/,
  );
  expect(divisionProblem([5, 4, 4, 4], [1, 1, 1, 1])).toBeUndefined();
});

test('a machine refuses a lattice that cannot be divided so', () => {
  const refuse = () => {
    throw new Error('nobody speaks here');
  };
  const calls = { exchange: refuse, allGather: refuse, gather: refuse, broadcast: refuse };
  const communicator = { name: 'silence', rank: 0, size: 2, patience: 0, ...calls };
  const divided = (extents: readonly number[], ranks: readonly number[]) => () =>
    new Machine('js', { division: { extents, ranks, communicator } });
  expect(divided([2, 2, 4, 4], [1, 2, 1, 1])).toThrow(/even extent; found 1\.2\.1\.1, which divides 2 by 2/);
  expect(divided([4, 4, 8, 8], [1, 1, 2, 2])).toThrow(/1\.1\.2\.2 has 4 parts; found 2 ranks/);
  expect(divided([4, 4, 8, 8], [1, 1, 2, 1])).not.toThrow();
});
