import { expect, test } from 'vitest';
import type { z } from 'zod';
import { observableCatalogue } from '../../catalogue/index.ts';
import { gaugeRunSchema } from './index.ts';
import { type Shape, shapeOf, tablesOf } from './shape.ts';

const at = (path: string, kind?: string): Shape =>
  path.split('.').reduce<Shape>((shape, key) => {
    const tables = tablesOf(shape).filter(table => key in table);
    const named = tables.find(table => table.kind?.form.kind === 'choice' && table.kind.form.words[0] === kind);
    return (named ?? tables[0])[key];
  }, shapeOf(gaugeRunSchema));

/** All shapes below this one, itself included. */
function* all(shape: Shape): Generator<Shape> {
  yield shape;
  if (shape.form.kind === 'list') yield* all(shape.form.element);
  else for (const table of tablesOf(shape)) for (const inner of Object.values(table)) yield* all(inner);
}

const free = { least: undefined, most: undefined, above: undefined, below: undefined };

test('a number has its range, unit, default and meaning', () => {
  expect(at('action.fermion.mass', 'staggered')).toMatchObject({
    form: { kind: 'number', isInteger: false, range: { ...free, above: 0 } },
    unit: '1/a',
    isOptional: false,
    fallback: undefined,
    meaning: 'bare quark mass in lattice units',
  });
  expect(at('sampler.steps', 'hmc')).toMatchObject({
    form: { kind: 'number', isInteger: true, range: { least: 1 } },
    unit: undefined,
    fallback: 20,
  });
});

test('a word tells tables of one kind from each other, lists have a length', () => {
  const { form } = at('network');
  if (form.kind !== 'union') throw new Error(`expected a union; found ${form.kind}`);
  for (const [word, table] of form.tables) expect(table.kind.form).toEqual({ kind: 'choice', words: [word] });
  const { form: extents } = at('lattice.extent');
  expect(extents).toMatchObject({ kind: 'list', length: { least: 2, most: 4 }, element: { form: { kind: 'number' } } });
});

test('every range is what the schema accepts, in the run file and in every observable', () => {
  const roots = [gaugeRunSchema, ...Object.values(observableCatalogue).map(({ options }) => options)];
  let bounds = 0;
  for (const { form, schema } of roots.flatMap(root => [...all(shapeOf(root))])) {
    if (form.kind !== 'number') continue;
    const accepts = (value: number) => (schema as z.ZodType).safeParse(value).success;
    const { least, above, most, below } = form.range;
    const step = form.isInteger ? 1 : 1e-9;
    if (least !== undefined) expect([least - step, least].map(accepts)).toEqual([false, true]);
    if (above !== undefined) expect([above, above + step].map(accepts)).toEqual([false, true]);
    if (most !== undefined && Math.abs(most) < 2 ** 53 - 1)
      expect([most, most + step].map(accepts)).toEqual([true, false]);
    if (below !== undefined) expect([below - step, below].map(accepts)).toEqual([true, false]);
    bounds += [least, above, most, below].filter(bound => bound !== undefined).length;
  }
  expect(bounds).toBeGreaterThan(200);
});
