/** Numbers that are not finite, and solvers that do not get there, end a run in the same trajectory and by name. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { checkpointFiles, openCheckpoint, openConfiguration } from '../../src/files/node/index.ts';
import { assemble } from '../../src/simulation/assemble.ts';
import type { Assemble } from '../../src/simulation/simulation.ts';
import { temporaryFolder } from '../cli/temporaryFolder.ts';
import { plan } from './planted.fixture.ts';
import { cask, learningRun, runFileIn } from './runs.ts';

vi.mock('../../src/markov/hamiltonian.ts', async load => {
  const original = await load<typeof import('../../src/markov/hamiltonian.ts')>();
  const { plantedPhaseSpace } = await import('./planted.fixture.ts');
  return { ...original, phaseSpace: plantedPhaseSpace(original.phaseSpace) };
});
vi.mock('../../src/fermion/solvers/cg.ts', async load => {
  const original = await load<typeof import('../../src/fermion/solvers/cg.ts')>();
  const { plantedSolver } = await import('./planted.fixture.ts');
  return { ...original, ConjugateGradient: plantedSolver(original) };
});

// A busy machine is slow; nothing here is about time.
vi.setConfig({ testTimeout: 60_000 });

const base = temporaryFolder();
afterEach(() => Object.assign(plan, { what: 'nothing', value: Number.NaN, isDue: false, residuals: [] }));

/** With quarks, training and configurations after every trajectory. */
const text = learningRun.replace('[output]', '[output]\nconfigurations = { every = 1, format = "bridge" }');
const file = runFileIn(base, 'run', text);
const extents = [4, 4];

/** Plants in one trajectory. */
const dueIn =
  (at: number): Assemble =>
  async (resolved, options) => {
    const simulation = await assemble(resolved, options);
    return {
      ...simulation,
      next(request) {
        plan.isDue = request.trajectory === at;
        return simulation.next(request);
      },
    };
  };

function expectOnlyFiniteFiles(out: string, before: number): void {
  expect(readFileSync(join(out, 'log.jsonl'), 'utf8').split('\n')).toHaveLength(before);
  for (const name of ['weights.json', 'weights.safetensors']) expect(existsSync(join(out, name))).toBe(false);
  for (const { path, trajectory } of checkpointFiles(join(out, 'checkpoint'))) {
    expect(trajectory).toBeLessThan(before);
    for (const reals of openCheckpoint(path).state.values()) expect(reals.every(Number.isFinite)).toBe(true);
  }
  const kept = existsSync(join(out, 'configurations')) ? readdirSync(join(out, 'configurations')) : [];
  expect(kept).toHaveLength(Math.max(0, before - 11));
  // The reader refuses what is not finite.
  for (const name of kept) openConfiguration(join(out, 'configurations', name), { extents });
}

describe('not finite', () => {
  // Trajectories 1 and 2 thermalise, 3 to 10 train, 11 to 14 are production.
  const trajectories = [1, 5, 13];
  test.each([
    ...trajectories.map(at => ({ what: 'momenta' as const, at, named: /kinetic energy is NaN at the start/ })),
    ...trajectories.map(at => ({ what: 'force' as const, at, named: /force of \w+ is not finite at kick 1 of \w+/i })),
    ...trajectories.map(at => ({ what: 'kinetic energy' as const, at, named: /kinetic energy is NaN at the start/ })),
    ...trajectories.map(at => ({
      what: 'residual of CG' as const,
      at,
      named: /Conjugate gradients .*= NaN, which must/,
    })),
    ...trajectories.map(at => ({ what: 'source of CG' as const, at, named: /Conjugate gradients .*NaN/ })),
  ])('$what in trajectory $at', async ({ what, at, named }) => {
    plan.what = what;
    const out = join(base, `${what}-${at}`);
    const { code, stderr } = await cask(['run', file, '--out', out, '--quiet'], { assemble: dueIn(at) });
    expect(code).toBe(1);
    expect(stderr).toMatch(named);
    expect(stderr).not.toMatch(/\n {4}at /);
    expectOnlyFiniteFiles(out, at);
    plan.what = 'nothing';
    expect(await cask(['resume', out, '--quiet'])).toMatchObject({ code: 0, stderr: '' });
  });

  test('infinity is as bad', async () => {
    for (const what of ['momenta', 'force', 'residual of CG'] as const) {
      Object.assign(plan, { what, value: Number.POSITIVE_INFINITY });
      const out = join(base, `${what}-infinite`);
      const { code, stderr } = await cask(['run', file, '--out', out, '--quiet'], { assemble: dueIn(12) });
      expect(code).toBe(1);
      expect(stderr).toMatch(/Infinity|NaN|not finite/);
      expectOnlyFiniteFiles(out, 12);
    }
  });

  test('ΔH that is NaN is an error and not a rejection', async () => {
    const out = join(base, 'deltaH');
    const broken: Assemble = async (resolved, options) => {
      const simulation = await assemble(resolved, options);
      return {
        ...simulation,
        async next(request) {
          const record = await simulation.next(request);
          return request.trajectory === 12 ? { ...record, deltaH: Number.NaN, accepted: false } : record;
        },
      };
    };
    const { code, stderr } = await cask(['run', file, '--out', out, '--quiet'], { assemble: broken });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^deltaH is NaN in trajectory 12 \(production\); expected a finite number\./);
    expectOnlyFiniteFiles(out, 12);
  });
});

describe('a solver that does not get there', () => {
  test.each([
    [
      'too few iterations',
      'maxIterations = 4',
      /after 4 iterations the relative residual is [\d.e+-]+, asked was 1e-1[02]; it is too large/,
    ],
    [
      'more than double precision holds',
      'acceptTolerance = 1e-19',
      /asked was 1e-19; it stopped falling: double precision/,
    ],
  ])('%s', async (name, solver, sentence) => {
    const out = join(base, name);
    const stingy = runFileIn(base, name, text.replace('steps = 3,', `steps = 3, solver = { ${solver} },`));
    const { code, stderr } = await cask(['run', stingy, '--out', out, '--quiet']);
    expect(code).toBe(1);
    expect(stderr).toMatch(sentence);
    expectOnlyFiniteFiles(out, 1);
  });

  test('of every solve of a run the true residual is at most twice what was asked', async () => {
    const exact = text.replace('steps = 3,', 'steps = 3, solver = { tolerance = 1e-6, acceptTolerance = 1e-13 },');
    const { code } = await cask(['run', runFileIn(base, 'solves', exact), '--out', join(base, 'solves'), '--quiet']);
    expect(code).toBe(0);
    // Each trajectory solves for kicks and for the action at both ends.
    expect(plan.residuals.length).toBeGreaterThan(14 * 5);
    expect(new Set(plan.residuals.map(({ asked }) => asked))).toEqual(new Set([1e-6, 1e-13]));
    const worst = Math.max(...plan.residuals.map(({ found, asked }) => found / asked));
    // The solver allows for twice as much; the comparison adds rounding of its own, about 1e-15 in 1e-13.
    expect(worst).toBeLessThan(2.05);
    expect(worst).toBeGreaterThan(0);
  });
});
