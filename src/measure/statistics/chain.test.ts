import { describe, expect, it } from 'vitest';
import { type Chain, gammaMethodOfChain, gammaMethodOfChains, withoutDuplicates } from './chain.ts';
import { gammaMethod, gammaMethodOfReplicas } from './gamma.ts';
import { autoregressiveChain, autoregressiveCoefficient } from './syntheticChain.ts';

describe('strides', () => {
  it('are recognised and scale tau_int to trajectories', () => {
    const values = autoregressiveChain(3, 2000, 91);
    const trajectories = Array.from(values, (_, i) => 100 + 10 * i);
    const [measured, plain] = [gammaMethodOfChain({ trajectories, values }), gammaMethod(values)];
    expect(measured.tauInt).toBeCloseTo(10 * plain.tauInt, 10);
    expect(measured.error).toBe(plain.error);
  });

  it('measuring a chain five times more rarely leaves tau_int in trajectories the same', () => {
    const values = autoregressiveChain(40, 100000, 92);
    const all = gammaMethodOfChain({ trajectories: Array.from(values, (_, i) => i), values });
    const rare = Array.from({ length: 20000 }, (_, i) => 5 * i);
    const fifth = gammaMethodOfChain({ trajectories: rare, values: rare.map(i => values[i]) });
    expect(Math.abs(fifth.tauInt - all.tauInt)).toBeLessThan(all.tauIntError);
    expect(Math.abs(fifth.error / all.error - 1)).toBeLessThan(all.errorOfError / all.error);
  });

  it('of several chains may differ', () => {
    const [a, b] = [1, 2].map(stream => autoregressiveChain(1, 50, 93, stream));
    const every = (values: Float64Array, stride: number) => ({
      trajectories: Array.from(values, (_, i) => stride * i),
      values,
    });
    expect(gammaMethodOfChains([every(a, 2), every(b, 2)])).toEqual(gammaMethodOfReplicas([a, b], { stride: 2 }));
    expect(gammaMethodOfChains([every(a, 2), every(b, 6)]).window % 2).toBe(0);
  });
});

/** What is left of a chain of numbers 0, 1, 2, … after a loss. */
function remaining(values: Float64Array, isKept: (i: number) => boolean): Chain {
  const trajectories = Array.from(values, (_, i) => i).filter(isKept);
  return { trajectories, values: trajectories.map(i => values[i]) };
}

/** The error of the mean over these trajectories of AR(1), 1/N √Σ ρ(|i − j|), from all pairs. */
function exactError(chains: readonly Chain[], tauInt: number): number {
  const r = autoregressiveCoefficient(tauInt);
  let [variance, samples] = [0, 0];
  for (const { trajectories } of chains) {
    for (const i of trajectories) for (const j of trajectories) variance += r ** Math.abs(i - j);
    samples += trajectories.length;
  }
  return Math.sqrt(variance) / samples;
}

describe('missing trajectories: the error and τ_int are those of the pairs that there are', () => {
  // A scattered choice that no stride describes: one of three on average.
  const scattered = (i: number) => (i * i * 7 + 3 * i) % 23 < 8;
  const cases: [string, number, (values: Float64Array, replica: number) => Chain, number?][] = [
    ['every 4th', 10, values => remaining(values, i => i % 4 !== 3)],
    ['two of three', 10, values => remaining(values, i => i % 3 === 0)],
    ['scattered', 10, values => remaining(values, scattered)],
    ['a hole of a third', 5, values => remaining(values, i => i < 500 || i >= 1000)],
    ['replicas of strides 1, 2 and 5', 8, (values, replica) => remaining(values, i => i % [1, 2, 5][replica] === 0)],
    // No pair has a distance of 2 to 18, so that τ_int is what a line from ρ(1) to ρ(19) gives; the error needs no such lag.
    ['pairs far apart', 2, values => remaining(values, i => i % 20 < 2), 2.5],
  ];
  it.each(cases)('%s', (name, tauInt, lossy, tauTolerance = 0.2) => {
    const replicas = name.startsWith('replicas') ? 3 : 1;
    const experiments = 200;
    let [covered, meanError, meanTau] = [0, 0, 0];
    let exact = 0;
    for (let experiment = 0; experiment < experiments; experiment++) {
      const chains = Array.from({ length: replicas }, (_, r) =>
        lossy(autoregressiveChain(tauInt, 1500, 95, experiment * replicas + r), r),
      );
      if (experiment === 0) exact = exactError(chains, tauInt);
      const { mean, error, tauInt: tau, tauIntError } = gammaMethodOfChains(chains);
      expect(tauIntError).toBeGreaterThan(0);
      if (Math.abs(mean) < error) covered++;
      meanError += error / experiments;
      meanTau += tau / experiments;
    }
    // Bias of a nonlinear estimate and Student's factor, some 5 % each at 30 to 200 τ_int.
    expect(Math.abs(meanError / exact - 1)).toBeLessThan(0.12);
    expect(Math.abs(meanTau / tauInt - 1)).toBeLessThan(tauTolerance);
    // 68.3 % within three binomial deviations of 200 experiments.
    expect(Math.abs(covered / experiments - 0.683)).toBeLessThan(3 * Math.sqrt((0.683 * 0.317) / experiments));
  });

  it('gaps that are regular are a stride: the same numbers as without trajectories', () => {
    const values = autoregressiveChain(10, 3000, 96);
    const third = remaining(values, i => i % 3 === 0);
    expect(gammaMethodOfChain(third)).toEqual(gammaMethod(third.values, { stride: 3 }));
  });
});

describe('broken chains', () => {
  const values = Array.from({ length: 12 }, (_, i) => (i * 7) % 5);
  const numbered = (trajectories: number[]) => () => gammaMethodOfChain({ trajectories, values });
  const counted = Array.from({ length: 12 }, (_, i) => i + 1);

  it('are refused by the name of the trajectory', () => {
    expect(numbered(counted.with(4, 4))).toThrow(/Trajectory 4 is measured twice: use withoutDuplicates/);
    expect(numbered(counted.with(4, 3))).toThrow(/Trajectory 3 comes after 4/);
    expect(numbered(counted.with(4, 4.5))).toThrow(/4\.5 at index 4 is not a whole number/);
    expect(numbered([1, 2])).toThrow(/Chain list 1 has 2 values/);
    expect(() => gammaMethodOfReplicas([values], { trajectories: [] })).toThrow(/0 lists of trajectories for 1/);
  });

  it('lose their duplicates, first or last kept', () => {
    const twice: Chain = { trajectories: [1, 2, 2, 3], values: [10, 20, 21, 30] };
    expect(withoutDuplicates(twice, 'first')).toEqual({ trajectories: [1, 2, 3], values: [10, 20, 30] });
    expect(withoutDuplicates(twice, 'last')).toEqual({ trajectories: [1, 2, 3], values: [10, 21, 30] });
  });
});
