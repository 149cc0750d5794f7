import { describe, expect, test } from 'vitest';
import { hotStart } from '../../gauge/index.ts';
import { groupNamed } from '../../group/index.ts';
import { drawGaussian, key } from '../../lattice/index.ts';
import { ConjugateGradient } from '../solvers/cg.ts';
import { bindConversion } from '../solvers/convert.ts';
import { MixedPrecisionConjugateGradient } from '../solvers/mixedPrecision.ts';
import { latticeOf, relativeDistance } from '../vectors.fixture.ts';
import { EvenOddWilson } from './evenOdd.ts';
import { WilsonOperator } from './operator.ts';
import { singlePrecisionWilson } from './singlePrecision.ts';

describe.each([
  { group: 'SU(3)', extents: [4, 4, 2, 4], cSw: 0 },
  { group: 'SU(2)', extents: [4, 4, 2, 4], cSw: 1 },
  { group: 'U(1)', extents: [8, 4], cSw: 0 },
])('$group on $extents, c_SW = $cSw', ({ group, extents, cSw }) => {
  const lattice = latticeOf(extents);
  const u = hotStart(lattice, groupNamed(group), key(1, 0, 'start'));
  const operator = new WilsonOperator({ lattice, group: u.group, kappa: 0.1, cSw });
  operator.setLinks(u);
  const normal = new EvenOddWilson(operator).normal();
  const twin = singlePrecisionWilson(operator);
  const b = operator.vector('even');
  drawGaussian(b, key(2, 0, 'noise'));

  const difference = () => {
    const q = b.like();
    normal.bind(b, q)(0.3);
    const p = lattice.field(b.components, { precision: 'f32', parity: 'even' });
    const image = p.like();
    bindConversion(b, p)(1);
    twin.refresh();
    twin.bind(p, image)(0.3);
    return relativeDistance(image, q);
  };

  test('the twin is the operator, up to the rounding of f32', () => {
    // Some ten roundings of 2⁻²⁴ for each number, four hops deep.
    expect(difference()).toBeLessThan(2e-6);
  });
  test('new links and another kappa are seen', () => {
    const other = hotStart(lattice, u.group, key(3, 0, 'start'));
    operator.setLinks(other, 0.08);
    expect(difference()).toBeLessThan(2e-6);
    operator.setLinks(u, 0.1);
  });
  test('solves of mixed precision are as good as those of double precision', () => {
    const [mixed, double] = [new MixedPrecisionConjugateGradient(normal, twin), new ConjugateGradient(normal)];
    const options = { tolerance: 1e-11, shift: 0.01 };
    const report = mixed.solve(b, options);
    const { iterations } = double.solve(b, options);
    expect(report.residual).toBeLessThan(2e-11);
    expect(report.iterations).toBeLessThan(1.3 * iterations + 5);
    // The condition number is below a thousand.
    expect(relativeDistance(mixed.solution, double.solution)).toBeLessThan(1e-8);
  });
});
