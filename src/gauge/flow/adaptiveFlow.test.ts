import { describe, expect, test } from 'vitest';
import { largestDifference } from '../../../test/expect/index.ts';
import { compiling, hot, thermalised } from '../../../test/laws/networkFields.fixture.ts';
import { energyDensity, plaquette, topologicalCharge } from '../../measure/index.ts';
import { abelian, wavesOfSU3 } from '../../measure/observables/knownFields.fixture.ts';
import type { GaugeField } from '../configuration.ts';
import { adaptiveFlow } from './adaptiveFlow.ts';
import { flowActionNamed, symanzikFlowAction, wilsonFlowAction } from './flowAction.ts';
import { flowHistory, flowTimes } from './flowHistory.ts';
import { FlowStep } from './flowStep.ts';
import { gradientFlow } from './gradientFlow.ts';

const E = energyDensity();
const clover = (v: GaugeField) => E.measure(v);

describe.each([
  { label: 'SU(2), hot', u: hot('SU(2)', [4, 4, 4, 4]) },
  { label: 'SU(3), thermalised', u: thermalised('SU(3)', [2, 2, 2, 4], 6) },
  { label: 'U(1) in two dimensions', u: hot('U(1)', [4, 6]) },
])('$label', { timeout: compiling }, ({ u }) => {
  const action = wilsonFlowAction();
  const fine = u.clone();
  gradientFlow(fine, { action, epsilon: 0.4 / 256, steps: 256 });
  const adaptive = (tolerance: number) => {
    const v = u.clone();
    const report = adaptiveFlow(v, { action, tolerance, until: 0.4 });
    return { report, error: largestDifference(v.field, fine.field) };
  };

  test('the estimate is of third order in the step, and the step with it is the step without', () => {
    const distances = [0.02, 0.01, 0.005].map(epsilon => {
      const [v, w] = [u.clone(), u.clone()];
      const one = new FlowStep(v, action);
      const distance = one.advanceWithEstimate(epsilon);
      one.release();
      gradientFlow(w, { action, epsilon, steps: 1 });
      expect(largestDifference(v.field, w.field)).toBe(0);
      return distance;
    });
    // The next order changes the ratio by a relative O(ε times the largest decay rate 16).
    expect(distances[1] / distances[2]).toBeGreaterThan(6.5);
    expect(distances[1] / distances[2]).toBeLessThan(9);
    expect(distances[0] / distances[1]).toBeGreaterThan(5.5);
  });
  test('a step taken back leaves the links as they were', () => {
    const v = u.clone();
    const flow = new FlowStep(v, action);
    flow.advanceWithEstimate(0.1);
    flow.stepBack();
    flow.release();
    expect(v.field.toArray()).toEqual(u.field.toArray());
  });
  test('the error of the flow stays below the tolerance, and falls with it', () => {
    const [rough, precise] = [adaptive(1e-3), adaptive(1e-6)];
    expect(rough.error).toBeLessThan(1e-3);
    expect(precise.error).toBeLessThan(1e-6);
    expect(precise.report.steps.length).toBeGreaterThan(rough.report.steps.length);
    for (const { report } of [rough, precise]) {
      expect(report.steps.reduce((a, b) => a + b)).toBeCloseTo(0.4, 12);
      expect(report.nextStep).toBeGreaterThan(0);
    }
  });
  test('a first step much too long is taken back', () => {
    const v = u.clone();
    const report = adaptiveFlow(v, { action, tolerance: 1e-5, until: 0.4, firstStep: 0.4 });
    expect(report.rejected).toBeGreaterThan(0);
    expect(largestDifference(v.field, fine.field)).toBeLessThan(1e-5);
  });
});

