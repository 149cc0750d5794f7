import { expect, test } from 'vitest';
import { autoregressiveChain } from '../../measure/statistics/index.ts';
import { estimateLines, expectedAcceptance } from './estimate.ts';

/** ΔH of a chain in equilibrium: Gaussian, with half the variance as mean; or of one that still falls, by `drift`. */
const changes = (count: number, sigma: number, drift = 0, stream = 0) =>
  Array.from(autoregressiveChain(0.5, count, 11, stream), x => sigma * x + sigma ** 2 / 2 - drift);

test('in equilibrium the acceptance is that of the larger lattice, erfc(√growth σ/√8)', () => {
  const found = Array.from({ length: 200 }, (_, stream) => expectedAcceptance(changes(30, 0.5, 0, stream), 4));
  const known = found.flatMap(({ acceptance }) => acceptance ?? []);
  // 3 σ: hardly any is refused.
  expect(known.length).toBeGreaterThan(190);
  const mean = known.reduce((sum, value) => sum + value) / known.length;
  // erfc(1/√8) = 0.6171 for σ = 1; one estimate scatters by 0.06.
  expect(Math.abs(mean - 0.6171)).toBeLessThan(3 * (0.06 / Math.sqrt(known.length)));
});

test('a chain that still falls, or a few trajectories, have none, and the line says why', () => {
  const times = { secondsPerTrajectory: 1, seconds: 100, threads: 1 };
  const falling = expectedAcceptance(changes(30, 0.5, 3), 4);
  expect(falling.acceptance).toBeUndefined();
  expect(estimateLines({ ...times, ...falling })[1]).toMatch(
    /acceptance: not known, ⟨ΔH⟩ = -\d\.\d of 30 trajectories/,
  );
  const few = expectedAcceptance(changes(4, 0.5), 4);
  expect(estimateLines({ ...times, ...few })[1]).toContain('only 4 trajectories');
  expect(estimateLines({ ...times, ...expectedAcceptance([], 4) })).toHaveLength(1);
});
