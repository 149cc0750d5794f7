import { describe, expect, it } from 'vitest';
import { hashNormal } from './counterHash.ts';
import { fitConstant, fitResponse, leastSquares, type Model } from './fits.ts';

const line: Model = (x, [a, b]) => a + b * x;
const decay: Model = (t, [amplitude, mass]) => amplitude * Math.exp(-mass * t);

describe('the response of a fit', () => {
  it('is how parameters move when a datum does', () => {
    const x = [1, 2, 3, 4, 5];
    const y = x.map((t, i) => decay(t, [2, 0.4]) + 1e-4 * (-1) ** i);
    const covariance = x.map((_, i) => x.map((_, j) => 1e-4 * 0.5 ** Math.abs(i - j)));
    const start = leastSquares(decay, { x, y, covariance }, [1, 1]);
    const response = fitResponse(
      decay,
      { x, y, covariance },
      start.parameters.map(({ mean }) => mean),
    );
    x.forEach((_, i) => {
      const moved = leastSquares(decay, { x, y: y.with(i, y[i] + 1e-6), covariance }, [1, 1]);
      moved.parameters.forEach(({ mean }, k) => {
        const slope = (mean - start.parameters[k].mean) / 1e-6;
        // Residuals of 1e-4 times the curvature of the model, a per cent of the slope at most.
        expect(Math.abs(slope - response[k][i])).toBeLessThan(0.01 * Math.max(1, Math.abs(slope)));
      });
    });
  });
});

