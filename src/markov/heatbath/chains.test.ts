/** Short chains in two dimensions, against the character expansion and integrals over one plaquette. */
import { describe, expect, test } from 'vitest';
import { coldStart, hotStart, type LoopAction, loopAction, namedGaugeAction, wilsonAction } from '../../gauge/index.ts';
import { groupNamed } from '../../group/index.ts';
import { key, Lattice } from '../../lattice/index.ts';
import { plaquettes, rectangles } from '../../loops/index.ts';
import { gammaMethod } from '../../measure/statistics/index.ts';
import { exactPlaquette } from '../exactPlaquette.fixture.ts';
import { heatbath, type LocalUpdates, metropolis } from './localUpdates.ts';

const thermalise = 100;

/** Plaquettes after each step. */
function chain(kernel: LocalUpdates, group: string, extents: readonly number[], steps: number): number[] {
  const lattice = new Lattice(extents);
  const S = wilsonAction(1);
  let state = kernel.init(hotStart(lattice, groupNamed(group), key(41, 0, 'start')));
  const values: number[] = [];
  for (let trajectory = 1; trajectory <= thermalise + steps; trajectory++) {
    [state] = kernel.step({ seed: 41, trajectory }, state);
    if (trajectory > thermalise) values.push(-S.value(state.u) / lattice.volume);
  }
  return values;
}

function expectMean(values: readonly number[], exact: number): void {
  const { mean, error } = gammaMethod(values);
  expect(Math.abs(mean - exact) / error, `${mean} +- ${error}, exact ${exact}`).toBeLessThan(3.5);
}

const samplers: readonly [string, (action: LoopAction) => LocalUpdates][] = [
  ['heatbath', action => heatbath({ action })],
  ['heatbath and overrelaxation', action => heatbath({ action, overrelaxation: 2 })],
  ['metropolis', action => metropolis({ action, hits: 4, width: 0.45 })],
];

describe.each([
  ['U(1)', 0.5, exactPlaquette('U(1)', 0.5, 16)],
  ['U(1)', 2, exactPlaquette('U(1)', 2, 16)],
  ['SU(2)', 0.5, exactPlaquette('SU(2)', 0.5, 16)],
  ['SU(2)', 2.7, exactPlaquette('SU(2)', 2.7, 16)],
  ['SU(2)', 16, exactPlaquette('SU(2)', 16, 16)],
  // By Σ_r (c_r/d_r)^V with the coefficients as determinants of Bessel functions.
  ['SU(3)', 1, 0.0601265548],
  ['SU(3)', 6, 0.4225320566],
] as const)('%s at beta = %d on 4 × 4', (group, beta, exact) => {
  test.each(samplers)('%s', (_, sampler) => {
    expectMean(chain(sampler(wilsonAction(beta)), group, [4, 4], 1500), exact);
  });
});

test.each([
  [1, 1.5],
  [2, -0.8],
])('SU(2) with adjoint plaquettes, beta = %d and %d: one plaquette in the field of both', (beta, betaAdjoint) => {
  // On an open lattice the plaquettes are independent: weight √(1 − x²) exp(β x + betaAdjoint x²) each; 64 of
  // them on a torus differ from that by far less than the errors.
  let [norm, sum] = [0, 0];
  for (let k = 0; k < 10_000; k++) {
    const x = Math.cos(((k + 0.5) * Math.PI) / 10_000);
    const weight = (1 - x * x) * Math.exp(beta * x + betaAdjoint * x * x);
    norm += weight;
    sum += weight * x;
  }
  const action = namedGaugeAction('adjoint', beta, { betaAdjoint });
  expectMean(chain(metropolis({ action, hits: 4, width: 0.45 }), 'SU(2)', [8, 8], 1000), sum / norm);
});

describe.each([
  ['U(1)', 2, exactPlaquette('U(1)', 2, 16)],
  ['SU(2)', 2.7, exactPlaquette('SU(2)', 2.7, 16)],
  ['SU(3)', 6, 0.4225320566],
] as const)('%s, links coloured as for rectangles whose coupling is zero', (group, beta, exact) => {
  const action = loopAction('plaquettes and nothing else', [
    { words: plaquettes(2), beta },
    { words: rectangles(2), beta: 0 },
  ]);
  test.each([
    ['heatbath', heatbath({ action })],
    ['heatbath of two tries', heatbath({ action, tries: 2, overrelaxation: 1 })],
    ['metropolis of one hit', metropolis({ action, hits: 1, width: 0.45, overrelaxation: 2 })],
  ])('%s', (_, kernel) => expectMean(chain(kernel, group, [4, 4], 1000), exact));
});

test('rectangles: heatbath and metropolis agree, from hot and from cold starts', () => {
  const action = namedGaugeAction('symanzik', 3);
  const [first, second] = [heatbath({ action, overrelaxation: 1 }), metropolis({ action, hits: 4, width: 0.4 })].map(
    kernel => gammaMethod(chain(kernel, 'SU(2)', [4, 4], 1500)),
  );
  expect(Math.abs(first.mean - second.mean) / Math.hypot(first.error, second.error)).toBeLessThan(3.5);
  const lattice = new Lattice([4, 4]);
  const kernel = heatbath({ action });
  let state = kernel.init(coldStart(lattice, groupNamed('SU(2)')));
  const values: number[] = [];
  for (let trajectory = 1; trajectory <= 1600; trajectory++) {
    [state] = kernel.step({ seed: 43, trajectory }, state);
    if (trajectory > thermalise) values.push(-wilsonAction(1).value(state.u) / lattice.volume);
  }
  const cold = gammaMethod(values);
  expect(Math.abs(first.mean - cold.mean) / Math.hypot(first.error, cold.error)).toBeLessThan(3.5);
});
