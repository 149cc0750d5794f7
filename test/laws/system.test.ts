/** Laws of whole systems: exact action, effective action, network, integrator and accept test together. */
import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { GaugeField } from '../../src/gauge/index.ts';
import { drawGaussian, type Field, key } from '../../src/lattice/index.ts';
import { type Forces, molecularDynamics, phaseSpace, reversibility } from '../../src/markov/index.ts';
import { gammaMethod, type Measured } from '../../src/measure/index.ts';
import { expectStep } from '../expect/index.ts';
import { type Chain, chainOf, exactChain, guidedChain, leapfrog, seed, twoColours } from './system.fixture.ts';

const system = twoColours();
const { exact, heavier, attention } = system;
const thermal = chainOf(exactChain(system), system.cold, 150).u;
/** The laws below use trajectory numbers that the thermalisation did not use. */
const first = 1000;

// A quiet machine needs ten seconds at most for one test.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const plaquetteOf = ({ plaquettes }: Chain) => gammaMethod(plaquettes);
const creutz = ({ infos }: Chain) => gammaMethod(infos.map(info => info.expMinusDeltaH));
const acceptance = ({ infos }: Chain) => gammaMethod(infos.map(info => Number(info.accepted)));
const sigmas = (a: Measured, b: Measured) => Math.abs(a.mean - b.mean) / Math.hypot(a.error, b.error);
const one: Measured = { mean: 1, error: 0 };

describe('molecular dynamics at a fixed pseudofermion field', () => {
  /** The flow of these forces, as a map of links and momenta in place. */
  const flowOf = (forces: Forces<GaugeField>) => (u: GaugeField, p: Field) => {
    molecularDynamics(leapfrog(20), phaseSpace(u, p, u.momentum()), forces);
  };

  test.each([
    { label: 'exact force', forces: { all: exact.action } },
    { label: 'force of CASK', forces: attention(0.4, 0.05) },
  ])('$label: there and back again', ({ forces }) => {
    const u = thermal.clone();
    exact.refresh(u, { seed, trajectory: first });
    const p = u.momentum();
    drawGaussian(p, key(seed, first, 'momentum'));
    // Rounding, amplified along a trajectory of unit length.
    expectStep(flowOf(forces)).toBeReversible(u, { momenta: p, tolerance: 1e-12 });
  });

  test('exact force: the error of leapfrog is quadratic in the step', () => {
    const meanSquare = (steps: number) => {
      const squares = [1, 2, 3, 4].map(k => {
        const stepKey = { seed, trajectory: first + k };
        exact.refresh(thermal, stepKey);
        return reversibility(thermal, stepKey, { action: exact.action, schedule: leapfrog(steps) }).deltaHForward ** 2;
      });
      return squares.reduce((sum, square) => sum + square);
    };
    const [coarse, fine] = [meanSquare(20), meanSquare(40)];
    const slope = Math.log2(coarse / fine) / 2;
    // The next order changes the slope by the square of the step times frequencies of order one.
    expect(Math.abs(slope - 2)).toBeLessThan(0.1);
  });
});

describe('short chains, fixed seeds', () => {
  let hybrid: Chain;
  beforeAll(() => {
    hybrid = chainOf(exactChain(system), thermal, 600, first);
  });

  test('HMC: the published plaquette, and <exp(-dH)> = 1', () => {
    expect(sigmas(plaquetteOf(hybrid), { mean: 0.7025, error: 0.0001 })).toBeLessThan(3);
    expect(sigmas(creutz(hybrid), one)).toBeLessThan(2.5);
    expect(acceptance(hybrid).mean).toBeGreaterThan(0.9);
  });

  test.each([
    { label: 'heavier quarks, no network', forces: heavier(0.4), trajectories: 600, expected: 0.57 },
    { label: 'heavier quarks behind CASK with random frozen weights', forces: attention(0.4, 0.02), trajectories: 150 },
  ])('self-learning HMC, $label: same plaquette, other acceptance', ({ forces, trajectories, expected }) => {
    const guided = chainOf(guidedChain(system, forces), thermal, trajectories, first);
    expect(sigmas(plaquetteOf(guided), plaquetteOf(hybrid))).toBeLessThan(3);
    expect(sigmas(creutz(guided), one)).toBeLessThan(3);
    expect(sigmas(acceptance(guided), acceptance(hybrid))).toBeGreaterThan(5);
    if (expected !== undefined) expect(sigmas(acceptance(guided), { mean: expected, error: 0.05 })).toBeLessThan(3);
  });
});
