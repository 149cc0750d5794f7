import { expect, test } from 'vitest';
import { latticeOf } from '../vectors.fixture.ts';
import { traceIndex } from './dense.ts';
import { OverlapKernel } from './kernel.ts';
import { modeFlow } from './modeFlow.ts';
import { fluxWithNoise } from './overlap.fixture.ts';

const lattice = latticeOf([6, 6]);

test.each([-1, 0, 2])('charge %d: as many modes come down through zero as the trace of the sign says', charge => {
  const u = fluxWithNoise(lattice, charge, 0.2);
  const theory = { lattice, group: u.group };
  const { index, crossings, points } = modeFlow(u, { ...theory, steps: 12, count: 4 });
  expect(index).toBe(charge);
  expect(index).toBe(traceIndex(new OverlapKernel(theory).setLinks(u)));
  expect(points).toHaveLength(12);
  expect(crossings).toHaveLength(Math.abs(charge));
});

test('slopes are derivatives with respect to ρ', () => {
  const u = fluxWithNoise(lattice, 1, 0.3);
  const at = (rho: number) => modeFlow(u, { lattice, group: u.group, rho, steps: 1, count: 1 }).points[0].modes[0];
  const h = 1e-3;
  // The error of the difference is h² times a curvature of some 1.
  expect((at(0.6 + h).value - at(0.6 - h).value) / (2 * h)).toBeCloseTo(at(0.6).slope, 5);
});
