import { expect, test } from 'vitest';
import { word } from '../loops/index.ts';
import { gammaMethod } from '../measure/statistics/index.ts';
import { plural } from './index.ts';

test('one has no s', () => {
  expect([0, 1, 2].map(count => plural(count, 'value'))).toEqual(['0 values', '1 value', '2 values']);
  expect([1, 3].map(count => plural(count, 'trajectory', 'trajectories'))).toEqual(['1 trajectory', '3 trajectories']);
});

test('sentences of rooms count with it', () => {
  expect(() => gammaMethod([1])).toThrow('has 1 value,');
  expect(() => word([2], { dimension: 1 })).toThrow('There is no direction 1 in 1 dimension:');
});
