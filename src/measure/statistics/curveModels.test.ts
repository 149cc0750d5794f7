import { expect, it } from 'vitest';
import { hashNormal } from './counterHash.ts';
import { type CurveModelName, curveAt, curveModels, fitCurve } from './curveModels.ts';

const truth: Readonly<Record<CurveModelName, readonly number[]>> = {
  constant: [0.3],
  linear: [1.2, -0.4],
  quadratic: [1.2, -0.4, 0.07],
  power: [-2.5, 0.63],
  offsetPower: [5.69, -0.8, 1.5],
  exponential: [3, -0.7],
};
const x = Float64Array.from({ length: 12 }, (_, i) => 0.5 + 0.3 * i);

it.each(Object.keys(curveModels) as CurveModelName[])('%s finds its parameters without noise, and its curve', name => {
  const { f } = curveModels[name];
  const y = x.map(value => f(value, truth[name] as never));
  const fit = fitCurve(name, { x, y, error: x.map(() => 1e-3) });
  fit.parameters.forEach(({ mean }, k) => {
    expect(mean).toBeCloseTo(truth[name][k], 7);
  });
  const far = curveAt(name, fit, 5);
  expect(far.mean).toBeCloseTo(f(5, truth[name] as never), 6);
  expect(far.error).toBeGreaterThan(0);
});

it('has an error that covers the true value in 68 of 100 cases beyond the points, also for a curve that is not linear', () => {
  let covered = 0;
  const cases = 300;
  for (let c = 0; c < cases; c++) {
    const y = x.map((value, i) => truth.power[0] * value ** truth.power[1] + 0.05 * hashNormal(c, 1, i));
    const at = curveAt('power', fitCurve('power', { x, y, error: x.map(() => 0.05) }), 8);
    if (Math.abs(at.mean - truth.power[0] * 8 ** truth.power[1]) < at.error) covered++;
  }
  // 205 ± 8 (binomial), four σ.
  expect(Math.abs(covered - 205)).toBeLessThan(33);
});
