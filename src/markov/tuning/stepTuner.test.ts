import { describe, expect, test } from 'vitest';
import { wilsonAction } from '../../gauge/index.ts';
import { gaussians, key } from '../../lattice/index.ts';
import { randomStart, seed } from '../chain.fixture.ts';
import { hmc } from '../hmc.ts';
import { omelyan2, repeat, type Schedule, scheduleOf } from '../integrators/index.ts';
import { type StepTuner, stepTuner } from './stepTuner.ts';

/** Gaussian ΔH of mean spread²/2, with spread 0.7 at 14 steps: the acceptance is erfc(spread/√8). */
const spreadAt = (steps: number, order: number) => 0.7 * (14 / steps) ** order;
const learn = (tuner: StepTuner, order: number, trajectories: number, from = 0) => {
  for (let t = from; t < from + trajectories; t++) {
    const spread = spreadAt(tuner.steps(), order);
    const [noise] = gaussians(key(7, t, 'bootstrap'), 0, 0);
    tuner.observe(spread ** 2 / 2 + spread * noise);
  }
};

describe.each([2, 4])('order %d', order => {
  // erfc(0.7/√8) = 0.7263, so these are reached at 14, 16 or 17, and 24 or 19 steps.
  test.each([
    [0.7263, 14, 14],
    [0.8, 17, 16],
    [0.9, 24, 19],
  ])('finds the steps for an acceptance of %d', (target, ofSecond, ofFourth) => {
    for (const steps of [3, 60]) {
      const tuner = stepTuner({ target, order, steps });
      learn(tuner, order, 300);
      tuner.freeze();
      const expected = order === 2 ? ofSecond : ofFourth;
      // The average of 300 noisy trajectories is good to some ten per cent.
      expect(Math.abs(tuner.steps() / expected - 1)).toBeLessThan(0.15);
    }
  });
});

describe('state', () => {
  const options = { target: 0.8, order: 2, steps: 20 };
  test('a restored tuner continues with the same numbers', () => {
    const [whole, first, second] = [stepTuner(options), stepTuner(options), stepTuner(options)];
    learn(whole, 2, 40);
    learn(first, 2, 25);
    second.restore(first.state());
    learn(second, 2, 15, 25);
    expect(second.state()).toEqual(whole.state());
    expect(second.steps()).toBe(whole.steps());
  });
  test('a frozen tuner stays as it is, also when restored', () => {
    const tuner = stepTuner(options);
    learn(tuner, 2, 40);
    tuner.freeze();
    const steps = tuner.steps();
    const restored = stepTuner(options);
    restored.restore(tuner.state());
    for (const each of [tuner, restored]) {
      learn(each, 2, 10);
      expect(each.steps()).toBe(steps);
    }
  });
  test('begins with the first guess', () => {
    for (const steps of [1, 3, 7, 20, 49, 1000]) expect(stepTuner({ ...options, steps }).steps()).toBe(steps);
  });
});

test('trajectories that blow up make the steps smaller, up to the limit', () => {
  const tuner = stepTuner({ target: 0.8, order: 2, steps: 2, mostSteps: 50 });
  for (const deltaH of [Number.NaN, Infinity, 1e6, 1e3]) tuner.observe(deltaH);
  expect(tuner.steps()).toBeGreaterThan(2);
  for (let t = 0; t < 100; t++) tuner.observe(Infinity);
  expect(tuner.steps()).toBe(50);
});

test.each([
  [{ target: 1, order: 2, steps: 3 }, 'between 0 and 1; found 1'],
  [{ target: 0.8, order: 0, steps: 3 }, 'order of an integrator is 2, 4 ...; found 0'],
  [{ target: 0.8, order: 2, steps: 2.5 }, 'first guess of the steps per trajectory is 1, 2, 3 ...; found 2.5'],
])('%#: what makes no sense is refused', (options, message) => expect(() => stepTuner(options)).toThrow(message));

test('a state of something else is refused', () => {
  const tuner = stepTuner({ target: 0.8, order: 2, steps: 3 });
  expect(() => tuner.restore([1, 2])).toThrow('five finite numbers; found [1,2]');
});

test('on a chain: the frozen steps have the acceptance that was asked for', () => {
  const action = wilsonAction(2.7);
  const schedules = new Map<number, Schedule>();
  const tuner = stepTuner({ target: 0.8, order: 2, steps: 10 });
  const schedule = () => {
    const steps = tuner.steps();
    const known = schedules.get(steps) ?? scheduleOf(repeat(steps, omelyan2()), 2);
    schedules.set(steps, known);
    return known;
  };
  const kernel = hmc({ action, schedule });
  let state = kernel.init(randomStart('SU(2)', [4, 4]));
  let accepted = 0;
  for (let trajectory = 1; trajectory <= 1500; trajectory++) {
    if (trajectory === 301) tuner.freeze();
    const [next, info] = kernel.step({ seed, trajectory }, state);
    state = next;
    tuner.observe(info.deltaH);
    if (trajectory > 300) accepted += Number(info.accepted);
  }
  // One step more or less changes the acceptance by about 0.1 here.
  expect(Math.abs(accepted / 1200 - 0.8)).toBeLessThan(0.12);
  expect(tuner.steps()).toBeLessThan(10);
});
