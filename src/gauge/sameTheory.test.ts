import { expect, test } from 'vitest';
import { groupNamed } from '../group/index.ts';
import { Lattice } from '../lattice/index.ts';
import { coldStart } from './configuration.ts';
import { requireSameTheory } from './sameTheory.ts';

const [lattice, group] = [new Lattice([4, 4]), groupNamed('SU(2)')];
const require = (extents: number[], name: string) => () =>
  requireSameTheory(coldStart(new Lattice(extents), groupNamed(name)), 'staggered quarks', lattice, group);

test('links of the theory pass, on any lattice of the same extents', () => {
  expect(require([4, 4], 'SU(2)')).not.toThrow();
});

test('others are refused by what differs', () => {
  const made = 'The staggered quarks were made for SU(2) on 4×4, but the links are in';
  expect(require([4, 4], 'SU(3)')).toThrow(`${made} SU(3) on 4×4.`);
  expect(require([2, 2, 4], 'SU(2)')).toThrow(`${made} SU(2) on 2×2×4.`);
});
