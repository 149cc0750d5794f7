/** Demons tell the couplings of an ensemble; to one per cent, and of two loops, in test/long/demons.long.ts. */
import { expect, test } from 'vitest';
import { coldStart, wilsonAction } from '../../gauge/index.ts';
import { groupNamed } from '../../group/index.ts';
import { Machine } from '../../kernel/index.ts';
import { key, Lattice } from '../../lattice/index.ts';
import { heatbath } from '../../markov/index.ts';
import { gammaMethod } from '../statistics/index.ts';
import { couplingOf, demonCouplings } from './demonCouplings.ts';

const machine = new Machine('wasm128');

test('the coupling of a Wilson ensemble comes back', { timeout: 60_000 }, () => {
  const kernel = heatbath({ action: wilsonAction(3), sweeps: 2, overrelaxation: 1 });
  let state = kernel.init(coldStart(new Lattice([6, 6, 6], machine), groupNamed('SU(2)')));
  const values: number[] = [];
  for (let trajectory = 1; trajectory <= 60; trajectory++) {
    [state] = kernel.step({ seed: 5, trajectory }, state);
    if (trajectory <= 20 || trajectory % 4 !== 0) continue;
    values.push([demonCouplings(['plaquette'], { sweeps: 4 }).measure(state.u, key(5, trajectory, 'noise'))].flat()[0]);
  }
  const { mean, error } = gammaMethod(values);
  expect(Math.abs(mean - 3)).toBeLessThan(4 * error + 3 * (2 / 216));
  expect(error).toBeLessThan(0.15);
});

test('a measurement depends on configuration and key alone, and leaves the links as they are', () => {
  const u = coldStart(new Lattice([4, 4], machine), groupNamed('SU(3)'));
  const before = u.field.toArray();
  const measure = (trajectory: number) => demonCouplings(['plaquette']).measure(u, key(1, trajectory, 'noise'));
  expect(measure(3)).toBe(measure(3));
  expect(measure(4)).not.toBe(measure(3));
  expect(u.field.toArray()).toEqual(before);
});

test('the coupling solves ⟨d⟩ = 1/β − D coth(βD), of either sign', () => {
  for (const range of [0.5, 2]) {
    for (const beta of [-7, -0.4, 1e-5, 0.02, 1.3, 40]) {
      const x = beta * range;
      const energy = Math.abs(x) < 1e-3 ? -range * (x / 3) : 1 / beta - range / Math.tanh(x);
      expect(Math.abs(couplingOf(energy, range) / beta - 1)).toBeLessThan(1e-9);
    }
  }
  expect(() => couplingOf(1, 1)).toThrow('expected one within ±1');
});

test('refused where the equations do not hold, or without random numbers', () => {
  const u = coldStart(new Lattice([2, 4], machine), groupNamed('SU(2)'));
  expect(() => demonCouplings(['rectangle']).measure(u, key(1, 1, 'noise'))).toThrow('meets a link twice on 2×4');
  expect(() => demonCouplings(['plaquette']).measure(u)).toThrow('Demons need random numbers');
});
