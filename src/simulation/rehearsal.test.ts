import { describe, expect, test } from 'vitest';
import { theories } from '../../test/mutations/theories.ts';
import type { Resolved } from '../runfile/schema/index.ts';
import { assemble } from './assemble.ts';
import { rehearse } from './rehearsal.ts';

const measure = { polyakovLoop: { every: 1 }, wilsonLoops: { every: 1, flowTime: 0.1 } };
/** Small pieces of memory come from slabs of this size. */
const slab = 65536;

/** On a lattice that stands for none smaller: bytes as they are counted while it runs itself. */
async function peakOf(run: Resolved): Promise<number> {
  const simulation = await assemble(run, { announce() {} });
  const due = Object.fromEntries(Object.keys(run.measure).map(name => [name, true]));
  await simulation.next({ trajectory: 1, phase: 'thermalise', measure: {} });
  for (let trajectory = 2; trajectory < 5; trajectory++)
    await simulation.next({ trajectory, phase: 'production', measure: due });
  return simulation.memory!().peak;
}

const cases = {
  heatbath: { ...theories.heatbath, measure: { ...theories.heatbath.measure, ...measure } as Resolved['measure'] },
  gluons: theories.gluons,
  quarks: theories.quarks,
  wilson: theories.wilson,
};

describe.each(Object.entries(cases))('%s', (_, theory) => {
  const last = theory.lattice.extent.length - 1;
  const run = {
    ...theory,
    lattice: { extent: theory.lattice.extent.map((L, mu) => (mu === last ? 16 : Math.max(L, 4))) },
  };

  test('on four slices tells what sixteen need, and every trajectory gives back what it took', async () => {
    const { fields, growth, touched, sitesPerSite } = await rehearse(run, { assemble });
    const peak = await peakOf(run);
    // Small pieces fill their slabs otherwise, and holes are found in another order now and then.
    expect(Math.abs(fields - peak)).toBeLessThan(0.01 * peak + 3 * slab);
    expect(sitesPerSite).toBe(4);
    expect(touched).toBeLessThan(peak / 2);
    // Prepared launches that are dropped, some 100 bytes each, are left to the collector of garbage.
    expect(growth).toBeLessThan(peak / 500);
  });
});
