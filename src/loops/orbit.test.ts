import { describe, expect, test } from 'vitest';
import { canonical } from './canonical.ts';
import { chairs, parallelograms, plaquettes, rectangles, wilsonLoops } from './named.ts';
import { hypercubicOrbit } from './orbit.ts';
import { signedDirections, word } from './word.ts';

const names = (words: readonly ReturnType<typeof word>[]) =>
  words.map(w => signedDirections(canonical(w)).join(' ')).toSorted();

describe.each([2, 3, 4])('in %d dimensions', dimension => {
  test.each([
    ['plaquettes', plaquettes],
    ['rectangles', rectangles],
    ['1 × 3 loops', (d: number) => wilsonLoops(1, 3, d)],
    ['2 × 2 loops', (d: number) => wilsonLoops(2, 2, d)],
    ['chairs', chairs],
    ['parallelograms', parallelograms],
  ])('the orbit of any of the %s is all of them', (_, list) => {
    const all = list(dimension);
    // Below three dimensions there are no chairs and no parallelograms.
    const ends = [...all.slice(0, 1), ...all.slice(-1)];
    expect(ends.map(member => names(hypercubicOrbit(member)))).toEqual(ends.map(() => names(all)));
  });
});

test('an open word has no orbit', () => {
  expect(() => hypercubicOrbit(word([1, 2, -1]))).toThrow('is open, but a closed one is needed');
});
