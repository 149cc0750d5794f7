/** Many ranks and threads leave the bits of one: every theory and every observable of the catalogue, with `npm run test:ranks`. */
import { describe, expect, test } from 'vitest';
import { type Comparison, hasMpi, sameBits } from './mpirun.ts';
import { sampleNames } from './theories.ts';

const minutes = 60_000;

/** Grids × threads; those of one number of ranks are one job. */
describe
  .skipIf(!hasMpi)
  .each([
    { ways: ['1.1.1.1×1', '1.1.1.1×2'] },
    { ways: ['1.1.2.1×1', '1.1.1.2×2'] },
    { ways: ['1.1.2.2×1', '1.2.1.2×2'] },
  ])('on $ways', ({ ways }) => {
  let compared: Promise<Comparison[]>;
  const comparisonOf = async (name: string) => {
    compared ??= sameBits(ways, names);
    return (await compared).filter(comparison => comparison.name === name);
  };
  test.each(names)('%s', { timeout: 20 * minutes }, async name => {
    expect(await comparisonOf(name)).toEqual(ways.map(way => ({ name, way })));
  });
});
