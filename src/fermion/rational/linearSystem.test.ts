import { expect, test } from 'vitest';
import { solveLinearSystem } from './linearSystem.ts';

test('the solution of a system made from it comes back', () => {
  // Rows in an order that needs exchange: the first pivot is zero.
  const matrix = [
    [0, 2, -1],
    [4, 1, 3],
    [-2, 5, 0.5],
  ];
  const solution = [3, -1, 2];
  const right = matrix.map(row => row.reduce((sum, a, j) => sum + a * solution[j], 0));
  const found = solveLinearSystem(matrix, right);
  for (const [j, x] of found.entries()) expect(Math.abs(x - solution[j])).toBeLessThan(20 * Number.EPSILON);
  expect(matrix[0]).toEqual([0, 2, -1]);
});

test('a singular system gives no finite numbers', () => {
  const found = solveLinearSystem(
    [
      [1, 2],
      [2, 4],
    ],
    [1, 1],
  );
  expect(found.some(Number.isFinite)).toBe(false);
});
