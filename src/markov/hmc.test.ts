import { describe, expect, test } from 'vitest';
import { type GaugeField, wilsonAction } from '../gauge/index.ts';
import type { Functional } from '../lattice/index.ts';
import { gammaMethod } from '../measure/statistics/index.ts';
import { randomStart, seed, shortChain } from './chain.fixture.ts';
import { exactPlaquette } from './exactPlaquette.fixture.ts';
import { type HmcOptions, hmc } from './hmc.ts';
import {
  leapfrogPQP,
  leapfrogQPQ,
  nest,
  omelyan2,
  repeat,
  scheduleFromLevels,
  scheduleOf,
  schemeNames,
} from './integrators/index.ts';

const average = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;
/** Minus the average plaquette of a two-dimensional lattice, as a functional. */
const minusPlaquette = (u: GaugeField) => wilsonAction(1 / u.lattice.volume);
const key1 = { seed, trajectory: 1 };

describe.each([
  { group: 'U(1)', extents: [4, 4], beta: 2, steps: 3 },
  { group: 'SU(2)', extents: [4, 4], beta: 2.7, steps: 3 },
] as const)('$group in two dimensions', ({ group, extents, beta, steps }) => {
  const start = randomStart(group, extents);
  const schedule = scheduleOf(repeat(steps, leapfrogQPQ()), 1);
  const kernel = hmc({ action: wilsonAction(beta), schedule });
  const { infos, values } = shortChain(kernel, start, minusPlaquette(start), { thermalise: 100, trajectories: 8000 });

  test('steps are so coarse that the accept test matters', () => {
    expect(average(infos.map(({ accepted }) => Number(accepted)))).toBeLessThan(0.95);
  });
  test('the plaquette is the exact one within 3 sigma', () => {
    const exact = exactPlaquette(group, beta, start.lattice.volume);
    const { mean, error } = gammaMethod(values);
    expect(error).toBeLessThan(0.004);
    expect(Math.abs(-mean - exact)).toBeLessThan(3 * error);
  });
  test('<exp(-dH)> = 1 within 3 sigma', () => {
    const { mean, error } = gammaMethod(infos.map(({ expMinusDeltaH }) => expMinusDeltaH));
    expect(error).toBeLessThan(0.02);
    expect(Math.abs(mean - 1)).toBeLessThan(3 * error);
  });
});

