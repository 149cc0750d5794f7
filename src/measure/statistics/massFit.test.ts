import { describe, expect, it } from 'vitest';
import { folded, stateShape, type TimeFold } from './correlator.ts';
import { fitMass } from './massFit.ts';
import { syntheticCorrelator } from './syntheticCorrelator.fixture.ts';

const states = [
  [1, 0.4],
  [0.6, 1.1],
] as const;

const fitOf = (options: Parameters<typeof syntheticCorrelator>[0], binSize: number) => {
  const { extent, fold = 1 } = options;
  const values = folded(syntheticCorrelator(options), fold).map(series => [series]);
  return fitMass({ values, extent, fold, binSize });
};

describe('folding', () => {
  it('averages the halves with their sign and keeps times 0 to T/2', () => {
    const C = [[1], [5], [3], [4], [7]].map(values => Float64Array.from(values));
    expect(folded(C, 1).map(values => values[0])).toEqual([1, 6, 3.5]);
    expect(folded(C, -1).map(values => values[0])).toEqual([1, -1, -0.5]);
    expect(folded(C, 0).map(values => values[0])).toEqual([1, 5, 3]);
  });

  it.each([1, -1] as const)('shapes are their own images with fold %d', fold => {
    for (let t = 0; t <= 10; t++) {
      const [here, there] = [stateShape(t, 0.3, 10, fold, 1), stateShape(10 - t, 0.3, 10, fold, 1)];
      expect(here).toBeCloseTo(fold * there, 13);
    }
  });
});

describe('the mass of the lowest of two states', () => {
  it.each([
    ['independent measurements', 16, 200, 0.5, 1],
    ['few measurements for as many times', 24, 60, 0.5, 1],
    ['correlated measurements', 24, 600, 4, 30],
  ])('%s: without bias, and its error covers', (_, extent, length, tauInt, binSize) => {
    const experiments = 60;
    let [covered, sum, error, excited] = [0, 0, 0, 0];
    for (let seed = 1; seed <= experiments; seed++) {
      const fit = fitOf({ extent, length, seed: 7 * seed, tauInt, states }, binSize);
      if (Math.abs(fit.mass.mean - 0.4) < fit.mass.error) covered++;
      sum += fit.mass.mean / experiments;
      error += fit.mass.error / experiments;
      excited += (fit.excited?.mean ?? Number.NaN) / experiments;
    }
    // The error has the spread between fits in it, so coverage lies above 68 %; three binomial deviations below.
    expect(covered / experiments).toBeGreaterThan(0.683 - 3 * Math.sqrt((0.683 * 0.317) / experiments));
    expect(Math.abs(sum - 0.4)).toBeLessThan((3 * error) / Math.sqrt(experiments));
    // The second state within 5 %: its error is some 0.1, a tenth of the mass, of each fit.
    expect(Math.abs(excited / 1.1 - 1)).toBeLessThan(0.05);
  });

  it.each<TimeFold>([1, -1, 0])('exactly, up to a noise of 1e-7, with fold %d: both states', fold => {
    const { mass, excited, models } = fitOf(
      { extent: 20, length: 100, seed: 3, tauInt: 0.5, states, fold, noise: 1e-7 },
      1,
    );
    expect(Math.abs(mass.mean - 0.4)).toBeLessThan(1e-6);
    expect(Math.abs(excited!.mean - 1.1)).toBeLessThan(1e-4);
    expect(models[0].kind).toBe('two states');
    expect(models.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
  });

  it('is found beside an alternating partner, as staggered quarks have it', () => {
    const [own, partner] = [[[1, 0.4]], [[0.5, 0.7]]].map((one, k) =>
      syntheticCorrelator({
        ...{ extent: 24, length: 200, seed: 11 + k, tauInt: 0.5, noise: 0.01 },
        states: one as [number, number][],
      }),
    );
    const C = folded(
      own.map((series, t) => series.map((value, i) => value + (-1) ** t * partner[t][i])),
      1,
    );
    const { mass, models } = fitMass({ values: C.map(series => [series]), extent: 24, fold: 1, binSize: 1 });
    expect(models[0].kind).toBe('alternating partner');
    expect(Math.abs(models[0].excited!.mean - 0.7)).toBeLessThan(3 * models[0].excited!.error);
    expect(Math.abs(mass.mean - 0.4)).toBeLessThan(3 * mass.error);
    expect(mass.error).toBeLessThan(0.01);
  });

  it('of one state alone, and of replicas with gaps', () => {
    const C = folded(syntheticCorrelator({ extent: 16, length: 400, seed: 5, tauInt: 2, states: [[2, 0.5]] }), 1);
    const kept = Array.from({ length: 400 }, (_, i) => i).filter(i => i % 4 !== 3);
    const pick = (from: number, to: number) => kept.filter(i => i >= from && i < to);
    const replicas = [pick(0, 250), pick(250, 400)];
    const { mass } = fitMass({
      values: C.map(series => replicas.map(places => Float64Array.from(places, i => series[i]))),
      ...{ extent: 16, fold: 1, binSize: 10, trajectories: replicas },
    });
    expect(Math.abs(mass.mean - 0.5)).toBeLessThan(3 * mass.error);
    expect(mass.error).toBeLessThan(0.02);
  });

  it('noise without a signal is refused', () => {
    const options = { extent: 12, length: 100, seed: 9, tauInt: 0.5, states, noise: 40 };
    expect(() => fitOf(options, 1)).toThrow(/has a signal at \d times from 1 on, and a fit needs 3/);
  });
});
