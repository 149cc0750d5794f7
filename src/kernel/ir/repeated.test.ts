/** Programs that differ by the components they touch are one loop; others are not. */
import { expect, test } from 'vitest';
import type { Program } from './program.ts';
import { repeated } from './repeated.ts';

const doubled = (from: number, to: number, factor = 2, field = 'f'): Program => [
  { op: 'const', value: factor, args: [] },
  { op: 'load', field, component: from, displacement: [0, 1], args: [] },
  { op: 'mul', args: [0, 1] },
  { op: 'store', field: 'g', component: to, args: [2] },
];

test('slices are one program, run with fields moved', () => {
  const step = new Map([
    ['f', 4],
    ['g', -1],
  ]);
  expect(repeated([doubled(0, 3), doubled(4, 2), doubled(8, 1)])).toEqual([{ program: doubled(0, 3), count: 3, step }]);
});

test('a program that moves by another step begins a loop of its own', () => {
  const [first, second, ...others] = repeated([doubled(0, 0), doubled(1, 1), doubled(3, 3), doubled(5, 5)]);
  expect(others).toEqual([]);
  expect(first).toMatchObject({ program: doubled(0, 0), count: 2 });
  expect(second).toMatchObject({ program: doubled(3, 3), count: 2 });
});

test.each([
  ['another constant', doubled(1, 1, 3)],
  ['a constant of another sign', doubled(1, 1, -0)],
  ['another field', doubled(1, 1, 2, 'h')],
  ['another operation', doubled(1, 1).with(2, { op: 'add', args: [0, 1] })],
  ['other operands', doubled(1, 1).with(2, { op: 'mul', args: [1, 1] })],
  [
    'a read at another site',
    doubled(1, 1).with(1, { op: 'load', field: 'f', component: 1, displacement: [1, 1], args: [] }),
  ],
])('%s is another program', (_, other) => {
  expect(repeated([doubled(0, 0), other])).toHaveLength(2);
  expect(repeated([doubled(0, 0, 0), doubled(0, 0), other])).toHaveLength(3);
});
