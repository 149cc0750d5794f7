/** Every kind of quark, sampler and observable leaves the bits of one rank on many; killed ranks, resumed on other grids. */
import { describe, expect, test } from 'vitest';
import { hasMpi, sameBits } from '../ranks/mpirun.ts';
import { theoryNames } from '../ranks/theories.ts';

describe.skipIf(!hasMpi).each(['1.1.2.1', '1.2.1.1', '1.1.1.2', '1.1.2.2', '1.2.1.2'])('on ranks %s', grid => {
  test.each(theoryNames)('%s', async name => {
    expect(await sameBits(grid, [name])).toEqual([{ name, grid }]);
  });
});
