import { describe, expect, test } from 'vitest';
import { coldStart, hotStart } from '../../gauge/index.ts';
import { groupNamed } from '../../group/index.ts';
import { key } from '../../lattice/index.ts';
import { ConjugateGradient } from '../solvers/cg.ts';
import { hotOperator, latticeOf, randomVector } from '../vectors.fixture.ts';
import { measuredRange, strictRange } from './spectralRange.ts';
import { staggeredPseudofermion } from './staggered.ts';

const strict = strictRange(4);
const mass = 0.3;
const lattice = latticeOf([4, 4, 4, 4]);
const group = groupNamed('SU(2)');
const solver = { tolerance: 1e-12, forceTolerance: 1e-11 };
const draw = key(5, 1, 'pseudofermion');
const pseudofermion = (spectrum: 'bound' | 'measured', flavours = 2) =>
  staggeredPseudofermion({ lattice, group, mass, flavours, solver, spectrum });

describe('a measured range', () => {
  test('holds the spectrum, and is inside the strict one', () => {
    for (const extents of [
      [2, 2, 2, 4],
      [4, 4, 4, 4],
    ]) {
      const { operator } = hotOperator('SU(2)', latticeOf(extents));
      const cg = new ConjugateGradient(operator.normal('even'));
      const shift = 1e-4;
      const range = measuredRange(cg, randomVector(operator, 1, 'even'), { shift, strict });
      // Solved to the end, the extreme Ritz values are the extreme eigenvalues.
      const report = cg.solve(randomVector(operator, 2, 'even'), { tolerance: 1e-12, shift });
      const [lowest, highest] = [report.smallestRitzValue - shift, report.largestRitzValue - shift];
      expect(range.lowest).toBeLessThanOrEqual(lowest);
      expect(range.highest).toBeGreaterThan(highest);
      expect(range.lowest).toBeGreaterThanOrEqual(0);
      // The margin of 1.1 and one grid step of 2^{1/4}.
      expect(range.highest).toBeLessThan(1.1 * 1.19 * highest + shift);
    }
  });
  test('of free quarks reaches from a quarter of the lowest momentum upwards', () => {
    const { operator } = hotOperator('SU(2)', lattice);
    operator.setLinks(coldStart(lattice, group));
    const cg = new ConjugateGradient(operator.normal('even'));
    // Antiperiodic in time with four sites: sin² p_t = ½ always, the others are 0 or 1.
    const { lowest, highest } = measuredRange(cg, randomVector(operator, 1, 'even'), { shift: 0, strict });
    expect(lowest).toBeLessThanOrEqual(0.5 / 4);
    expect(lowest).toBeGreaterThan(0.5 / 4 / 1.2);
    expect(highest).toBeGreaterThanOrEqual(3.5 * 1.1);
    expect(highest).toBeLessThan(3.5 * 1.1 * 1.2);
  });
});

describe('pseudofermions with a measured range', () => {
  const hot = hotStart(lattice, group, key(1, 0, 'start'));
  const force = () => hot.momentum();

  test.each([2, 5])('of %d flavours have the action and the force of those with a strict one', flavours => {
    const [bound, measured] = [pseudofermion('bound', flavours), pseudofermion('measured', flavours)];
    for (const each of [bound, measured]) each.refresh(hot, draw);
    // Every rational function may err by 1e-11.
    expect(measured.action.value(hot) / bound.action.value(hot)).toBeCloseTo(1, 10);
    const [first, second] = [force(), force()];
    bound.action.gradient(hot, first);
    measured.action.gradient(hot, second);
    const difference = Math.hypot(...first.toArray().map((x, i) => x - second.toArray()[i]));
    expect(difference / Math.hypot(...first.toArray())).toBeLessThan(1e-9);
  });
  test('depend on links and key alone, bit for bit', () => {
    const one = pseudofermion('measured');
    const other = pseudofermion('measured');
    other.refresh(coldStart(lattice, group), key(5, 7, 'pseudofermion'));
    for (const each of [one, other]) each.refresh(hot, draw);
    expect(other.action.value(hot)).toBe(one.action.value(hot));
    expect(other.field.toArray()).toEqual(one.field.toArray());
  });
  test('stop with a sentence when the spectrum leaves the range', () => {
    const small = staggeredPseudofermion({ lattice, group, mass: 0.01, flavours: 2, solver, spectrum: 'measured' });
    small.refresh(coldStart(lattice, group), draw);
    expect(() => small.action.value(hot)).toThrow(/The spectrum \[.*\] leaves the range \[.*\].*use a strict bound/);
    expect(() => small.action.gradient(hot, force())).toThrow('leaves the range');
    // A surrogate may see other links; its range is the strict one.
    expect(small.withMass(0.01).value(hot)).toBeGreaterThan(0);
  });
});
