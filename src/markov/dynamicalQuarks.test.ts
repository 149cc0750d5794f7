/** The laws of hybrid Monte Carlo with quarks, nested integrators of fourth order, guesses and mixed precision. */
import { describe, expect, test } from 'vitest';
import { staggeredPseudofermion } from '../fermion/index.ts';
import { type GaugeField, wilsonAction } from '../gauge/index.ts';
import { add, key } from '../lattice/index.ts';
import { gammaMethod } from '../measure/statistics/index.ts';
import { randomStart, seed, shortChain } from './chain.fixture.ts';
import { hmc } from './hmc.ts';
import { type Level, scheduleFromLevels } from './integrators/index.ts';
import { reversibility } from './reversibility.ts';
import type { StepKey } from './step.ts';

interface Solver {
  readonly forceTolerance: number;
  readonly guess?: number;
  readonly precision?: 'mixed' | 'double';
}

const nested: Level[] = [
  { forces: ['fermion'], scheme: 'omf4', steps: 1 },
  { forces: ['gauge'], scheme: 'forceGradient', steps: 1 },
];

/** Four flavours of mass 0.2. */
function dynamics(start: GaugeField, beta: number, solver: Solver, levels = nested) {
  const { lattice, group } = start;
  const pseudofermion = staggeredPseudofermion({
    lattice,
    group,
    mass: 0.2,
    flavours: 4,
    solver: { tolerance: 1e-12, ...solver },
  });
  const gauge = wilsonAction(beta);
  const refresh = (u: GaugeField, step: StepKey) =>
    pseudofermion.refresh(u, key(step.seed, step.trajectory, 'pseudofermion'));
  const action = add(gauge, pseudofermion.action);
  const forces = { gauge, fermion: pseudofermion.action };
  return { pseudofermion, refresh, options: { action, forces, schedule: scheduleFromLevels(levels, 1) } };
}

describe('a trajectory on 4×4×2×4', () => {
  const start = randomStart('SU(2)', [4, 4, 2, 4]);
  const { u } = shortChain(
    hmc({
      action: wilsonAction(2.2),
      schedule: scheduleFromLevels([{ forces: ['all'], scheme: 'omelyan2', steps: 8 }], 1),
    }),
    start,
    wilsonAction(1),
    { thermalise: 10, trajectories: 0 },
  );
  const there = (solver: Solver) => {
    const { refresh, options, pseudofermion } = dynamics(u, 2.2, solver);
    refresh(u, { seed, trajectory: 1 });
    pseudofermion.iterations();
    return { ...reversibility(u, { seed, trajectory: 1 }, options), ...pseudofermion.iterations() };
  };

  // Condition number (4² + 0.2²) / 0.2², twice six forces.
  const amplified = (tolerance: number) => 401 * 12 * tolerance;

  test.each([
    { name: 'from zero', how: {} },
    { name: 'with a chronological guess', how: { guess: 5 } },
    { name: 'in mixed precision', how: { precision: 'mixed' as const } },
    { name: 'with both', how: { guess: 5, precision: 'mixed' as const } },
  ])('$name is reversible up to the tolerance', ({ how }) => {
    for (const forceTolerance of [1e-6, 1e-12]) {
      const { fields, deltaH, residual } = there({ forceTolerance, ...how });
      expect(fields).toBeLessThan(amplified(forceTolerance));
      expect(Math.abs(deltaH)).toBeLessThan(u.field.sites.length * amplified(forceTolerance));
      expect(residual).toBeLessThan(2 * forceTolerance);
    }
  });
  test('a guess makes a loose tolerance felt, a start from zero does not', () => {
    expect(there({ forceTolerance: 1e-4, guess: 5 }).fields).toBeGreaterThan(1e-8);
    // Rounding, amplified as tolerances are, of some hundred operations in each of the forces.
    expect(there({ forceTolerance: 1e-4 }).fields).toBeLessThan(100 * amplified(Number.EPSILON));
  });
  test('a guess saves iterations', () => {
    expect(there({ forceTolerance: 1e-8, guess: 5 }).iterations).toBeLessThan(
      0.9 * there({ forceTolerance: 1e-8 }).iterations,
    );
  });
});

describe('a chain on 4×4', () => {
  const start = () => randomStart('SU(2)', [4, 4]);
  const minusPlaquette = wilsonAction(1 / 16);
  const run = (solver: Solver, levels: Level[]) => {
    const u = start();
    const { refresh, options } = dynamics(u, 2.2, solver, levels);
    return shortChain(hmc({ ...options, refresh }), u, minusPlaquette, { thermalise: 50, trajectories: 700 });
  };
  const coarse = run({ forceTolerance: 1e-9, guess: 3, precision: 'mixed' }, [
    { forces: ['fermion'], scheme: 'omelyan2', steps: 2 },
    { forces: ['gauge'], scheme: 'omf4QPQ', steps: 1 },
  ]);

  test('<exp(-dH)> = 1 within 3 sigma', () => {
    const { mean, error } = gammaMethod(coarse.infos.map(({ expMinusDeltaH }) => expMinusDeltaH));
    expect(error).toBeLessThan(0.03);
    expect(Math.abs(mean - 1)).toBeLessThan(3 * error);
  });
  test('samples what leapfrog with plain solves samples, within 3 sigma', () => {
    const plain = run({ forceTolerance: 1e-9 }, [{ forces: ['gauge', 'fermion'], scheme: 'leapfrogPQP', steps: 6 }]);
    const [a, b] = [gammaMethod(coarse.values), gammaMethod(plain.values)];
    const error = Math.hypot(a.error, b.error);
    expect(error).toBeLessThan(0.02);
    expect(Math.abs(a.mean - b.mean)).toBeLessThan(3 * error);
  });
});

test('a trajectory with guesses depends on links and key alone: a resumed chain has the same bits', () => {
  const u = randomStart('SU(2)', [4, 4]);
  const step = (links: GaugeField, trajectory: number) => {
    const { refresh, options } = dynamics(links, 2.2, { forceTolerance: 1e-6, guess: 4 });
    const kernel = hmc({ ...options, refresh });
    return kernel.step({ seed, trajectory }, kernel.init(links.clone()))[0].u;
  };
  const { refresh, options } = dynamics(u, 2.2, { forceTolerance: 1e-6, guess: 4 });
  const kernel = hmc({ ...options, refresh });
  let state = kernel.init(u.clone());
  for (const trajectory of [1, 2]) [state] = kernel.step({ seed, trajectory }, state);
  expect(step(step(u, 1), 2).field.toArray()).toEqual(state.u.field.toArray());
});
