import { expect, test } from 'vitest';
import { describeKeys, keysAt } from './describe.ts';
import { runSchema } from './index.ts';

test('every key of the schema carries an explanation', () => {
  const mute = describeKeys(runSchema).filter(({ meaning }) => meaning === '');
  expect(mute).toEqual([]);
});

test('the keys of a table depend on its kind', () => {
  const stout = { network: { kind: 'stout' } };
  expect(keysAt(runSchema, ['network'], stout)).not.toContain('heads');
  expect(keysAt(runSchema, ['network'], { network: { kind: 'cask' } })).toContain('heads');
  expect(keysAt(runSchema, ['network'], { network: {} })).toContain('heads');
  expect(keysAt(runSchema, ['action', 'gauge', 'terms', 0], {})).toEqual(['loop', 'beta']);
  expect(keysAt(runSchema, ['nowhere'], {})).toEqual([]);
});

test('defaults are shown', () => {
  const steps = describeKeys(runSchema).find(({ path }) => path === 'sampler.steps');
  expect(steps).toMatchObject({ values: 'number', fallback: '20' });
});
