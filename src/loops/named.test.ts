import { describe, expect, test } from 'vitest';
import { canonical } from './canonical.ts';
import { chairs, namedLoops, parallelograms, plaquettes, polyakovLoops, rectangles, wilsonLoops } from './named.ts';
import { isClosed, reduce, signedDirections, type Word, word } from './word.ts';

function distinct(words: Word[]): number {
  return new Set(words.map(w => String(signedDirections(canonical(w))))).size;
}

/** Every closed walk of `length` steps that never turns straight back, also where its end meets its start. */
function closedWalks(dimension: number, length: number): Word[] {
  const moves = Array.from({ length: 2 * dimension }, (_, k) => (k % 2 ? -1 : 1) * (1 + (k >> 1)));
  let walks: number[][] = moves.map(move => [move]);
  for (let k = 1; k < length; k++) {
    walks = walks.flatMap(walk => moves.filter(move => move !== -walk.at(-1)!).map(move => [...walk, move]));
  }
  return walks
    .filter(walk => walk[0] !== -walk.at(-1)!)
    .map(walk => word(walk, { dimension }))
    .filter(w => isClosed(w));
}

describe.each([2, 3, 4])('in %i dimensions', dimension => {
  test('each loop is closed, irreducible and there once', () => {
    const loops = [plaquettes, rectangles, chairs, parallelograms].map(list => list(dimension));
    const triples = dimension * (dimension - 1) * (dimension - 2);
    const planes = (dimension * (dimension - 1)) / 2;
    expect(loops.map(list => list.length)).toEqual([planes, 2 * planes, 2 * triples, (2 / 3) * triples]);
    for (const list of loops) {
      expect(distinct(list)).toBe(list.length);
      for (const w of list) expect(reduce(w)).toEqual(w);
    }
  });

  test('every closed walk of four or six links is one of the named loops', () => {
    const six = [...rectangles(dimension), ...chairs(dimension), ...parallelograms(dimension)];
    expect(distinct(closedWalks(dimension, 4))).toBe(plaquettes(dimension).length);
    expect(distinct([...closedWalks(dimension, 6), ...six])).toBe(six.length);
    expect(distinct(six)).toBe(six.length);
  });
});

test('an R x T loop is a T x R loop seen from the other axis', () => {
  expect(distinct([...wilsonLoops(2, 3), ...wilsonLoops(3, 2)])).toBe(12);
  expect(wilsonLoops(2, 2)).toHaveLength(6);
  expect(signedDirections(wilsonLoops(2, 1)[0])).toEqual([1, 1, 2, -1, -1, -2]);
});

test('names find their loops', () => {
  const extents = [4, 4, 4, 6];
  expect(namedLoops('plaquette')).toEqual(plaquettes());
  expect(namedLoops('chair', { dimension: 3 })).toEqual(chairs(3));
  expect(namedLoops('1x2')).toEqual(rectangles());
  expect(namedLoops('polyakov', { extents })).toEqual(polyakovLoops(extents));
  expect(namedLoops('polyakov_t', { extents })).toEqual([word([4, 4, 4, 4, 4, 4])]);
});

test('what has no name or no meaning is refused in a sentence', () => {
  expect(() => namedLoops('plaquet')).toThrow('There is no loop named "plaquet"');
  expect(() => namedLoops('toString')).toThrow('There is no loop named');
  expect(() => namedLoops('polyakov')).toThrow('give the extents');
  expect(() => namedLoops('polyakov_t', { extents: [4, 4] })).toThrow('There is no direction 3');
  expect(() => namedLoops('plaquette', { dimension: 4, extents: [4, 4] })).toThrow('has 4 extents');
  expect(() => polyakovLoops([4, 0])).toThrow('at least 1, not 0');
  expect(() => wilsonLoops(0, 2)).toThrow('positive integers');
});