describe('the history of a flow', { timeout: compiling }, () => {
  const u = hot('SU(2)', [4, 4, 4, 4]);
  const action = wilsonFlowAction();
  const before = u.field.toArray();

  test('steps of one size', () => {
    const history = flowHistory(u, { action, epsilon: 0.02, until: 0.2, every: 0.04, observables: { clover } });
    expect(history.times).toEqual([0, 0.04, 0.08, 0.12, 0.16, 0.2]);
    expect(history.steps).toBe(10);
    const v = u.clone();
    for (const [k, value] of history.values.clover.entries()) {
      if (k > 0) gradientFlow(v, { action, epsilon: 0.02, steps: 2 });
      expect(value).toBe(clover(v));
    }
    expect(u.field.toArray()).toEqual(before);
  });
  test('adaptive steps end at the times of measurement', () => {
    const options = { action, until: 0.2, every: 0.05, observables: { clover } };
    const adaptive = flowHistory(u, { ...options, tolerance: 1e-6 });
    const fixed = flowHistory(u, { ...options, epsilon: 0.05 / 64 });
    expect(adaptive.times).toEqual(fixed.times);
    adaptive.values.clover.forEach((value, k) => {
      expect(value / fixed.values.clover[k]).toBeCloseTo(1, 5);
    });
  });
  test('what makes no sense is refused', () => {
    const ask = (options: object) => () =>
      flowHistory(u, { action, until: 0.2, every: 0.1, observables: { clover }, ...options });
    expect(ask({})).toThrow('epsilon = undefined and tolerance = undefined');
    expect(ask({ epsilon: 0.1, tolerance: 0.1 })).toThrow('either the size of its steps or a tolerance');
    expect(ask({ epsilon: 0.03 })).toThrow('every to be a positive multiple of epsilon');
    expect(ask({ epsilon: 0.1, until: 0.25 })).toThrow('until to be a positive multiple of every');
    expect(ask({ tolerance: -1 })).toThrow('is positive; found -1');
    expect(flowTimes({ tolerance: 1e-3, until: 0.3, every: 0.1 })).toHaveLength(4);
    expect(() => adaptiveFlow(u, { action, tolerance: 0, until: 1 })).toThrow('positive number tolerance, but 0');
    expect(() => flowActionNamed('zeuthen' as 'wilson')).toThrow('known are wilson, symanzik');
  });
});

test('a weak plane wave decays with the dispersion of the improved action', { timeout: compiling }, () => {
  const L = 8;
  const u = abelian([L, 4, 4, 4], (x, mu) => (mu === 1 ? 1e-5 * Math.cos((2 * Math.PI * x[0]) / L) : 0));
  const start = clover(u);
  gradientFlow(u, { action: symanzikFlowAction(), epsilon: 0.02, steps: 50 });
  const k2 = 4 * Math.sin(Math.PI / L) ** 2;
  const z = 0.02 * (k2 + k2 ** 2 / 12);
  // On a linear equation the scheme is the Taylor polynomial of the exponential.
  expect(clover(u) / start).toBeCloseTo((1 - z + z ** 2 / 2 - z ** 3 / 6) ** 100, 9);
});

describe('the field of waves in SU(3)', { timeout: compiling }, () => {
  const u = wavesOfSU3();
  const action = wilsonFlowAction();
  const Q = topologicalCharge();
  const improved = topologicalCharge('improved');
  const observables = {
    plaquette: (v: GaugeField) => plaquette().measure(v),
    clover,
    charge: (v: GaugeField) => Q.measure(v),
    improved: (v: GaugeField) => improved.measure(v),
  };
  test('every 0.01 of the Wilson flow, the charge by Bilson-Thompson et al., against SIMULATeQCD 1.2.0', () => {
    const { values } = flowHistory(u, { action, epsilon: 0.01, until: 0.05, every: 0.01, observables });
    const charges = [-3.34620251122277, -3.08187799657249, -2.83614310731973, -2.60959772766252, -2.40212551377418];
    [...charges, -2.21312332199286].forEach((charge, k) => {
      expect(Math.abs(values.improved[k] - 1e-4 * charge)).toBeLessThan(5e-10);
    });
  });
  test('at t = 0.1, 0.5 and 1', () => {
    const { values } = flowHistory(u, { action, epsilon: 0.01, until: 1, every: 0.1, observables });
    const known = [
      [1, 0.99858465863691, 0.02820890200783, -1.54850125e-3],
      [5, 0.99950633275761, 0.01691233175541, -1.001300284e-3],
      [10, 0.99963726821893, 0.01260708435599, -6.449198419e-4],
    ];
    for (const [k, P, energy, charge] of known) {
      expect(values.plaquette[k]).toBeCloseTo(P, 13);
      expect(values.clover[k]).toBeCloseTo(energy, 13);
      expect(values.charge[k]).toBeCloseTo(charge, 12);
    }
  });
});
