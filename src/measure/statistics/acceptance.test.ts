import { describe, expect, it } from 'vitest';
import { acceptanceFromMean, acceptanceFromSpread, acceptanceReport, signTest } from './acceptance.ts';
import { significance } from './comparison.ts';
import { autoregressiveChain } from './syntheticChain.ts';

/** Normal ΔH of width σ and the mean σ²/2 that exactness asks for. */
const deltaH = (sigma: number, length: number, tauInt = 0.5) =>
  autoregressiveChain(tauInt, length, 81).map(x => sigma * x + (sigma * sigma) / 2);

describe('expected acceptance', () => {
  it('from mean and from width agree where mean = sigma^2/2', () => {
    for (const sigma of [0, 0.1, 1, 4]) {
      expect(acceptanceFromMean((sigma * sigma) / 2)).toBeCloseTo(acceptanceFromSpread(sigma), 14);
    }
    expect(acceptanceFromMean(0)).toBe(1);
  });

  it('is the average of min(1, exp(-Delta H)) over the normal distribution', () => {
    const sigma = 1.3;
    const step = 1e-3;
    let sum = 0;
    for (let x = -10; x < 10; x += step) {
      const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
      sum += step * density * Math.min(1, Math.exp(-(sigma * x + (sigma * sigma) / 2)));
    }
    // Trapezoidal sum of a function with one kink: error of order step².
    expect(Math.abs(sum - acceptanceFromSpread(sigma))).toBeLessThan(step * step);
  });

  it('refuses a negative mean and width', () => {
    expect(() => acceptanceFromMean(-0.1)).toThrow(/⟨ΔH⟩ is -0.1/);
    expect(() => acceptanceFromMean(Number.NaN)).toThrow(/NaN/);
    expect(() => acceptanceFromSpread(-1)).toThrow(/width of ΔH is -1/);
  });
});

describe('the report on measured Delta H', () => {
  it.each([0.5, 3])('is consistent with itself at tau_int = %d', tauInt => {
    const report = acceptanceReport(deltaH(0.8, 20000, tauInt));
    const exact = { mean: acceptanceFromSpread(0.8), error: 0 };
    expect(Math.abs(report.creutzSignificance)).toBeLessThan(4);
    for (const estimate of [report.acceptance, report.fromSpread, report.fromMean]) {
      expect(estimate).toBeDefined();
      if (estimate) expect(Math.abs(significance(estimate, exact))).toBeLessThan(4);
    }
  });

  it("sees energies that violate Creutz's equality", () => {
    const wrong = deltaH(0.8, 5000).map(dH => dH + 0.1);
    expect(acceptanceReport(wrong).creutzSignificance).toBeLessThan(-4);
  });

  it('leaves out what a mean within its error of zero cannot say, and takes Delta H = 0 for exact', () => {
    const tiny = deltaH(1e-3, 100).map(dH => dH - 1e-3);
    expect(acceptanceReport(tiny)).not.toHaveProperty('fromMean');
    const exact = acceptanceReport(new Array(10).fill(0));
    expect(exact.acceptance).toMatchObject({ mean: 1, error: Number.NaN });
    expect(exact.fromSpread.mean).toBe(1);
    expect(exact.creutzSignificance).toBe(0);
  });

  it('tests the signs of a handful: normal Delta H of width sigma and mean sigma^2/2 passes, one without spread does not', () => {
    const all = deltaH(0.8, 2000);
    const distances = Array.from({ length: 200 }, (_, k) => signTest(all.subarray(10 * k, 10 * k + 10)).significance);
    const average = distances.reduce((sum, z) => sum + z, 0) / 200;
    const square = distances.reduce((sum, z) => sum + z * z, 0) / 200;
    // Means and squares of 200 numbers of unit variance; four standard errors.
    expect(Math.abs(average)).toBeLessThan(4 / Math.sqrt(200));
    expect(Math.abs(square - 1)).toBeLessThan(4 * Math.sqrt(2 / 200));
    expect(signTest(new Array(10).fill(0.05)).significance).toBeGreaterThan(3);
    expect(signTest(deltaH(0.8, 40).map(dH => dH - 1.5)).significance).toBeLessThan(-3);
    // Proposals that are all hopeless say nothing against the algorithm.
    expect(signTest(new Array(10).fill(900)).significance).toBeNaN();
  });

  it('names a Delta H whose exponential overflows', () => {
    const broken = deltaH(1, 20);
    broken[7] = -1000;
    expect(() => acceptanceReport(broken)).toThrow(/exp\(-Delta H\) holds Infinity at index 7/);
  });
});
