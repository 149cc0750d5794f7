import { describe, expect, test } from 'vitest';
import { denseOverlap, OverlapKernel, OverlapOperator, OverlapSolver } from '../../../fermion/index.ts';
import { fluxWithNoise } from '../../../fermion/overlap/overlap.fixture.ts';
import { key, Lattice } from '../../../lattice/index.ts';
import { unitVectors } from '../noise.ts';
import { exactOverlapCondensate, overlapCondensate } from './condensate.ts';
import { overlapIndex, overlapLogDet, overlapLowModes } from './spectrum.ts';

const lattice = new Lattice([4, 6]);
const u = fluxWithNoise(lattice, 1, 0.3);
const theory = { lattice, group: u.group };

test('the index by the trace of the sign and by zero modes', () => {
  expect(overlapIndex(theory, 'trace').measure(u)).toBe(1);
  expect(overlapIndex(theory, 'modes').measure(u)).toBe(1);
});

test('low modes: one zero mode of chirality +, all others on both', () => {
  const modes = overlapLowModes(theory, { count: 3 });
  const values = modes.measure(u);
  expect(modes.coordinates?.chirality).toEqual([1, 1, 1, -1, -1, -1]);
  expect(values[0]).toBe(0);
  expect(values[1]).toBeCloseTo(values[3], 7);
  expect(values[2]).toBeCloseTo(values[4], 7);
});

describe('the condensate', () => {
  const mass = 0.2;
  const exact = exactOverlapCondensate({ ...theory, mass }).measure(u);

  test('is Tr [D⁻¹ − 1/2ρ]/(1 − m/2ρ)/V over unit vectors', () => {
    const operator = new OverlapOperator({ ...theory, mass, sign: { tolerance: 1e-9 } }).setLinks(u);
    const solver = new OverlapSolver(operator);
    const source = operator.vector();
    let total = 0;
    for (const numbers of unitVectors(lattice.volume * source.components)) {
      solver.solve(source.fromArray(numbers), { tolerance: 1e-7 });
      const at = numbers.indexOf(1);
      total += solver.solution.toArray()[at] - 1 / 2;
    }
    expect(total / (1 - mass / 2) / lattice.volume).toBeCloseTo(exact, 6);
  });
  test('noise on sites four hops apart is off by less than 0.05', () => {
    const diluted = overlapCondensate(
      { ...theory, mass, sign: { tolerance: 1e-6 } },
      { tolerance: 1e-5 },
      { noise: 'Z4', vectors: 1, dilution: ['time', 'distance4', 'component'] },
    );
    expect(diluted.measure(u, key(1, 0, 'noise'))).toBeCloseTo(exact, 1);
  });
  test('m dlndet/dm: the derivative of ln det D is Tr [(1 − D₀/2ρ) D⁻¹]', () => {
    const h = 1e-4;
    const logDet = (m: number) => overlapLogDet({ ...theory, mass: m }).measure(u);
    const derivative = (logDet(mass + h) - logDet(mass - h)) / (2 * h);
    // The error of the difference is h² times a third derivative of some 1/m³.
    expect(derivative / lattice.volume).toBeCloseTo(exact, 5);
  });
  test('a zero mode adds 1/(mV): at small mass nothing else is left', () => {
    const tiny = 1e-5;
    const value = exactOverlapCondensate({ ...theory, mass: tiny }).measure(u);
    expect(value * tiny * lattice.volume).toBeCloseTo(1, 6);
    const { index } = denseOverlap(new OverlapKernel(theory).setLinks(u));
    expect(index).toBe(1);
  });
});
