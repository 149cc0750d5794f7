import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { autocorrelation } from './autocovariance.ts';
import { estimateWarning, formatEstimate } from './estimate.ts';
import { gammaDerived, gammaDerivedOfReplicas, gammaMethod, gammaMethodOfReplicas } from './gamma.ts';
import { studentFactor } from './special.ts';
import { autoregressiveChain, autoregressiveCoefficient } from './syntheticChain.ts';
import { thermalisationCut } from './thermalisation.ts';

describe('the error bar of chains with known tau_int', () => {
  it.each([
    [0.5, 500],
    [2, 1000],
    [5, 2000],
  ])('is right in 68 of 100 cases at tau_int = %d, with unbiased tau_int (1000 chains of %i)', (tauInt, length) => {
    const chains = 1000;
    let covered = 0;
    let tau = 0;
    for (let stream = 0; stream < chains; stream++) {
      const estimate = gammaMethod(autoregressiveChain(tauInt, length, 7, stream));
      if (Math.abs(estimate.mean) < estimate.error) covered++;
      tau += estimate.tauInt / chains;
    }
    expect(covered / chains).toBeGreaterThanOrEqual(0.65);
    expect(covered / chains).toBeLessThanOrEqual(0.71);
    expect(Math.abs(tau / tauInt - 1)).toBeLessThan(0.05);
  });

  it('measures anticorrelation too: tau_int below 1/2', () => {
    const tauInt = 0.2;
    const estimate = gammaMethod(autoregressiveChain(tauInt, 20000, 3));
    expect(Math.abs(estimate.tauInt - tauInt)).toBeLessThan(4 * estimate.tauIntError);
    expect(estimate.effectiveSamples).toBeGreaterThan(estimate.samples);
  });

  it('the autocorrelation of AR(1) is r^t', () => {
    const tauInt = 4;
    const length = 40000;
    const rho = autocorrelation(autoregressiveChain(tauInt, length, 11), 20);
    expect(rho[0]).toBe(1);
    // The error of ρ is at most about √(2 τ_int / length) (Bartlett); four of them.
    const bound = 4 * Math.sqrt((2 * tauInt) / length);
    rho.forEach((value, t) => {
      expect(Math.abs(value - autoregressiveCoefficient(tauInt) ** t)).toBeLessThan(bound);
    });
  });
});

describe('invariances', () => {
  const chain = autoregressiveChain(3, 800, 5);

  it('scale and shift act on mean and error, not on times', () => {
    const plain = gammaMethod(chain);
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        fc.double({ min: -10, max: 10, noNaN: true }),
        (scale, shift) => {
          const moved = gammaMethod(chain.map(x => scale * x + shift));
          // Rounding of a shift of up to 1000 times the scale.
          expect(Math.abs(moved.tauInt / plain.tauInt - 1)).toBeLessThan(1e-9);
          expect(Math.abs(moved.error / (scale * plain.error) - 1)).toBeLessThan(1e-9);
          expect(Math.abs(moved.mean - scale * plain.mean - shift)).toBeLessThan(1e-11);
        },
      ),
    );
  });

  it('a stride scales times and leaves error and effective samples alone', () => {
    const [one, five] = [gammaMethod(chain), gammaMethod(chain, { stride: 5 })];
    expect(five.tauInt).toBeCloseTo(5 * one.tauInt, 12);
    expect(five.tauIntError).toBeCloseTo(5 * one.tauIntError, 12);
    expect(five.window).toBe(5 * one.window);
    expect(five.error).toBe(one.error);
    expect(five.effectiveSamples).toBe(one.effectiveSamples);
  });

  it('error² = t² variance / effective samples, with t of Student', () => {
    const { error, mean, samples, window, effectiveSamples, tauInt } = gammaMethod(chain);
    const variance = effectiveSamples * (error / studentFactor(samples / (2 * window + 1))) ** 2;
    const plain = chain.reduce((sum, x) => sum + (x - mean) ** 2, 0) / samples;
    // The correction of the bias adds C/N to the plain variance.
    expect(variance / (plain + variance / effectiveSamples)).toBeCloseTo(1, 10);
    // Pairs at distance t are N − t, so that N/(2 τ_int) differs by up to (W/N).
    expect(Math.abs((effectiveSamples * 2 * tauInt) / samples - 1)).toBeLessThan(window / samples);
  });
});

