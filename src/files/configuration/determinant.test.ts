import { expect, test } from 'vitest';
import { groupName } from '../../cli/measuring/open.ts';
import { hotStart } from '../../gauge/index.ts';
import { groupNamed } from '../../group/index.ts';
import { key, Lattice } from '../../lattice/index.ts';
import { determinantDefect } from './determinant.ts';
import { configurationOf } from './gaugeField.ts';

const hot = (name: string) =>
  configurationOf(hotStart(new Lattice([2, 2, 2, 2]), groupNamed(name), key(1, 0, 'start')));

test.each(['SU(2)', 'SU(3)', 'SU(4)', 'SU(5)'])('random links of %s have determinant 1', name => {
  expect(determinantDefect(hot(name))).toBeLessThan(1e-14);
  expect(groupName(hot(name))).toBe(name);
});

test.each([2, 3, 4])('with the first row of one link times e^(i a) it is U(%d)', colours => {
  const configuration = hot(`SU(${colours})`);
  const { links } = configuration;
  const [c, s] = [Math.cos(0.3), Math.sin(0.3)];
  for (let k = 0; k < 2 * colours; k += 2) {
    const [re, im] = [links[k], links[k + 1]];
    [links[k], links[k + 1]] = [c * re - s * im, c * im + s * re];
  }
  expect(determinantDefect(configuration)).toBeCloseTo(2 * Math.sin(0.15), 13);
  expect(groupName(configuration)).toBe(`U(${colours})`);
});

test('exchanged rows change the sign', () => {
  const swapped = Float64Array.of(0, 0, 1, 0, 1, 0, 0, 0);
  expect(determinantDefect({ colours: 2, links: swapped })).toBe(2);
});
