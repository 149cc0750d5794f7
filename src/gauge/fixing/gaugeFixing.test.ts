import { describe, expect, test } from 'vitest';
import { largestDifference } from '../../../test/expect/index.ts';
import { groupNamed } from '../../group/index.ts';
import { key, Lattice } from '../../lattice/index.ts';
import { polyakovLoops } from '../../loops/index.ts';
import { heatbath } from '../../markov/index.ts';
import { loopAction, wilsonAction } from '../actions.ts';
import { coldStart, type GaugeField, gaugeTransformed, hotStart, randomElements } from '../configuration.ts';
import { fixGauge, type GaugeCondition } from './gaugeFixing.ts';

/** Links as they come in a simulation. */
function thermal(group: string, extents: readonly number[], beta: number): GaugeField {
  const kernel = heatbath({ action: wilsonAction(beta) });
  let state = kernel.init(hotStart(new Lattice(extents), groupNamed(group), key(51, 0, 'start')));
  for (let trajectory = 1; trajectory <= 30; trajectory++) [state] = kernel.step({ seed: 51, trajectory }, state);
  return state.u;
}

/** tr U of links summed, and the divergence of A squared, from the plain numbers of U(1) or SU(2). */
function plainStatus({ field, group, lattice }: GaugeField, directions: number) {
  const { linkSize, colours } = group;
  const { grid } = field.storage;
  const potential = (x: readonly number[], mu: number) =>
    Array.from({ length: linkSize - 1 }, (_, c) => field.get(x, mu * linkSize + c + 1));
  let [functional, theta] = [0, 0];
  for (let site = 0; site < lattice.volume; site++) {
    const x = grid.coordinates(site);
    const divergence = new Array<number>(linkSize - 1).fill(0);
    for (let mu = 0; mu < directions; mu++) {
      functional += field.get(x, mu * linkSize);
      const before = x.map((c, nu) => (nu === mu ? c - 1 : c));
      const [here, there] = [potential(x, mu), potential(before, mu)];
      here.forEach((a, c) => {
        divergence[c] += a - there[c];
      });
    }
    // tr (i a·σ)(i a·σ)† = 2 a², in units of N.
    theta += divergence.reduce((sum, d) => sum + d * d, 0);
  }
  expect(colours).toBeLessThanOrEqual(2);
  return { functional: functional / (lattice.volume * directions), theta: theta / lattice.volume };
}

describe.each([
  ['U(1)', [8, 4], 2],
  ['SU(2)', [4, 4, 4], 4],
  ['SU(2)', [4, 2, 4, 4], 2.4],
  ['SU(3)', [2, 4, 4], 8],
] as const)('%s on %s', (name, extents, beta) => {
  const u = thermal(name, extents, beta);
  const before = u.field.toArray();
  const observed = (v: GaugeField) => [
    wilsonAction(1).value(v),
    loopAction('Polyakov loops', [{ words: polyakovLoops(extents), beta: 1 }]).value(v),
  ];

  test.each(['landau', 'coulomb'] as const)('%s: reached, and nothing else has changed', condition => {
    const fixed = fixGauge(u, condition);
    expect(fixed.theta).toBeLessThanOrEqual(1e-12);
    expect(fixed.iterations).toBeGreaterThan(0);
    expect(u.field.toArray()).toEqual(before);
    observed(fixed.u).forEach((value, k) => {
      expect(Math.abs(value - observed(u)[k])).toBeLessThanOrEqual(1e-12 * u.lattice.volume);
    });
    expect(fixed.u.clone().restore()).toBeLessThan(1e-13);
    expect(largestDifference(gaugeTransformed(u, fixed.transformation).field, fixed.u.field)).toBe(0);
    if (name === 'SU(3)') return;
    const plain = plainStatus(fixed.u, condition === 'landau' ? extents.length : extents.length - 1);
    expect(plain.functional).toBeCloseTo(fixed.functional, 12);
    expect(Math.abs(plain.theta - fixed.theta)).toBeLessThanOrEqual(1e-14);
  });

  test('without overrelaxation the functional grows with every iteration', () => {
    const values: number[] = [];
    for (const maxIterations of [1, 2, 3, 10]) values.push(functionalAfter(u, 'landau', maxIterations));
    expect(values).toEqual(values.toSorted((a, b) => a - b));
  });
});

/** The F that is reached after so many iterations of ω = 1. */
function functionalAfter(u: GaugeField, condition: GaugeCondition, iterations: number): number {
  let tolerance = 1e-30;
  for (;;) {
    try {
      return fixGauge(u, condition, { overrelaxation: 1, maxIterations: iterations, tolerance }).functional;
    } catch (error) {
      const found = /theta is (\S+),/.exec((error as Error).message);
      tolerance = 1.01 * Number(found?.[1]);
    }
  }
}

test('a gauge transformation of unit links is undone', () => {
  const lattice = new Lattice([4, 4]);
  const group = groupNamed('SU(2)');
  const u = gaugeTransformed(
    coldStart(lattice, group),
    randomElements(lattice, group, 1, key(4, 0, 'gaugeTransformation')),
  );
  expect(fixGauge(u, 'landau', { tolerance: 1e-20 }).functional).toBeCloseTo(1, 12);
});

test('another start leads to a gauge too, with the same invariants', () => {
  const u = thermal('SU(2)', [4, 4, 4], 4);
  const start = randomElements(u.lattice, u.group, 1, key(5, 0, 'gaugeTransformation'));
  const kept = start.toArray();
  const fixed = fixGauge(u, 'landau', { start });
  expect(start.toArray()).toEqual(kept);
  expect(fixed.theta).toBeLessThanOrEqual(1e-12);
});

describe('said in a sentence', () => {
  const u = thermal('SU(2)', [4, 4], 2);
  test('a gauge that is not reached', () => {
    expect(() => fixGauge(u, 'landau', { maxIterations: 3 })).toThrow(
      /^After 3 iterations the landau gauge is not reached: theta is \S+, expected at most 1e-12\. Allow more iterations/,
    );
  });
  test('options that make no sense', () => {
    expect(() => fixGauge(u, 'axial' as GaugeCondition)).toThrow(
      'There is no gauge "axial" to fix; known are landau and',
    );
    expect(() => fixGauge(u, 'landau', { overrelaxation: 2 })).toThrow('at least 1 and below 2; found 2');
    expect(() => fixGauge(u, 'landau', { tolerance: 0 })).toThrow('is positive; found 0');
  });
});
