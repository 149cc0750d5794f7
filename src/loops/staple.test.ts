import { expect, test } from 'vitest';
import { chairs, parallelograms, plaquettes, polyakovLoop, polyakovLoops, rectangles } from './named.ts';
import { backwardStaple, forwardStaple, type Staple, staples } from './staple.ts';
import { displacement, word } from './word.ts';

function count(list: Staple[]): number {
  return list.reduce((sum, { multiplicity }) => sum + multiplicity, 0);
}

test.each([0, 1, 2, 3])(
  'direction %i of four has 6 plaquette, 18 rectangle, 72 chair and 24 parallelogram staples',
  mu => {
    const lists = [plaquettes(), rectangles(), chairs(), parallelograms()].map(words => staples(words, mu));
    expect(lists.map(list => list.length)).toEqual([6, 18, 72, 24]);
    expect(lists.map(count)).toEqual([6, 18, 72, 24]);
  },
);

test('the plaquette staples are the forward and the backward ones', () => {
  const mu = 2;
  const expected = [0, 1, 3].flatMap(nu => [forwardStaple(mu, nu), backwardStaple(mu, nu)]);
  const found = staples(plaquettes(), mu).map(staple => staple.word);
  expect(found).toEqual(expect.arrayContaining(expected));
});

test('a Polyakov loop has one staple, met once per link, that runs backwards round the lattice', () => {
  const extents = [4, 6];
  expect(staples(polyakovLoops(extents), 1, extents)).toEqual([
    { word: word([-2, -2, -2, -2, -2], { dimension: 2 }), multiplicity: 6 },
  ]);
  expect(staples([polyakovLoop(0, extents)], 1, extents)).toEqual([]);
});

test('a loop that runs twice round a plaquette meets its staples twice', () => {
  const twice = word([1, 2, -1, -2, 1, 2, -1, -2]);
  expect(staples([twice], 0).map(({ multiplicity }) => multiplicity)).toEqual([2, 2]);
  for (const staple of staples([twice], 0)) expect(displacement(staple.word)).toEqual([1, 0, 0, 0]);
});

test('what has no staple is refused in a sentence', () => {
  expect(() => staples([word([1, 2])], 0)).toThrow('The word [1,2] is open');
  expect(() => staples(plaquettes(), 4)).toThrow('There is no direction 4');
  expect(() => forwardStaple(1, 1)).toThrow('two different directions');
  expect(() => backwardStaple(0, 1, 0)).toThrow('s = 0');
});