describe('replicas', () => {
  it('of differing length have the joint mean, a smaller error and the same tau_int', () => {
    const replicas = [1500, 4000, 700].map((length, r) => autoregressiveChain(4, length, 21, r));
    const joint = gammaMethodOfReplicas(replicas);
    const sum = replicas.reduce((total, replica) => total + replica.reduce((a, b) => a + b, 0), 0);
    expect(joint.samples).toBe(6200);
    expect(joint.mean).toBeCloseTo(sum / 6200, 13);
    expect(joint.error).toBeLessThan(gammaMethod(replicas[1]).error);
    expect(Math.abs(joint.tauInt - 4)).toBeLessThan(4 * joint.tauIntError);
    expect(joint.rHat).toBeLessThan(1.02);
  });

  it('cover the true mean as one chain does', () => {
    let covered = 0;
    for (let trial = 0; trial < 500; trial++) {
      const replicas = [300, 200, 400, 250].map((length, r) => autoregressiveChain(2, length, 100 + trial, r));
      const estimate = gammaMethodOfReplicas(replicas);
      if (Math.abs(estimate.mean) < estimate.error) covered++;
    }
    // 68.3% within three binomial standard deviations of 500 trials.
    expect(Math.abs(covered / 500 - 0.683)).toBeLessThan(3 * Math.sqrt((0.683 * 0.317) / 500));
  });

  it('that do not agree show in R-hat', () => {
    const [a, b] = [autoregressiveChain(2, 1000, 1, 0), autoregressiveChain(2, 1000, 1, 1)];
    expect(gammaMethodOfReplicas([a, b.map(x => x + 1)]).rHat).toBeGreaterThan(1.05);
    expect(gammaMethod(a)).not.toHaveProperty('rHat');
  });
});

describe('derived quantities', () => {
  const a = autoregressiveChain(3, 4000, 31, 0).map(x => 5 + x);
  const b = autoregressiveChain(3, 4000, 31, 1).map((x, i) => 2 + 0.3 * x + 0.2 * (a[i] - 5));

  it('one observable through the identity is the plain method', () => {
    const [plain, derived] = [gammaMethod(a), gammaDerived(([mean]) => mean, [a])];
    expect(derived.mean).toBe(plain.mean);
    expect(derived.error).toBeCloseTo(plain.error, 12);
    expect(derived.tauInt).toBeCloseTo(plain.tauInt, 9);
  });

  it('a linear combination equals the analysis of the combined series', () => {
    const derived = gammaDerived(([x, y]) => 2 * x - 7 * y, [a, b]);
    const combined = gammaMethod(a.map((x, i) => 2 * x - 7 * b[i]));
    expect(derived.error / combined.error).toBeCloseTo(1, 9);
    expect(derived.mean).toBeCloseTo(combined.mean, 10);
  });

  it('a ratio equals the series a/B - A b/B^2 that calculus gives', () => {
    const [A, B] = [gammaMethod(a).mean, gammaMethod(b).mean];
    const derived = gammaDerived(([x, y]) => x / y, [a, b]);
    const byHand = gammaMethod(a.map((x, i) => x / B - (A * b[i]) / B ** 2));
    expect(derived.mean).toBe(A / B);
    // Central differences over one error h: relative error (h/B)².
    expect(Math.abs(derived.error / byHand.error - 1)).toBeLessThan(2 * (gammaMethod(b).error / B) ** 2);
  });

  it('the ratio of a series with itself has no error', () => {
    const { mean, error } = gammaDerived(([x, y]) => x / y, [a, a]);
    expect(mean).toBe(1);
    // Central differences of x/c and c/x differ by (h/x)² relative.
    expect(error).toBeLessThan(gammaMethod(a).error * 1e-4);
  });

  it('runs over replicas', () => {
    const halves = (x: Float64Array) => [x.subarray(0, 1000), x.subarray(1000)];
    const joint = gammaDerivedOfReplicas(([x, y]) => x * y, [halves(a), halves(b)]);
    const single = gammaDerived(([x, y]) => x * y, [a, b]);
    expect(joint.mean).toBeCloseTo(single.mean, 12);
    expect(Math.abs(joint.error - single.error)).toBeLessThan(4 * single.errorOfError);
  });

  it('says where f is not defined, and which observable is too long', () => {
    expect(() => gammaDerived(([x]) => Math.log(-x), [a])).toThrow(/derived quantity is NaN at/);
    expect(() => gammaDerived(([x, y]) => x + y, [a, b.subarray(1)])).toThrow(/Observable 1 has 3999 values/);
    expect(() => gammaDerived(() => 1, [])).toThrow(/No observable/);
  });
});

