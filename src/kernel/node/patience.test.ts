/** Waiting for another rank, by a clock that the test turns. */
import { expect, test } from 'vitest';
import { NoAnswer, Patience } from './patience.ts';

/** Every look at the clock takes these milliseconds. */
function waiting(limit: number, steps: (look: number) => number) {
  const heard: number[] = [];
  let [time, look] = [0, 0];
  const patience = new Patience({
    limit,
    onWaiting: seconds => heard.push(seconds),
    giveWay: () => {},
    now: () => (time += steps(look++)),
  });
  return { patience, heard };
}

test('who does not answer is reported, ever more seldom, and given up at the limit', () => {
  const { patience, heard } = waiting(120, () => 500);
  expect(() => patience.until(() => false)).toThrow(NoAnswer);
  expect(heard).toEqual([10, 20, 40, 80]);
  const hasty = waiting(4, () => 500);
  expect(() => hasty.patience.until(() => false)).toThrow('has not answered for 4 s; the run cannot go on.');
  expect(hasty.heard).toEqual([2]);
});

test('an answer ends the waiting', () => {
  const { patience, heard } = waiting(120, () => 500);
  let asked = 0;
  patience.until(() => ++asked > 50);
  expect([asked, heard]).toEqual([51, [10, 20]]);
});

test('hours in which the process was stopped itself are no waiting', () => {
  const { patience, heard } = waiting(120, look => (look === 5 ? 1e7 : 500));
  let asked = 0;
  patience.until(() => ++asked > 15);
  expect(heard).toEqual([]);
});

test('without a limit nothing is said', () => {
  const { patience, heard } = waiting(Number.POSITIVE_INFINITY, () => 500);
  let asked = 0;
  patience.until(() => ++asked > 1000);
  expect(heard).toEqual([]);
});
