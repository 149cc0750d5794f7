/** The couplings of an ensemble come back from its configurations. */
import { describe, expect, test } from 'vitest';
import { coldStart, type LoopAction, loopAction, wilsonAction } from '../../gauge/index.ts';
import { groupNamed } from '../../group/index.ts';
import { Machine } from '../../kernel/index.ts';
import { Lattice } from '../../lattice/index.ts';
import { plaquettes, rectangles } from '../../loops/index.ts';
import { heatbath } from '../../markov/index.ts';
import { gammaMethod } from '../statistics/index.ts';
import { effectiveCouplings } from './effectiveCouplings.ts';

const machine = new Machine('wasm128');

/** Couplings with their errors, on the configurations of a heat bath. */
function found(group: string, extents: readonly number[], action: LoopAction, loops: readonly string[]) {
  const kernel = heatbath({ action, sweeps: 2, overrelaxation: 1 });
  let state = kernel.init(coldStart(new Lattice(extents, machine), groupNamed(group)));
  const observable = effectiveCouplings(loops);
  const values: number[][] = [];
  for (let trajectory = 1; trajectory <= 80; trajectory++) {
    [state] = kernel.step({ seed: 5, trajectory }, state);
    if (trajectory > 20) values.push([observable.measure(state.u)].flat());
  }
  return loops.map((_, k) => gammaMethod(values.map(row => row[k])));
}

describe('Wilson ensembles', () => {
  test.each([
    { group: 'SU(2)', extents: [8, 8, 8], beta: 3.0 },
    { group: 'SU(3)', extents: [4, 4, 6], beta: 8 },
    { group: 'U(1)', extents: [16, 16], beta: 1.3 },
  ])('$group, β = $beta', ({ group, extents, beta }) => {
    const [{ mean, error }] = found(group, extents, wilsonAction(beta), ['plaquette']);
    const volume = extents.reduce((product, length) => product * length, 1);
    // The ratio of averages on one configuration is off by 1/V.
    expect(Math.abs(mean / beta - 1)).toBeLessThan((4 * error) / beta + 2 / volume);
    expect(error / beta).toBeLessThan(0.02);
  });
});

test('plaquettes and rectangles have couplings of their own', () => {
  const action = loopAction('two', [
    { words: plaquettes(3), beta: 3.2 },
    { words: rectangles(3), beta: -0.3 },
  ]);
  const [plaquette, rectangle] = found('SU(2)', [8, 8, 8], action, ['plaquette', 'rectangle']);
  expect(Math.abs(plaquette.mean - 3.2)).toBeLessThan(4 * plaquette.error + 0.02);
  expect(Math.abs(rectangle.mean + 0.3)).toBeLessThan(4 * rectangle.error + 0.005);
  expect(rectangle.error).toBeLessThan(0.01);
});

test('refused where equations do not hold or say nothing', () => {
  const u = coldStart(new Lattice([2, 4], machine), groupNamed('SU(2)'));
  expect(() => effectiveCouplings(['rectangle']).measure(u)).toThrow('rectangle meets a link twice on 2×4');
  expect(() => effectiveCouplings(['plaquette']).measure(u)).toThrow('cannot be separated');
});
