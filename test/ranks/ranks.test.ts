/** Many ranks leave the bits of one: a sample; more in matrix.ranks.ts. Without MPI there is one line, and nothing is tested. */
import { expect, test } from 'vitest';
import { hasMpi, sameBits } from './mpirun.ts';

test.skipIf(!hasMpi)('two ranks leave the bits of one', { timeout: 240_000 }, async () => {
  const [way, names] = ['1.1.2.1×1', ['staggered', 'polyakovCorrelator', 'wilsonPion']];
  expect(await sameBits([way], names)).toEqual(names.map(name => ({ name, way })));
});
