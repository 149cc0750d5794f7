import { describe, expect, it } from 'vitest';
import {
  chiSquaredSurvival,
  erf,
  erfc,
  inverseNormal,
  kolmogorovSurvival,
  logGamma,
  lowerGamma,
  normalDistribution,
  upperGamma,
} from './special.ts';

const relative = (value: number, exact: number) => Math.abs(value / exact - 1);
/** Some hundred roundings of 2⁻⁵³ each. */
const ACCURACY = 1e-13;

describe('special functions', () => {
  it('logGamma obeys Gamma(n) = (n-1)!, Gamma(1/2) = sqrt(pi) and the recursion', () => {
    let factorial = 1;
    for (let n = 2; n < 20; n++) {
      factorial *= n;
      expect(relative(logGamma(n + 1), Math.log(factorial))).toBeLessThan(ACCURACY);
    }
    expect(relative(logGamma(0.5), Math.log(Math.sqrt(Math.PI)))).toBeLessThan(ACCURACY);
    for (const x of [0.1, 0.3, 0.49, 0.51, 1.7, 33.3]) {
      expect(Math.abs(logGamma(x + 1) - logGamma(x) - Math.log(x))).toBeLessThan(ACCURACY * Math.max(1, logGamma(x)));
    }
    expect(() => logGamma(0)).toThrow(/positive number/);
  });

  it('the incomplete gamma functions have their closed forms at a = 1, 2, 3 and complement each other', () => {
    for (const x of [0, 0.1, 0.9, 2, 3.5, 12, 60]) {
      expect(relative(upperGamma(1, x), Math.exp(-x))).toBeLessThan(ACCURACY);
      expect(relative(upperGamma(2, x), (1 + x) * Math.exp(-x))).toBeLessThan(ACCURACY);
      expect(relative(upperGamma(3, x), (1 + x + (x * x) / 2) * Math.exp(-x))).toBeLessThan(ACCURACY);
      for (const a of [0.2, 1.5, 7, 80])
        expect(Math.abs(lowerGamma(a, x) + upperGamma(a, x) - 1)).toBeLessThan(ACCURACY);
    }
    expect(upperGamma(3, Number.POSITIVE_INFINITY)).toBe(0);
    expect(() => upperGamma(1, -1)).toThrow(/x >= 0/);
  });

  it('erf and erfc match tabulated values (DLMF 7) and their symmetry', () => {
    expect(relative(erf(0.5), 0.5204998778130465)).toBeLessThan(ACCURACY);
    expect(relative(erf(1), 0.8427007929497149)).toBeLessThan(ACCURACY);
    expect(relative(erfc(2), 0.004677734981047266)).toBeLessThan(ACCURACY);
    expect(relative(erfc(5), 1.5374597944280349e-12)).toBeLessThan(ACCURACY);
    expect(erf(0)).toBe(0);
    for (const x of [0.01, 0.7, 1.3, 4]) {
      expect(erf(-x)).toBe(-erf(x));
      expect(relative(erfc(-x), 2 - erfc(x))).toBeLessThan(ACCURACY);
    }
  });

  it('chi-squared with two degrees of freedom is exponential', () => {
    for (const chi2 of [0, 1, 7, 40])
      expect(relative(chiSquaredSurvival(chi2, 2), Math.exp(-chi2 / 2))).toBeLessThan(ACCURACY);
    expect(chiSquaredSurvival(0, 0)).toBe(1);
  });

  it('the inverse normal undoes the normal distribution in all its three ranges', () => {
    for (const p of [1e-200, 1e-30, 1e-12, 1e-6, 0.01, 0.0749, 0.0751, 0.3, 0.5, 0.7, 0.95, 0.999]) {
      // A relative error e of x moves p by about x² e, relative.
      const condition = 1 + inverseNormal(p) ** 2;
      expect(relative(normalDistribution(inverseNormal(p)), p)).toBeLessThan(1e-15 * condition + ACCURACY);
    }
    expect(inverseNormal(0.5)).toBe(0);
    expect(relative(inverseNormal(0.975), 1.959963984540054)).toBeLessThan(1e-15 * 4);
    expect(() => inverseNormal(1)).toThrow(/inside \(0, 1\)/);
  });

  it("both series of Kolmogorov's distribution agree where they meet", () => {
    expect(Math.abs(kolmogorovSurvival(1 - 1e-13) - kolmogorovSurvival(1))).toBeLessThan(1e-12);
    expect(relative(kolmogorovSurvival(1), 0.26999967167735456)).toBeLessThan(1e-12);
    expect(kolmogorovSurvival(0)).toBe(1);
    expect(kolmogorovSurvival(0.05)).toBe(1);
  });
});
