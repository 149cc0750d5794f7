/** The laws of test/laws/statistics.test.ts with 10⁴ draws. Fixed seeds. */
import { expect, test } from 'vitest';
import {
  errorBars,
  momentumRanks,
  plaquetteRanks,
  pseudofermionRanks,
  shortChains,
  torusRanks,
  uniformity,
} from '../laws/statistics.fixture.ts';

const draws = 10_000;
const smallest = 0.005;

function expectUniform(what: string, ranks: readonly number[]): void {
  const p = uniformity(ranks);
  console.log(`${what}: ${ranks.length} ranks, p = ${p.toFixed(3)}`);
  expect(p).toBeGreaterThan(smallest);
}

test('momenta', () => {
  const { components, kinetic } = momentumRanks(draws);
  expectUniform('momentum component', components);
  expectUniform('kinetic energy', kinetic);
});

test('pseudofermions', () => expectUniform('pseudofermion action', pseudofermionRanks(draws)));

test.each([
  ['U(1)', 1.3],
  ['SU(2)', 2.2],
  ['SU(3)', 5.5],
] as const)('one plaquette of %s', (group, beta) => {
  expectUniform(`${group}, β = ${beta}, heatbath`, plaquetteRanks(group, beta, [100, 100]));
});

test.each([
  ['U(1)', 1.1],
  ['SU(2)', 1.8],
] as const)('one plaquette of a torus of %s', (group, beta) => {
  expectUniform(`${group}, β = ${beta}, HMC on 2×2`, torusRanks(group, beta, draws, 5));
});

/** Every length from 20 τ_int on, and from 16. The table of docs/results/analysis.md. */
const shortest = (tau: number) => Math.max(16, Math.round(20 * tau));
const lengthsOf = (tau: number) => [...new Set([1, 2, 5].map(factor => factor * shortest(tau)))];
const chains = [0.3, 0.5, 0.8, 1, 2, 5, 10, 20, 50].flatMap(tau =>
  lengthsOf(tau).map(length => [tau, length] as const),
);

test.each(chains)('errors of short chains, τ_int = %d, N = %i', (tau, length) => {
  const { coverage, small, warnings, error } = shortChains(4000, tau, length);
  const shares = [coverage, small, warnings].map(share => `${(100 * share).toFixed(1)} %`);
  console.log(`| ${tau} | ${length} | ${shares.join(' | ')} | ${error.toFixed(2)} |`);
  expect(coverage).toBeGreaterThan(0.63);
  expect(coverage).toBeLessThan(0.73);
});

/** Chains that are too short, where a warning is all that can be asked for. */
test.each([
  [1, 10],
  [2, 20],
  [5, 50],
  [10, 100],
  [20, 200],
  [50, 250],
  [50, 500],
])('warnings below 20 τ_int, τ_int = %d, N = %i', (tau, length) => {
  const { coverage, small, warnings, error } = shortChains(4000, tau, length);
  const shares = [coverage, small, warnings].map(share => `${(100 * share).toFixed(1)} %`);
  console.log(`| ${tau} | ${length} | ${shares.join(' | ')} | ${error.toFixed(2)} |`);
  expect(warnings).toBeGreaterThan(0.97);
});

test.each([
  ['one chain', { tau: 3, lengths: [2000] }],
  ['independent measurements', { tau: 0.5, lengths: [600] }],
  ['four replicas', { tau: 3, lengths: [700, 500, 400, 400] }],
  [
    'gaps',
    {
      tau: 2,
      lengths: [2000],
      gaps: [
        [300, 349],
        [900, 900],
        [1200, 1299],
      ],
    },
  ],
  ['replicas with gaps', { tau: 2, lengths: [700, 700], gaps: [[400, 499]] }],
] as const)('%s: coverage of the error, and τ_int', (_, experiment) => {
  // 4000 experiments know a share of 68.3 % within 0.7 %.
  const { coverage, tauRatio } = errorBars(4000, experiment);
  expect(coverage).toBeGreaterThan(0.65);
  expect(coverage).toBeLessThan(0.71);
  expect(Math.abs(tauRatio - 1)).toBeLessThan(0.05);
});
