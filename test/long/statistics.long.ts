/** The laws of test/laws/statistics.test.ts with 10⁴ draws. Fixed seeds. */
import { expect, test } from 'vitest';
import {
  momentumRanks,
  plaquetteRanks,
  pseudofermionRanks,
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