describe('special and broken series', () => {
  it('a constant did not move: no error, no times, no effective sample', () => {
    const estimate = gammaMethod(new Array(20).fill(0.1));
    expect(estimate).toMatchObject({ mean: 0.1, window: 0, samples: 20, effectiveSamples: 0 });
    for (const value of [estimate.error, estimate.errorOfError, estimate.tauInt, estimate.tauIntError]) {
      expect(value).toBeNaN();
    }
    expect(formatEstimate(estimate)).toBe('0.1(?)');
    expect(estimateWarning(estimate)).toMatch(/did not move/);
  });

  it('a frozen chain has hardly an effective sample', () => {
    const frozen = gammaMethod(Array.from({ length: 400 }, (_, i) => (i < 200 ? 1 : -1)));
    expect(frozen.effectiveSamples).toBeLessThan(5);
    expect(frozen.error).toBeGreaterThan(0.4);
  });

  it('a strictly alternating chain, whose sum never settles, is taken for uncorrelated', () => {
    const estimate = gammaMethod(Array.from({ length: 400 }, (_, i) => (i % 2 === 0 ? 1 : -1)));
    // The correction of the bias is of relative order 1/N, and pairs at distance W are N − W.
    expect(Math.abs(estimate.tauInt - 0.5)).toBeLessThan(4 / 400);
    expect(estimate.tauIntError).toBeGreaterThan(0);
    expect(estimate.error).toBeGreaterThan(0);
  });

  it('refuses what is short, empty or not finite, by name and index', () => {
    expect(() => gammaMethod([])).toThrow(/has 0 values/);
    expect(() => gammaMethod([1, 2, 3], { name: 'plaquette' })).toThrow(/plaquette has 3 values.* at least 8/);
    const broken = autoregressiveChain(1, 50, 1);
    broken[17] = Number.NaN;
    expect(() => gammaMethod(broken, { name: 'plaquette' })).toThrow(/plaquette holds NaN at index 17/);
    broken[17] = Number.NEGATIVE_INFINITY;
    expect(() => gammaMethodOfReplicas([autoregressiveChain(1, 50, 2), broken])).toThrow(
      /replica 1\) holds -Infinity at index 17/,
    );
    expect(() => gammaMethodOfReplicas([])).toThrow(/has 0 values/);
    expect(() => gammaMethod(autoregressiveChain(1, 50, 1), { windowParameter: 0 })).toThrow(/positive S/);
    expect(() => gammaMethod(autoregressiveChain(1, 50, 1), { stride: 0 })).toThrow(/stride is 0/);
  });
});

it.each([1e300, 1e-300, -1e305, 1e-310])('values near %d are scaled before they are squared', size => {
  const chain = autoregressiveChain(2, 400, 7);
  const plain = gammaMethod(chain);
  const scaled = gammaMethod(chain.map(value => value * size));
  expect(scaled.error).toBeGreaterThan(0);
  // The digits that are left of numbers below 2e-308.
  const digits = size === 1e-310 ? 1e-10 : 1e-12;
  for (const [ours, theirs] of [
    [scaled.tauInt, plain.tauInt],
    [scaled.effectiveSamples, plain.effectiveSamples],
    [scaled.error / Math.abs(size), plain.error],
    [scaled.mean / size, plain.mean],
  ]) {
    expect(Math.abs(ours / theirs - 1)).toBeLessThan(digits);
  }
  expect(thermalisationCut(chain.map(value => value * size)).cut).toBe(thermalisationCut(chain).cut);
});
