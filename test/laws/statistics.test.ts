/** Error bars cover what they say, and random draws have the distributions they are meant to have. Fixed seeds. */
import { expect, test } from 'vitest';
import {
  errorBars,
  momentumRanks,
  plaquetteRanks,
  pseudofermionRanks,
  shortChains,
  torusRanks,
  uniformity,
} from './statistics.fixture.ts';

/** Ranks that are uniform fall below this once in 200 times; the seeds are fixed. */
const smallest = 0.005;

test.each([
  ['one chain', { tau: 3, lengths: [2000] }],
  ['replicas with gaps', { tau: 2, lengths: [700, 700], gaps: [[400, 499]] }],
] as const)(
  '%s: the error covers the mean in 65 to 71 of 100 experiments, τ_int is right within 5 %%',
  (_, experiment) => {
    // 1000 experiments know a share of 68.3 % within 1.5 %.
    const { coverage, tauRatio } = errorBars(1000, experiment);
    expect(coverage).toBeGreaterThan(0.65);
    expect(coverage).toBeLessThan(0.71);
    expect(Math.abs(tauRatio - 1)).toBeLessThan(0.05);
  },
);

// 2000 experiments know a share of 68 % within 1 %; the shares themselves lie between 65 and 71 %.
test.each([
  [0.3, 16],
  [0.3, 64],
  [0.5, 16],
  [0.5, 32],
  [0.8, 16],
  [1, 20],
  [2, 40],
  [5, 100],
  [10, 200],
  [2, 200],
])('a short chain, τ_int = %d and %i measurements: 63 to 73 of 100 errors cover the mean', (tau, length) => {
  const { coverage } = shortChains(2000, tau, length);
  expect(coverage).toBeGreaterThan(0.63);
  expect(coverage).toBeLessThan(0.73);
});

// Of Wolff's window as published 9.5, 2.3 and 0.3 of 100 are below half.
test.each([
  [16, 0.02],
  [32, 0.01],
  [64, 0.002],
])('of %i independent measurements hardly an error is below half the true one', (length, share) => {
  expect(shortChains(1000, 0.5, length).small).toBeLessThanOrEqual(share);
});

test.each([
  [5, 50],
  [20, 200],
  [50, 250],
])('below 20 τ_int there is a warning: τ_int = %d, %i measurements', (tau, length) => {
  expect(shortChains(400, tau, length).warnings).toBeGreaterThan(0.97);
});

test('momenta are normal, one by one and in their sum of squares', () => {
  const { components, kinetic } = momentumRanks(1000);
  expect(uniformity(components)).toBeGreaterThan(smallest);
  expect(uniformity(kinetic)).toBeGreaterThan(smallest);
});

test('pseudofermions have exp(−S)', () => {
  expect(uniformity(pseudofermionRanks(300))).toBeGreaterThan(smallest);
});

test.each([
  ['U(1)', 1.3],
  ['SU(2)', 2.2],
  ['SU(3)', 5.5],
] as const)('one plaquette of %s by heatbath has its exact distribution', (group, beta) => {
  expect(uniformity(plaquetteRanks(group, beta, [32, 32]))).toBeGreaterThan(smallest);
});

test('a wrong density is seen: the same ranks at a coupling 20 % off are not uniform', () => {
  expect(uniformity(plaquetteRanks('SU(2)', 2.2, [32, 32], 2.64))).toBeLessThan(1e-4);
});

test.each([
  ['U(1)', 1.1],
  ['SU(2)', 1.8],
] as const)('one plaquette of a 2×2 torus of %s by hybrid Monte Carlo has its exact distribution', (group, beta) => {
  expect(uniformity(torusRanks(group, beta, 300, 5))).toBeGreaterThan(smallest);
});
