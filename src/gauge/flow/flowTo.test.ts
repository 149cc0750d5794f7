import { expect, test } from 'vitest';
import { largestDifference } from '../../../test/expect/index.ts';
import { groupNamed } from '../../group/index.ts';
import { key, Lattice } from '../../lattice/index.ts';
import { coldStart, type GaugeField, hotStart } from '../configuration.ts';
import { symanzikFlowAction, wilsonFlowAction } from './flowAction.ts';
import { flowTo } from './flowTo.ts';
import { gradientFlow } from './gradientFlow.ts';

const start = (group = 'SU(2)') => hotStart(new Lattice([4, 4, 4]), groupNamed(group), key(3, 0, 'start'));
const moved = (move: (u: GaugeField) => void, group?: string) => {
  const u = start(group);
  move(u);
  return u.field;
};

test('takes equal steps of at most the longest one, 0.02 if none is given', () => {
  const flowed = moved(u => flowTo(u, 0.1));
  expect(flowed.toArray()).toEqual(
    moved(u => gradientFlow(u, { action: wilsonFlowAction(), epsilon: 0.1 / 5, steps: 5 })).toArray(),
  );
  const finer = moved(u => flowTo(u, 0.1, { longestStep: 0.011 }));
  expect(finer.toArray()).toEqual(
    moved(u => gradientFlow(u, { action: wilsonFlowAction(), epsilon: 0.1 / 10, steps: 10 })).toArray(),
  );
  // Third order on the rough field of a hot start: half the step leaves an eighth of the error.
  const finest = moved(u => flowTo(u, 0.1, { longestStep: 0.005 }));
  expect(largestDifference(finer, finest)).toBeLessThan(largestDifference(flowed, finest) / 6);
});

test('follows another action where one is given, in the group of the links', () => {
  for (const group of ['U(1)', 'SU(2)', 'SU(3)']) {
    const action = symanzikFlowAction();
    const flowed = moved(u => flowTo(u, 0.02, { action }), group);
    expect(flowed.toArray()).toEqual(moved(u => gradientFlow(u, { action, epsilon: 0.02, steps: 1 }), group).toArray());
  }
});

test('to time 0 moves nothing; backwards is refused', () => {
  expect(moved(u => flowTo(u, 0)).toArray()).toEqual(start().field.toArray());
  const u = coldStart(new Lattice([4, 4]), groupNamed('U(1)'));
  expect(() => flowTo(u, -1)).toThrow('runs to a time of 0 or more, but -1 was given');
  expect(() => flowTo(u, 1, { longestStep: 0 })).toThrow('longest step of a flow is positive, but 0 was given');
});
