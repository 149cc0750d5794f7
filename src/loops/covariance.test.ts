/**
 * Words evaluated on explicit links of a small three-dimensional periodic lattice: SU(2) as the real 4 × 4 matrices by
 * which unit quaternions multiply from the left, so that the dagger is the transpose and Re tr is half the trace.
 */
import { describe, expect, test } from 'vitest';
import { derivative } from './derivative.ts';
import { chairs, parallelograms, plaquettes, polyakovLoops, rectangles } from './named.ts';
import { backwardStaple, forwardStaple, staples } from './staple.ts';
import { displacement, end, linkReads, translate, type Word, word } from './word.ts';

type Matrix = number[];
type Quaternion = [number, number, number, number];
/** The link of `direction` that starts at `site` (any integers: the lattice is periodic). */
type Links = (direction: number, site: readonly number[]) => Matrix;

const extents = [3, 4, 3];
const dimension = extents.length;
const sites = Array.from({ length: 36 }, (_, t) => [t % 3, Math.floor(t / 3) % 4, Math.floor(t / 12)]);
// Rounding: a trace of at most ten factors of norm 1, summed over at most some thousand loops.
const rounding = 1e-15 * 10 * 1000;
const identity = leftMultiplication([1, 0, 0, 0]);
const quarterTurn = leftMultiplication([0, 0.36, 0.48, 0.8]);

function leftMultiplication([a, b, c, d]: Quaternion): Matrix {
  return [a, -b, -c, -d, b, a, -d, c, c, d, a, -b, d, -c, b, a];
}

function times(x: Matrix, y: Matrix): Matrix {
  return x.map((_, k) => [0, 1, 2, 3].reduce((sum, j) => sum + x[(k & ~3) + j] * y[4 * j + (k & 3)], 0));
}

function dagger(x: Matrix): Matrix {
  return x.map((_, k) => x[4 * (k & 3) + (k >> 2)]);
}

function realTrace(x: Matrix): number {
  return (x[0] + x[5] + x[10] + x[15]) / 2;
}

function index(site: readonly number[]): number {
  return site.reduceRight((t, x, mu) => t * extents[mu] + (((x % extents[mu]) + extents[mu]) % extents[mu]), 0);
}