describe('one step', () => {
  const start = randomStart('SU(2)', [4, 4, 4, 4]);
  const action = wilsonAction(2.7);
  const fine = scheduleOf(repeat(20, omelyan2()), 1);
  /** Too coarse to conserve energy: from a random configuration it is rejected. */
  const coarse = scheduleOf(repeat(2, leapfrogQPQ()), 4);
  const oneStep = (options: Partial<HmcOptions<GaugeField>>, u = start.clone()) => {
    const kernel = hmc({ action, schedule: fine, ...options });
    return kernel.step(key1, kernel.init(u));
  };

  test('a rejected trajectory leaves the links with their former bits', () => {
    let proposal: Float64Array | undefined;
    const [state, info] = oneStep({
      schedule: coarse,
      onProposal(u) {
        proposal = u.field.toArray();
      },
    });
    expect(info.accepted).toBe(false);
    expect(info.deltaH).toBeGreaterThan(100);
    expect(proposal).not.toEqual(start.field.toArray());
    expect(state.u.field.toArray()).toEqual(start.field.toArray());
  });

  test('an accepted trajectory ends with the links of the proposal, and the proposal knows both ends', () => {
    let ends: { proposal: Float64Array; start: Float64Array; change: number } | undefined;
    const [state, info] = oneStep({
      onProposal(proposal, from, { actionStart, actionEnd }) {
        expect(action.value(proposal)).toBe(actionEnd);
        expect(action.value(from)).toBe(actionStart);
        ends = { proposal: proposal.field.toArray(), start: from.field.toArray(), change: actionEnd - actionStart };
      },
    });
    expect(info.accepted).toBe(true);
    expect(state.u.field.toArray()).toEqual(ends?.proposal);
    expect(start.field.toArray()).toEqual(ends?.start);
    expect(info.deltaH).toBe(info.kineticEnd - info.kineticStart + (ends?.change ?? Number.NaN));
  });

  test('kinetic energy begins with 1/2 per momentum, within 4 sigma', () => {
    const [, { kineticStart }] = oneStep({});
    const momenta = 3 * 4 * 4 ** 4;
    expect(Math.abs(kineticStart - momenta / 2)).toBeLessThan(4 * Math.sqrt(momenta / 2));
  });

  test('the same seed gives the same bits, another seed or trajectory others', () => {
    const chain = (seed: number, first: number) => {
      const kernel = hmc({ action, schedule: fine });
      let state = kernel.init(start.clone());
      for (let i = 0; i < 3; i++) [state] = kernel.step({ seed, trajectory: first + i }, state);
      return state.u.field.toArray();
    };
    const once = chain(7, 1);
    expect(chain(7, 1)).toEqual(once);
    expect(chain(8, 1)).not.toEqual(once);
    expect(chain(7, 2)).not.toEqual(once);
  });

  test('a chain continues from its links and the number of the trajectory alone', () => {
    const step = (trajectory: number, u: GaugeField) => {
      const kernel = hmc({ action, schedule: fine });
      return kernel.step({ seed, trajectory }, kernel.init(u.clone()))[0].u;
    };
    const kernel = hmc({ action, schedule: fine });
    let state = kernel.init(start.clone());
    for (const trajectory of [1, 2]) [state] = kernel.step({ seed, trajectory }, state);
    expect(step(2, step(1, start)).field.toArray()).toEqual(state.u.field.toArray());
  });

  test('an action split over two time scales gives the dynamics of their sum, up to rounding', () => {
    const [first, second] = [wilsonAction(2), wilsonAction(0.7)];
    const forces = { outer: first, inner: second };
    const nested = scheduleOf(repeat(5, nest(leapfrogPQP('outer'), leapfrogPQP('inner'))), 0.5);
    const single = scheduleOf(repeat(5, leapfrogPQP()), 0.5);
    const [state, info] = oneStep({ forces, schedule: nested });
    const [expected, expectedInfo] = oneStep({ schedule: single });
    expect(Object.keys(info.forceRms)).toEqual(['outer', 'inner']);
    expect(info.deltaH).toBeCloseTo(expectedInfo.deltaH, 9);
    const other = expected.u.field.toArray();
    expect(Math.max(...state.u.field.toArray().map((x, i) => Math.abs(x - other[i])))).toBeLessThan(1e-13);
  });

  test.each(schemeNames)('forces that kick together by %s give the dynamics of their sum, up to rounding', name => {
    const forces = { first: wilsonAction(2), second: wilsonAction(0.7) };
    const level = (groups: string[]) => [{ forces: groups, scheme: name, steps: 2 }];
    const [state, info] = oneStep({ forces, schedule: scheduleFromLevels(level(['first', 'second']), 0.3) });
    const [expected, expectedInfo] = oneStep({ schedule: scheduleFromLevels(level(['all']), 0.3) });
    expect(info.deltaH).toBeCloseTo(expectedInfo.deltaH, 9);
    const other = expected.u.field.toArray();
    expect(Math.max(...state.u.field.toArray().map((x, i) => Math.abs(x - other[i])))).toBeLessThan(1e-13);
  });

  test('proposals are on the group', () => {
    const [state, { unitarityDefect }] = oneStep({});
    expect(unitarityDefect).toBeLessThan(1e-13);
    expect(state.u.restore()).toBeLessThan(1e-15);
  });

  test('what the trajectory depends on is refreshed before its energy is taken', () => {
    let beta = Number.NaN;
    const refreshed: Functional<GaugeField> = {
      ...action,
      value: u => wilsonAction(beta).value(u),
      gradient: (u, out) => wilsonAction(beta).gradient(u, out),
    };
    const [, info] = oneStep({
      action: refreshed,
      refresh(u, { trajectory }) {
        expect(u.field.toArray()).toEqual(start.field.toArray());
        beta = 2.7 * trajectory;
      },
    });
    expect(info.actionStart).toBe(action.value(start));
  });
});

describe('what is not a number stops the chain by name', () => {
  const u = randomStart('SU(2)', [4, 4]);
  const action = wilsonAction(2);
  const schedule = scheduleOf(repeat(4, leapfrogQPQ()), 1);
  const withNaN = (part: 'value' | 'gradient', from: number): Functional<GaugeField> => {
    let calls = 0;
    return {
      ...action,
      value: v => (part === 'value' && ++calls >= from ? Number.NaN : action.value(v)),
      gradient(v, out) {
        action.gradient(v, out);
        if (part === 'gradient' && ++calls >= from) out.set([0, 0], 0, Number.NaN);
      },
    };
  };

  test.each([
    [
      'force',
      { action, forces: { all: withNaN('gradient', 3) }, schedule },
      'The force of all is not finite at kick 3',
    ],
    ['first action', { action: withNaN('value', 1), schedule }, 'The action is NaN at the start of the trajectory'],
    ['last action', { action: withNaN('value', 2), schedule }, 'The action is NaN at the end of the trajectory'],
    ['links', { action, schedule: scheduleOf(leapfrogQPQ(), 1000) }, 'The fields are not finite at kick 1'],
    [
      'an exponent out of reach',
      { action, schedule: scheduleOf(leapfrogQPQ(), 1000) },
      /The drift before it, by 500, had its largest exponent at the site \([\d, ]+\), direction \d: momentum \d\.\d+, exponent \d/,
    ],
  ])('%s', (_, options, message) => {
    const before = u.field.toArray();
    const kernel = hmc(options);
    const state = kernel.init(u.clone());
    expect(() => kernel.step(key1, state)).toThrow(message);
    expect(state.u.field.toArray()).toEqual(before);
  });

  test('schedule and forces name the same groups', () => {
    const nested = scheduleOf(nest(leapfrogQPQ('fermion'), leapfrogQPQ('gauge')), 1);
    expect(() => hmc({ action, forces: { gauge: action }, schedule: nested })).toThrow(
      'kicks with gauge, fermion, but forces are given for gauge',
    );
    expect(() => hmc({ action, forces: { all: action, gauge: action }, schedule })).toThrow('the same groups');
  });
});
