/** Many ranks leave the bits of one: kinds of theory and ways to divide, with `npm run test:ranks`. All of them: test:long. */
import { expect, test } from 'vitest';
import { hasMpi, sameBits } from './mpirun.ts';

test.skipIf(!hasMpi).each([
  { grid: '1.1.2.1', names: ['staggered', 'cask', 'longReach'] },
  { grid: '1.1.1.2', names: ['staggered', 'densities'] },
  { grid: '1.2.1.1', names: ['heatbath', 'staggeredMixed'] },
  { grid: '1.1.2.2', names: ['staggeredMixed', 'heatbath'] },
])('$names on $grid', { timeout: 480_000 }, async ({ grid, names }) => {
  expect(await sameBits(grid, names)).toEqual(names.map(name => ({ name, grid })));
});
