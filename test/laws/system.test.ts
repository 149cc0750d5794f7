/** Laws of whole systems: exact action, effective action, network, integrator and accept test together. */
import { describe, expect, test, vi } from 'vitest';
import type { GaugeField } from '../../src/gauge/index.ts';
import { drawGaussian, type Field, key } from '../../src/lattice/index.ts';
import { type Forces, molecularDynamics, phaseSpace, reversibility } from '../../src/markov/index.ts';
import { expectStep } from '../expect/index.ts';
import { chainLaws } from './chainLaws.fixture.ts';
import { chainOf, exactChain, leapfrog, seed, twoColours } from './system.fixture.ts';

const system = twoColours();
const { exact, attention } = system;
const thermal = chainOf(exactChain(system), system.cold, 150).u;
/** The laws below use trajectory numbers that the thermalisation did not use. */
const first = 1000;

// A quiet machine needs ten seconds at most for one test.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

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

describe('short chains, fixed seeds', () => chainLaws(system, thermal, { hybrid: 300, heavier: 300, attention: 60 }));