describe('least squares', () => {
  it('solves a straight line as the textbook formulas do', () => {
    const x = [0, 1, 2, 3, 5];
    const y = [1.1, 2.9, 5.2, 6.8, 11.3];
    const error = [0.1, 0.2, 0.1, 0.3, 0.2];
    const weight = error.map(e => 1 / e ** 2);
    const moment = (f: (i: number) => number) => x.reduce((sum, _, i) => sum + weight[i] * f(i), 0);
    const [s, sx, sy, sxx, sxy] = [
      moment(() => 1),
      moment(i => x[i]),
      moment(i => y[i]),
      moment(i => x[i] ** 2),
      moment(i => x[i] * y[i]),
    ];
    const determinant = s * sxx - sx * sx;
    const { parameters, covariance, degreesOfFreedom } = leastSquares(line, { x, y, error }, [0, 0]);
    // Numerical derivatives of a linear model are exact up to ε^{2/3}, which does not move the minimum.
    expect(parameters[0].mean).toBeCloseTo((sxx * sy - sx * sxy) / determinant, 9);
    expect(parameters[1].mean).toBeCloseTo((s * sxy - sx * sy) / determinant, 9);
    expect(parameters[0].error).toBeCloseTo(Math.sqrt(sxx / determinant), 9);
    expect(parameters[1].error).toBeCloseTo(Math.sqrt(s / determinant), 9);
    expect(covariance[0][1]).toBeCloseTo(-sx / determinant, 9);
    expect(degreesOfFreedom).toBe(3);
  });

  it('a constant is the weighted average, correlated or not', () => {
    const y = [1, 2];
    const plain = fitConstant({ x: [0, 1], y, error: [1, 2] });
    expect(plain.parameters[0].mean).toBeCloseTo((1 + 2 / 4) / (1 + 1 / 4), 12);
    expect(plain.parameters[0].error).toBeCloseTo(Math.sqrt(1 / (1 + 1 / 4)), 9);
    // C⁻¹ of [[1, r], [r, 1]] weighs both alike, and error² = (1 + r)/2.
    const covariance = [
      [1, 0.5],
      [0.5, 1],
    ];
    const correlated = fitConstant({ x: [0, 1], y, covariance });
    expect(correlated.parameters[0].mean).toBeCloseTo(1.5, 12);
    expect(correlated.parameters[0].error).toBeCloseTo(Math.sqrt(0.75), 9);
    expect(correlated.chi2).toBeCloseTo(1 / (2 * (1 - 0.5)), 12);
  });

  it('a diagonal covariance is the uncorrelated fit', () => {
    const [x, y, error] = [
      [0, 1, 2, 3],
      [2, 1.2, 0.75, 0.44],
      [0.1, 0.1, 0.05, 0.05],
    ];
    const covariance = error.map((e, i) => error.map((_, j) => (i === j ? e * e : 0)));
    const [a, b] = [leastSquares(decay, { x, y, error }, [1, 1]), leastSquares(decay, { x, y, covariance }, [1, 1])];
    expect(b.parameters[1].mean).toBeCloseTo(a.parameters[1].mean, 10);
    expect(b.chi2).toBeCloseTo(a.chi2, 10);
  });

  it('recovers planted parameters from noiseless data, from a bad start', () => {
    const x = Array.from({ length: 12 }, (_, t) => t);
    const y = x.map(t => decay(t, [3.7, 0.42]));
    const { parameters, chi2 } = leastSquares(decay, { x, y, error: y.map(v => 0.01 * v) }, [0.5, 2]);
    expect(Math.abs(parameters[0].mean / 3.7 - 1)).toBeLessThan(1e-10);
    expect(Math.abs(parameters[1].mean / 0.42 - 1)).toBeLessThan(1e-10);
    expect(chi2).toBeLessThan(1e-15);
  });

  it('has pulls of width 1 and chi^2 equal to its degrees of freedom on noisy correlated data', () => {
    const trials = 400;
    const x = [0, 1, 2, 3, 4, 5];
    const common = 0.02;
    const own = 0.03;
    const covariance = x.map((_, i) => x.map((__, j) => common ** 2 + (i === j ? own ** 2 : 0)));
    let [pulls, chi2, degrees] = [0, 0, 0];
    for (let trial = 0; trial < trials; trial++) {
      const shared = common * hashNormal(51, trial, 99);
      const y = x.map(t => decay(t, [1, 0.3]) + shared + own * hashNormal(51, trial, t));
      const result = leastSquares(decay, { x, y, covariance }, [1, 0.3]);
      pulls += ((result.parameters[1].mean - 0.3) / result.parameters[1].error) ** 2 / trials;
      chi2 += result.chi2 / trials;
      degrees = result.degreesOfFreedom;
    }
    // Four standard errors: √(2/n) for squared pulls, √(2 dof/n) for χ².
    expect(Math.abs(pulls - 1)).toBeLessThan(4 * Math.sqrt(2 / trials));
    expect(Math.abs(chi2 - degrees)).toBeLessThan(4 * Math.sqrt((2 * degrees) / trials));
  });

  it('converges where the data are a hundred million times larger than their errors', () => {
    const x = [0, 1, 2, 3, 4, 5];
    const model: Model = (t, [amplitude, mass, constant]) => decay(t, [amplitude, mass]) + constant;
    const y = x.map(t => model(t, [1e8, 0.3, 5]) + hashNormal(52, 0, t));
    const { parameters, chi2 } = leastSquares(model, { x, y, error: x.map(() => 1) }, [1e8, 0.2, 0]);
    // Three degrees of freedom: χ² below 16 but for a probability of 1e-3; means within four errors.
    expect(chi2).toBeLessThan(16);
    [1e8, 0.3, 5].forEach((truth, k) => {
      expect(Math.abs(parameters[k].mean - truth)).toBeLessThan(4 * parameters[k].error);
    });
  });

  it('has p = 1 without degrees of freedom', () => {
    expect(leastSquares(line, { x: [0, 1], y: [1, 3], error: [1, 1] }, [0, 0])).toMatchObject({
      degreesOfFreedom: 0,
      pValue: 1,
    });
  });

  it('says what is wrong with a fit', () => {
    const error = [1, 1];
    expect(() => leastSquares(line, { x: [0], y: [1], error: [1] }, [0, 0])).toThrow(/1 points for 2 parameters/);
    expect(() => fitConstant({ x: [0, 1], y: [1, 2], error: [1, 0] })).toThrow(/error of point 1 is 0/);
    expect(() => fitConstant({ x: [0, 1], y: [1], error })).toThrow(/Fit list 1 has 1 value but/);
    const flat = [
      [1, 1],
      [1, 1],
    ];
    expect(() => fitConstant({ x: [0, 1], y: [1, 2], covariance: flat })).toThrow(/not positive definite at row 1/);
    expect(() => leastSquares((_, [a, b]) => a + b, { x: [0, 1], y: [1, 2], error }, [0, 0])).toThrow(
      /Parameter 1 is not determined/,
    );
    expect(() => leastSquares((_, [a]) => Math.log(a), { x: [0, 1], y: [1, 2], error }, [-1])).toThrow(/chi2 is NaN/);
  });
});
