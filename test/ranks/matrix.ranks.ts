/** Many ranks and threads leave the bits of one: every theory and every observable of the catalogue, with `npm run test:ranks`. */
import { describe, expect, test } from 'vitest';
import { type Comparison, hasMpi, sameBits } from './mpirun.ts';
import { sampleNames } from './theories.ts';

const minutes = 60_000;

/** Eight threads that take turns on two cores need minutes for the many small sums of these. */
const withoutOverlap = sampleNames.filter(name => !name.startsWith('overlap'));

/** Grids × threads; each line is one job. */
const jobs = [
  { ways: ['1.1.1.1×1', '1.1.1.1×2'], names: sampleNames },
  { ways: ['1.1.2.1×1', '1.1.1.2×2'], names: sampleNames },
  { ways: ['1.1.2.2×1'], names: sampleNames },
  { ways: ['1.2.1.2×2'], names: withoutOverlap },
];

describe.skipIf(!hasMpi).each(jobs)('on $ways', ({ ways, names }) => {
  let compared: Promise<Comparison[]>;
  const comparisonOf = async (name: string) => {
    compared ??= sameBits(ways, names);
    return (await compared).filter(comparison => comparison.name === name);
  };
  test.each(names)('%s', { timeout: 20 * minutes }, async name => {
    expect(await comparisonOf(name)).toEqual(ways.map(way => ({ name, way })));
  });
});
