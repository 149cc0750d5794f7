/** Demons tell the coupling of Wilson ensembles to one per cent, and those of plaquettes and rectangles together. */
import { describe, expect, test } from 'vitest';
import { coldStart, type LoopAction, loopAction, wilsonAction } from '../../src/gauge/index.ts';
import { groupNamed } from '../../src/group/index.ts';
import { Machine } from '../../src/kernel/index.ts';
import { key, Lattice } from '../../src/lattice/index.ts';
import { plaquettes, rectangles } from '../../src/loops/index.ts';
import { heatbath } from '../../src/markov/index.ts';
import { demonCouplings } from '../../src/measure/observables/demonCouplings.ts';
import { gammaMethod } from '../../src/measure/statistics/index.ts';

const machine = new Machine('wasm128');
const patience = 900_000;

/** Couplings with their errors, on configurations of a heat bath. */
function found(group: string, extents: readonly number[], action: LoopAction, loops: readonly string[], count: number) {
  const kernel = heatbath({ action, sweeps: 2, overrelaxation: 1 });
  let state = kernel.init(coldStart(new Lattice(extents, machine), groupNamed(group)));
  const observable = demonCouplings(loops, { sweeps: 20 });
  const values: number[][] = [];
  for (let trajectory = 1; trajectory <= 30 + 4 * count; trajectory++) {
    [state] = kernel.step({ seed: 5, trajectory }, state);
    if (trajectory <= 30 || trajectory % 4 !== 0) continue;
    values.push([observable.measure(state.u, key(5, trajectory, 'noise'))].flat());
  }
  return loops.map((_, k) => gammaMethod(values.map(row => row[k])));
}

describe('the coupling of a Wilson ensemble to one per cent', () => {
  test.each([
    { group: 'SU(2)', extents: [8, 8, 8], beta: 3.0, count: 24 },
    { group: 'SU(3)', extents: [4, 4, 6], beta: 8, count: 60 },
    { group: 'U(1)', extents: [16, 16], beta: 1.3, count: 160 },
  ])('$group, β = $beta', { timeout: patience }, ({ group, extents, beta, count }) => {
    const [{ mean, error }] = found(group, extents, wilsonAction(beta), ['plaquette'], count);
    const volume = extents.reduce((product, length) => product * length, 1);
    // Beside noise: the demon took a share of order 1/V, and the mean of its energy over few sweeps is turned into a coupling.
    expect(Math.abs(mean / beta - 1)).toBeLessThan((4 * error) / beta + 2 / volume);
    expect(error / beta).toBeLessThan(0.01);
  });
});

test('plaquettes and rectangles have couplings of their own', { timeout: patience }, () => {
  const action = loopAction('two', [
    { words: plaquettes(3), beta: 3.2 },
    { words: rectangles(3), beta: -0.3 },
  ]);
  const [plaquette, rectangle] = found('SU(2)', [6, 6, 6], action, ['plaquette', 'rectangle'], 40);
  expect(Math.abs(plaquette.mean - 3.2)).toBeLessThan(4 * plaquette.error + 0.03);
  expect(Math.abs(rectangle.mean + 0.3)).toBeLessThan(4 * rectangle.error + 0.02);
  expect(rectangle.error).toBeLessThan(0.05);
});
