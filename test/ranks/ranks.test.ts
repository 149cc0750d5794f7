/** Many ranks leave the bits of one. Needs MPI: without it there is one line, and nothing is tested. */
import { expect, test } from 'vitest';
import { hasMpi, sameBits } from './mpirun.ts';

test.skipIf(!hasMpi)(
  'two ranks leave the bits of one: heatbath, staggered quarks with self-learning',
  { timeout: 240_000 },
  async () => {
    const names = ['heatbath', 'cask'];
    expect(await sameBits('1.1.2.1', names)).toEqual(names.map(name => ({ name, grid: '1.1.2.1' })));
  },
);

test.skipIf(!hasMpi)('four ranks leave the bits of one, and time may be divided', { timeout: 240_000 }, async () => {
  expect(await sameBits('1.1.2.2', ['staggeredMixed'])).toEqual([{ name: 'staggeredMixed', grid: '1.1.2.2' }]);
});
