/** What chains with the exact force and with other forces have in common, as tests of chains of any length. */
import { beforeAll, expect, test } from 'vitest';
import type { GaugeField } from '../../src/gauge/index.ts';
import { gammaMethod, type Measured } from '../../src/measure/index.ts';
import { type Chain, chainOf, exactChain, guidedChain, type System } from './system.fixture.ts';

const plaquetteOf = ({ plaquettes }: Chain) => gammaMethod(plaquettes);
const creutz = ({ infos }: Chain) => gammaMethod(infos.map(info => info.expMinusDeltaH));
const acceptance = ({ infos }: Chain) => gammaMethod(infos.map(info => Number(info.accepted)));
const sigmas = (a: Measured, b: Measured) => Math.abs(a.mean - b.mean) / Math.hypot(a.error, b.error);
const one: Measured = { mean: 1, error: 0 };
/** Trajectory numbers that the thermalisation did not use. */
const first = 1000;

/** @param lengths trajectories of hybrid Monte Carlo, with heavier quarks, and with heavier quarks behind CASK */
export function chainLaws(
  system: System,
  thermal: GaugeField,
  lengths: { readonly hybrid: number; readonly heavier: number; readonly attention: number },
): void {
  let hybrid: Chain;
  beforeAll(() => {
    hybrid = chainOf(exactChain(system), thermal, lengths.hybrid, first);
  });

  test('HMC: the published plaquette, and <exp(-dH)> = 1', () => {
    expect(sigmas(plaquetteOf(hybrid), { mean: 0.7025, error: 0.0001 })).toBeLessThan(3);
    expect(sigmas(creutz(hybrid), one)).toBeLessThan(2.5);
    expect(acceptance(hybrid).mean).toBeGreaterThan(0.9);
  });

  const { heavier, attention } = system;
  test.each([
    { label: 'heavier quarks, no network', forces: heavier(0.4), trajectories: lengths.heavier, expected: 0.57 },
    {
      label: 'heavier quarks behind CASK with random frozen weights',
      forces: attention(0.4, 0.02),
      trajectories: lengths.attention,
    },
  ])('self-learning HMC, $label: same plaquette, other acceptance', ({ forces, trajectories, expected }) => {
    const guided = chainOf(guidedChain(system, forces), thermal, trajectories, first);
    expect(sigmas(plaquetteOf(guided), plaquetteOf(hybrid))).toBeLessThan(3);
    expect(sigmas(creutz(guided), one)).toBeLessThan(3);
    expect(sigmas(acceptance(guided), acceptance(hybrid))).toBeGreaterThan(5);
    if (expected !== undefined) expect(sigmas(acceptance(guided), { mean: expected, error: 0.05 })).toBeLessThan(3);
  });
}
