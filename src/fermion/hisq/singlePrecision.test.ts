import { expect, test } from 'vitest';
import { hotStart } from '../../gauge/index.ts';
import { groupNamed } from '../../group/index.ts';
import { drawGaussian, key } from '../../lattice/index.ts';
import { MixedPrecisionConjugateGradient } from '../solvers/mixedPrecision.ts';
import { latticeOf, relativeDistance } from '../vectors.fixture.ts';
import { HisqOperator } from './operator.ts';
import { hisqMatrix } from './pseudofermion.ts';

test('HISQ quarks are solved in mixed precision to the true residual asked for', () => {
  const lattice = latticeOf([4, 4, 4, 4]);
  const u = hotStart(lattice, groupNamed('SU(2)'), key(1, 0, 'start'));
  const { normal, singlePrecision } = hisqMatrix(new HisqOperator({ lattice, group: u.group }).setLinks(u), 'even');
  const b = lattice.field(normal.components, { parity: 'even' });
  drawGaussian(b, key(2, 0, 'noise'));
  const solver = new MixedPrecisionConjugateGradient(normal, singlePrecision!());
  const { residual, iterations } = solver.solve(b, { tolerance: 1e-11, shift: 0.04 });
  const image = b.like();
  normal.bind(solver.solution, image)(0.04);
  expect(relativeDistance(image, b)).toBeLessThan(2e-11);
  expect(residual).toBeCloseTo(relativeDistance(image, b), 14);
  expect(iterations).toBeGreaterThan(10);
});
