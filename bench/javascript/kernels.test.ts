// The JavaScript that Cask is compared with is right: it agrees with matrices and Taylor series on 2⁴ random links.
import { describe, expect, test } from 'vitest';
import type { Group } from '../c/build.ts';
import { reals } from '../c/layout.ts';
import { naiveExponential, naiveStaggered, naiveStaples } from '../c/naive.ts';
import { javascript, neighbourTable } from './kernels.ts';

const extents = [2, 2, 2, 4] as const;
const sites = 32;
/** Some hundred operations on numbers of order one, each rounded to half a unit in the last place. */
const tolerance = 1e-13;

const waves = (count: number, width: number) =>
  Float64Array.from({ length: count }, (_, k) => width * Math.sin(k ** 2));

function largestDifference(a: Float64Array, b: Float64Array): number {
  return a.reduce((largest, value, k) => Math.max(largest, Math.abs(value - b[k])), 0);
}

describe.each<Group>(['su2', 'su3'])('%s', group => {
  const { links, colour, algebra } = reals[group];
  const neighbours = neighbourTable(extents);
  const P = waves(sites * algebra, 0.2);
  const U = naiveExponential(group, waves(sites * algebra, 2));

  test('exponential', () => {
    const out = new Float64Array(sites * links);
    javascript[group].exponential(P, out);
    expect(largestDifference(out, naiveExponential(group, P))).toBeLessThan(tolerance);
  });

  test('staggered D-slash', () => {
    const chi = waves(sites * colour, 1);
    const out = new Float64Array(sites * colour);
    javascript[group].staggered(neighbours, U, chi, out);
    expect(largestDifference(out, naiveStaggered(group, extents, U, chi))).toBeLessThan(tolerance);
  });

  test('staples', () => {
    const out = new Float64Array(sites * links);
    javascript[group].staples(neighbours, U, out);
    expect(largestDifference(out, naiveStaples(group, extents, U))).toBeLessThan(tolerance);
  });
});
