import { describe, expect, test } from 'vitest';
import { wilsonAction } from '../gauge/index.ts';
import { randomStart, seed, shortChain } from './chain.fixture.ts';
import { hmc } from './hmc.ts';
import { omelyan2, repeat, scheduleOf, schemes } from './integrators/index.ts';
import { reversibility } from './reversibility.ts';

describe.each([
  { group: 'U(1)', extents: [4, 4], beta: 2 },
  { group: 'SU(2)', extents: [4, 4], beta: 2.7 },
  { group: 'SU(2)', extents: [4, 4, 4, 4], beta: 2.7 },
  { group: 'SU(3)', extents: [4, 4, 2, 2], beta: 5.7 },
] as const)('$group on $extents', ({ group, extents, beta }) => {
  const action = wilsonAction(beta);
  const preparing = hmc({ action, schedule: scheduleOf(repeat(20, omelyan2()), 1) });
  const { u } = shortChain(preparing, randomStart(group, extents), action, { thermalise: 10, trajectories: 0 });

  test.each(Object.entries(schemes))('%s: there and back again', (_, make) => {
    const schedule = scheduleOf(repeat(20, make()), 1);
    const before = u.field.toArray();
    const { fields, momenta, deltaH } = reversibility(u, { seed, trajectory: 1 }, { action, schedule });
    expect(fields).toBeLessThan(1e-12);
    expect(momenta).toBeLessThan(1e-12);
    // Rounding of H, a sum over all links.
    expect(Math.abs(deltaH)).toBeLessThan(1e-13 * u.field.sites.length * u.forceSize);
    expect(u.field.toArray()).toEqual(before);
  });

  test.each(Object.entries(schemes))('%s: |dH| falls with the power of the step that the order says', (_, make) => {
    // Root mean square over several momenta: ΔH of a single trajectory may pass through zero.
    const deltaH = (steps: number) => {
      const schedule = scheduleOf(repeat(steps, make()), 1);
      const squares = [1, 2, 3, 4].map(
        trajectory => reversibility(u, { seed, trajectory }, { action, schedule }).deltaHForward ** 2,
      );
      return Math.sqrt(squares.reduce((sum, x) => sum + x, 0));
    };
    const { order } = make();
    const steps = order === 2 ? 20 : 8;
    const slope = Math.log2(deltaH(steps) / deltaH(2 * steps));
    expect(Math.abs(slope - order)).toBeLessThan(0.05 * order);
  });
});
