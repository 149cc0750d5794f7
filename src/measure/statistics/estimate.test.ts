import { describe, expect, it } from 'vitest';
import { type Estimate, estimateWarning, formatEstimate } from './estimate.ts';

const format = (mean: number, error: number) => formatEstimate({ mean, error });

describe('formatEstimate', () => {
  it('gives the error one digit, two where it begins with 1', () => {
    expect(format(0.70253, 0.0004)).toBe('0.7025(4)');
    expect(format(0.70253, 0.0001)).toBe('0.70253(10)');
    expect(format(0.70253, 0.00012)).toBe('0.70253(12)');
    expect(format(-11.83, 0.26)).toBe('-11.8(3)');
  });

  it('rounds an error that grows by a digit to 10 of the same unit', () => {
    expect(format(0.5, 0.00096)).toBe('0.5000(10)');
    expect(format(0.5, 0.000999)).toBe('0.5000(10)');
    expect(format(0.5, 0.00194)).toBe('0.5000(19)');
  });

  it('keeps the point of an error of at least 1', () => {
    expect(format(10.52, 1.34)).toBe('10.5(1.3)');
    expect(format(140.2, 4.1)).toBe('140(4)');
    expect(format(12345, 670)).toBe('12300(700)');
    expect(format(0.3, 0.96)).toBe('0.3(1.0)');
  });

  it('takes an exponent for very large and very small means', () => {
    expect(format(6.02214e23, 3e19)).toBe('6.0221(3)e23');
    expect(format(-1.2346e-7, 2.2e-10)).toBe('-1.235(2)e-7');
    expect(format(0, 2e-9)).toBe('0(2)e-9');
  });

  it('writes exact and broken numbers as what they are', () => {
    expect(format(0.25, 0)).toBe('0.25(0)');
    expect(format(Number.NaN, 0.1)).toBe('nan(0.1)');
    expect(format(0.25, Number.NaN)).toBe('0.25(?)');
    expect(format(0.25, Number.POSITIVE_INFINITY)).toBe('0.25(inf)');
  });
});

describe('estimateWarning', () => {
  const good: Estimate = {
    mean: 1,
    error: 0.1,
    errorOfError: 0.01,
    tauInt: 2,
    tauIntError: 0.2,
    window: 9,
    samples: 1000,
    effectiveSamples: 250,
  };

  it('is silent where nothing is wrong', () => {
    expect(estimateWarning(good)).toBeUndefined();
    expect(estimateWarning({ ...good, rHat: 1.004 })).toBeUndefined();
  });

  it('names disagreeing replicas and too few effective samples', () => {
    expect(estimateWarning({ ...good, rHat: 1.2 })).toMatch(/R-hat is 1\.200/);
    expect(estimateWarning({ ...good, tauInt: 140, effectiveSamples: 3.6 })).toMatch(
      /140 trajectories.* 3\.6 effective/,
    );
  });
});
