import { describe, expect, test } from 'vitest';
import { wilsonAction } from '../gauge/index.ts';
import { gammaMethod } from '../measure/statistics/index.ts';
import { randomStart, seed, shortChain } from './chain.fixture.ts';
import { exactPlaquette } from './exactPlaquette.fixture.ts';
import { hmc } from './hmc.ts';
import { omelyan2, repeat, scheduleOf } from './integrators/index.ts';
import { slhmc } from './slhmc.ts';

const beta = 2.7;
const exact = exactPlaquette('SU(2)', beta, 16);
const action = wilsonAction(beta);
const schedule = scheduleOf(repeat(4, omelyan2()), 1);

describe('a wrong coupling in the force', () => {
  const hot = randomStart('SU(2)', [4, 4]);
  const length = { thermalise: 100, trajectories: 6000 };
  const minusPlaquette = wilsonAction(1 / hot.lattice.volume);
  const acceptance = (infos: readonly { accepted: boolean }[]) =>
    infos.filter(({ accepted }) => accepted).length / infos.length;
  const right = shortChain(hmc({ action, schedule }), hot, minusPlaquette, { ...length, trajectories: 500 });
  // From a random configuration nearly every proposal would be rejected: ΔH = −0.25 (S(end) − S(start)) is large there.
  const proposals: number[] = [];
  const wrong = shortChain(
    slhmc({
      action,
      effective: { all: wilsonAction(1.25 * beta) },
      schedule,
      onProposal: proposal => proposals.push(minusPlaquette.value(proposal)),
    }),
    right.u,
    minusPlaquette,
    length,
  );

  test('the plaquette is still the exact one within 3 sigma', () => {
    const { mean, error } = gammaMethod(wrong.values);
    expect(error).toBeLessThan(0.005);
    expect(Math.abs(-mean - exact)).toBeLessThan(3 * error);
  });
  test('although the proposals have another one', () => {
    const { mean, error } = gammaMethod(proposals.slice(length.thermalise));
    expect(Math.abs(-mean - exact)).toBeGreaterThan(10 * error);
  });
  test('only the acceptance falls', () => {
    expect(acceptance(right.infos)).toBeGreaterThan(0.97);
    expect(acceptance(wrong.infos)).toBeLessThan(0.8);
  });
  test('<exp(-dH)> = 1 within 3 sigma', () => {
    const { mean, error } = gammaMethod(wrong.infos.map(({ expMinusDeltaH }) => expMinusDeltaH));
    expect(Math.abs(mean - 1)).toBeLessThan(3 * error);
  });
});

test('with the exact action as effective action it is HMC, bit for bit', () => {
  const start = randomStart('SU(2)', [4, 4]);
  const after = (kernel: ReturnType<typeof hmc>) =>
    kernel.step({ seed, trajectory: 1 }, kernel.init(start.clone()))[0].u.field.toArray();
  expect(after(slhmc({ action, effective: { all: action }, schedule }))).toEqual(after(hmc({ action, schedule })));
});

test('says what to cite', () => {
  const keys = slhmc({ action, effective: { all: action }, schedule }).cites.map(({ key }) => key);
  expect(keys).toEqual(expect.arrayContaining(['Nagai:2019slhmc', 'Nagai:2021bhh', 'Duane:1987de', 'Wilson:1974sk']));
  expect(new Set(keys).size).toBe(keys.length);
});
