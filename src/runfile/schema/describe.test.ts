import { expect, test } from 'vitest';
import { describeKeys, keysAt } from './describe.ts';
import { gaugeRunSchema } from './index.ts';

test('every key of the schema carries an explanation', () => {
  const mute = describeKeys(gaugeRunSchema).filter(({ meaning }) => meaning === '');
  expect(mute).toEqual([]);
});

test('the keys of a table depend on its kind', () => {
  const stout = { network: { kind: 'stout' } };
  expect(keysAt(gaugeRunSchema, ['network'], stout)).not.toContain('heads');
  expect(keysAt(gaugeRunSchema, ['network'], { network: { kind: 'cask' } })).toContain('heads');
  expect(keysAt(gaugeRunSchema, ['network'], { network: {} })).toContain('heads');
  expect(keysAt(gaugeRunSchema, ['action', 'gauge', 'terms', 0], {})).toEqual(['loop', 'beta']);
  expect(keysAt(gaugeRunSchema, ['nowhere'], {})).toEqual([]);
});

test('defaults are shown', () => {
  const steps = describeKeys(gaugeRunSchema).find(({ path }) => path === 'sampler.steps');
  expect(steps).toMatchObject({ values: 'number', fallback: '20' });
});
