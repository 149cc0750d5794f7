import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonical, cyclicShift } from './canonical.ts';
import {
  adjoint,
  displacement,
  end,
  equals,
  isClosed,
  linkReads,
  product,
  reduce,
  signedDirections,
  translate,
  word,
} from './word.ts';

const anyWord = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.constantFrom(1, -1)), { maxLength: 12 })
  .map(steps => word(steps.map(([direction, sign]) => direction * sign)));
const closedWord = anyWord.map(w => {
  const back = displacement(w).flatMap((x, mu) => new Array<number>(Math.abs(x)).fill(x > 0 ? -(mu + 1) : mu + 1));
  return product(w, word(back));
});
const plaquette = word([+1, +2, -1, -2]);

test('the plaquette reads U_1(n) U_2(n+1) U_1(n+2)† U_2(n)†', () => {
  expect(linkReads(plaquette)).toEqual([
    { direction: 0, displacement: [0, 0, 0, 0], dagger: false },
    { direction: 1, displacement: [1, 0, 0, 0], dagger: false },
    { direction: 0, displacement: [0, 1, 0, 0], dagger: true },
    { direction: 1, displacement: [0, 0, 0, 0], dagger: true },
  ]);
});

test('parsing and printing signed directions are inverse', () => {
  fc.assert(
    fc.property(anyWord, w => {
      expect(word(signedDirections(w))).toEqual(w);
      expect(equals(word(signedDirections(w)), w)).toBe(true);
    }),
  );
});

test('the adjoint reads the same links in reverse, daggered, and twice the adjoint is the word', () => {
  fc.assert(
    fc.property(anyWord, w => {
      const reversed = linkReads(w)
        .toReversed()
        .map(read => ({ ...read, dagger: !read.dagger }));
      expect(linkReads(adjoint(w))).toEqual(reversed);
      expect(adjoint(adjoint(w))).toEqual(w);
    }),
  );
});

test('W W† reduces to 1, and reducing twice changes nothing', () => {
  fc.assert(
    fc.property(anyWord, w => {
      expect(reduce(product(w, adjoint(w))).steps).toEqual([]);
      expect(reduce(reduce(w))).toEqual(reduce(w));
      expect(end(reduce(w))).toEqual(end(w));
    }),
  );
});

test('a product leads where its factors lead, one after the other', () => {
  fc.assert(
    fc.property(anyWord, anyWord, (v, w) => {
      expect(end(product(v, w))).toEqual(end(translate(w, end(v))));
    }),
  );
});

test('the canonical form forgets where a loop begins, which way it runs and where it lies', () => {
  fc.assert(
    fc.property(closedWord, fc.nat(30), (w, k) => {
      const shifted = { ...w, steps: cyclicShift(w.steps, k % Math.max(1, w.steps.length)) };
      expect(canonical(shifted)).toEqual(canonical(w));
      expect(canonical(translate(adjoint(w), [1, 2, 3, 4]))).toEqual(canonical(w));
      expect(canonical(canonical(w))).toEqual(canonical(w));
    }),
  );
});

test('different loops keep different canonical forms', () => {
  expect(canonical(word([1, 2, -1, -2]))).not.toEqual(canonical(word([1, 3, -1, -3])));
  expect(canonical(word([1, 2, -1, 3, -2, -3]))).not.toEqual(canonical(word([1, 2, 3, -1, -2, -3])));
});

test('a line around the lattice is closed once the extents are known', () => {
  const winding = word([2, 2, 2], { dimension: 2 });
  expect(isClosed(winding)).toBe(false);
  expect(isClosed(winding, [4, 3])).toBe(true);
  expect(canonical(adjoint(winding), [4, 3])).toEqual(winding);
  expect(() => canonical(winding)).toThrow('give the extents');
});

test('what is no word is refused in a sentence', () => {
  expect(() => word([0])).toThrow('There is no direction -1 in 4 dimensions');
  expect(() => word([3], { dimension: 2 })).toThrow('There is no direction 2 in 2 dimensions');
  expect(() => word([1.5])).toThrow('There is no direction 0.5');
  expect(() => word([1], { dimension: 2, start: [0] })).toThrow('is 2 integers');
  expect(() => word([], { dimension: 0 })).toThrow('at least 1');
  expect(() => product(word([1]), word([1], { dimension: 2 }))).toThrow('cannot be continued');
});
