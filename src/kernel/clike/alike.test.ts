/** Programs that differ by the components they touch are one; others are not. */
import { expect, test } from 'vitest';
import type { Program } from '../ir/program.ts';
import { sharedPrograms } from './alike.ts';

const doubled = (from: number, to: number, factor = 2, field = 'f'): Program => [
  { op: 'const', value: factor, args: [] },
  { op: 'load', field, component: from, displacement: [0, 1], args: [] },
  { op: 'mul', args: [0, 1] },
  { op: 'store', field: 'g', component: to, args: [2] },
];

test('two slices are one program, called twice with fields moved', () => {
  const [first, ...others] = sharedPrograms([doubled(0, 3), doubled(4, 5)]);
  expect(others).toEqual([]);
  expect(first.program).toEqual(doubled(0, 0));
  expect(first.uses).toEqual([
    {
      number: 0,
      moved: new Map([
        ['f', 0],
        ['g', 3],
      ]),
    },
    {
      number: 1,
      moved: new Map([
        ['f', 4],
        ['g', 5],
      ]),
    },
  ]);
});

test.each([
  ['another constant', doubled(1, 1, 3)],
  ['a constant of another sign', doubled(1, 1, -0)],
  ['another field', doubled(1, 1, 2, 'h')],
  ['another operation', doubled(1, 1).with(2, { op: 'add', args: [0, 1] })],
  ['other operands', doubled(1, 1).with(2, { op: 'mul', args: [1, 1] })],
])('%s is another program', (_, other) => {
  expect(sharedPrograms([doubled(0, 0, 0), doubled(0, 0), other])).toHaveLength(3);
});
