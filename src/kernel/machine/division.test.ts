import { expect, test } from 'vitest';
import { divisionProblem, divisions } from './division.ts';

test('few directions are divided, time last', () => {
  expect(divisions([16, 16, 16, 32], 2)[0]).toEqual([1, 1, 2, 1]);
  expect(divisions([16, 16, 16, 32], 4)[0]).toEqual([1, 1, 4, 1]);
  expect(divisions([8, 8, 8, 16], 16)[0]).toEqual([1, 4, 4, 1]);
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
    /divides 8 by 3\. Possible near that are 1\.1\.2\.1, 1\.2\.1\.1, /,
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
