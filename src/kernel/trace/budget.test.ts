import { array, assert, integer, property } from 'fast-check';
import { expect, test } from 'vitest';
import { fits, portions } from './budget.ts';

const total = (costs: readonly number[]) => costs.reduce((a, b) => a + b, 0);

test('portions are the items in order; each keeps to the budget, and none could take the next item too', () => {
  assert(
    property(array(integer({ min: 1, max: 9000 })), costs => {
      const runs = portions(costs, cost => cost, 'share');
      expect(runs.flat()).toEqual(costs);
      runs.forEach((run, k) => {
        if (run.length > 1) expect(fits(total(run), 'share')).toBe(true);
        const next = runs[k + 1];
        if (next) expect(fits(total(run) + next[0], 'share')).toBe(false);
      });
    }),
  );
});

test('no items, no portions; an item beyond the budget stands alone', () => {
  expect(portions([], () => 1, 'field')).toEqual([]);
  expect(portions([1, 9999, 1], cost => cost, 'field')).toEqual([[1], [9999], [1]]);
});