/** A fixed pseudo-random sequence is enough here (a linear congruence modulo 2³²). */
let state = 1;
function randomGroupElement(): Matrix {
  const q = [0, 0, 0, 0].map(() => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
  const norm = Math.hypot(...q);
  return leftMultiplication(q.map(x => x / norm) as Quaternion);
}

function randomField(): (site: readonly number[]) => Matrix {
  const values = sites.map(randomGroupElement);
  return site => values[index(site)];
}

function randomLinks(): Links {
  const perDirection = extents.map(randomField);
  return (direction, site) => perDirection[direction](site);
}

function evaluate(U: Links, w: Word, site: readonly number[]): Matrix {
  return linkReads(translate(w, site)).reduce((product, read) => {
    const link = U(read.direction, read.displacement);
    return times(product, read.dagger ? dagger(link) : link);
  }, identity);
}

function loopSum(U: Links, words: readonly Word[]): number {
  return sites.reduce((sum, site) => sum + words.reduce((s, w) => s + realTrace(evaluate(U, w, site)), 0), 0);
}

function replaceLink(U: Links, mu: number, site: readonly number[], value: Matrix): Links {
  return (direction, x) => (direction === mu && index(x) === index(site) ? value : U(direction, x));
}

function gaugeTransform(U: Links, omega: (site: readonly number[]) => Matrix): Links {
  return (direction, x) => {
    const neighbour = end(word([direction + 1], { dimension, start: x }));
    return times(times(omega(x), U(direction, x)), dagger(omega(neighbour)));
  };
}

function largestDifference(x: Matrix, y: Matrix): number {
  return Math.max(...x.map((value, k) => Math.abs(value - y[k])));
}

const loops: [string, Word[]][] = [
  ['plaquettes', plaquettes(dimension)],
  ['rectangles', rectangles(dimension)],
  ['chairs', chairs(dimension)],
  ['parallelograms', parallelograms(dimension)],
  ['Polyakov loops', polyakovLoops(extents)],
];
const site = [2, 1, 0];
const mu = 1;

test('a word transforms with Ω at its start and Ω† at its end', () => {
  const U = randomLinks();
  const omega = randomField();
  const transformed = gaugeTransform(U, omega);
  for (const steps of [[1], [-2, 3, 3, 1], [1, 2, -1, -2], [2, 2, 2, 2, -1, 3]]) {
    const w = word(steps, { dimension, start: [1, 0, 2] });
    const [first, last] = [w.start, end(w)].map(d => omega(d.map((x, nu) => x + site[nu])));
    const expected = times(times(first, evaluate(U, w, site)), dagger(last));
    expect(largestDifference(evaluate(transformed, w, site), expected)).toBeLessThan(rounding);
  }
});

describe.each(loops)('%s', (_, words) => {
  test('their sum is gauge invariant', () => {
    const U = randomLinks();
    const omega = randomField();
    const transformed = gaugeTransform(U, omega);
    expect(Math.abs(loopSum(transformed, words) - loopSum(U, words))).toBeLessThan(rounding);
  });

  test('staples run n → n+μ and give the change of the sum when a link changes', () => {
    const U = randomLinks();
    const list = staples(words, mu, extents);
    for (const staple of list) {
      const lead = displacement(staple.word).map((x, nu) => (x - (nu === mu ? 1 : 0)) % extents[nu]);
      expect(lead.map(Math.abs)).toEqual([0, 0, 0]);
    }
    // No loop meets one link twice here, so along exp(εX)U the sum is a + b cos ε + c sin ε, and its derivative at 0 is
    // half the difference between ε = ±π/2, where exp(εX) = ±X.
    const turned = times(quarterTurn, U(mu, site));
    const plus = loopSum(replaceLink(U, mu, site, turned), words);
    const minus = loopSum(replaceLink(U, mu, site, dagger(times(dagger(U(mu, site)), quarterTurn))), words);
    const fromStaples = list.reduce(
      (sum, { word, multiplicity }) => sum + multiplicity * realTrace(times(turned, dagger(evaluate(U, word, site)))),
      0,
    );
    expect(Math.abs((plus - minus) / 2 - fromStaples)).toBeLessThan(rounding);
  });

  test('left · U · right is the word, at every occurrence', () => {
    const U = randomLinks();
    for (const w of words) {
      for (const { left, right, dagger: isDaggered, displacement: d } of derivative(w, mu)) {
        const link = U(
          mu,
          translate(left, site).start.map((_, nu) => site[nu] + d[nu]),
        );
        const whole = times(times(evaluate(U, left, site), isDaggered ? dagger(link) : link), evaluate(U, right, site));
        expect(largestDifference(whole, evaluate(U, w, site))).toBeLessThan(rounding);
      }
    }
  });
});

test.each([
  ['U', [2, 1, 0]],
  ['U†', [1, 1, 0]],
])('an open word that meets a link once, as %s, changes by left · δU · right', (_, start) => {
  const U = randomLinks();
  const w = word([2, 1, -2, 3, 2, 2], { dimension });
  const change = randomGroupElement();
  const value = U(mu, site).map((x, k) => x + change[k]);
  const terms = derivative(w, mu).filter(
    ({ displacement: d }) => index(d.map((x, nu) => x + start[nu])) === index(site),
  );
  expect(terms).toHaveLength(1);
  const [{ left, right, dagger: isDaggered }] = terms;
  const delta = isDaggered ? dagger(change) : change;
  const term = times(times(evaluate(U, left, start), delta), evaluate(U, right, start));
  const expected = evaluate(U, w, start).map((x, k) => x + term[k]);
  expect(largestDifference(evaluate(replaceLink(U, mu, site, value), w, start), expected)).toBeLessThan(rounding);
});

test('forward and backward staples of extent s are the staples of the 1 x s loops that run along ν', () => {
  const nu = 2;
  const links = (s: number) =>
    [forwardStaple(mu, nu, s, dimension), backwardStaple(mu, nu, s, dimension)].map(w => linkReads(w));
  expect(links(1)).toEqual([
    [
      { direction: 2, displacement: [0, 0, 0], dagger: false },
      { direction: 1, displacement: [0, 0, 1], dagger: false },
      { direction: 2, displacement: [0, 1, 0], dagger: true },
    ],
    [
      { direction: 2, displacement: [0, 0, -1], dagger: true },
      { direction: 1, displacement: [0, 0, -1], dagger: false },
      { direction: 2, displacement: [0, 1, -1], dagger: false },
    ],
  ]);
  for (const s of [1, 2, 3]) {
    const loop = word([2, ...new Array<number>(s).fill(3), -2, ...new Array<number>(s).fill(-3)], { dimension });
    const expected = staples([loop], mu).map(staple => linkReads(staple.word));
    expect(expected).toHaveLength(2);
    expect(expected).toEqual(expect.arrayContaining(links(s)));
  }
});
