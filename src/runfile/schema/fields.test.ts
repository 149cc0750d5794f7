import { expect, test } from 'vitest';
import { describeKeys } from './describe.ts';
import { type FormField, fieldsOf } from './fields.ts';
import { gaugeRunSchema } from './index.ts';

const flat = (fields: readonly FormField[]): FormField[] =>
  fields.flatMap(field => [field, ...(field.kind === 'table' ? flat(field.fields) : [])]);
const fieldAt = (path: string, value: unknown) =>
  flat(fieldsOf(gaugeRunSchema, value)).find(field => field.path.join('.') === path);

test('every field of a form is a key of the schema, with its meaning', () => {
  const known = new Map(describeKeys(gaugeRunSchema).map(({ path, meaning }) => [path, meaning]));
  const run = { sampler: { kind: 'slhmc' }, network: { kind: 'cask' }, action: { fermion: { kind: 'wilson' } } };
  const fields = flat(fieldsOf(gaugeRunSchema, run));
  expect(fields.length).toBeGreaterThan(100);
  expect(fields.filter(({ path }) => !known.has(path.join('.')))).toEqual([]);
  expect(fields.filter(({ meaning }) => meaning === '')).toEqual([]);
});

test('the kind of a table decides its fields and offers all kinds', () => {
  expect(fieldAt('sampler.kind', { sampler: { kind: 'heatbath' } })).toMatchObject({
    kind: 'choice',
    choices: ['hmc', 'slhmc', 'slmc', 'heatbath', 'metropolis'],
  });
  expect(fieldAt('sampler.sweeps', { sampler: { kind: 'heatbath' } })).toMatchObject({ kind: 'number', least: 1 });
  expect(fieldAt('sampler.sweeps', { sampler: { kind: 'hmc' } })).toBeUndefined();
});

test('numbers know their limits, and defaults are values', () => {
  expect(fieldAt('sampler.steps', { sampler: { kind: 'hmc' } })).toMatchObject({
    integer: true,
    least: 1,
    most: 100_000,
    fallback: 20,
    optional: true,
  });
  expect(fieldAt('action.gauge.beta', { action: { gauge: { kind: 'plaquette' } } })).toMatchObject({
    kind: 'number',
    integer: false,
    optional: false,
  });
  expect(fieldAt('machine.rounding', {})).toMatchObject({ choices: ['fused', 'separate'], fallback: 'fused' });
  expect(fieldAt('machine.threads', {})).toMatchObject({ kind: 'number', words: ['auto'] });
});
