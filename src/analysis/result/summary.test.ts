import { describe, expect, test } from 'vitest';
import { goodFile, logRecord, type RecordChanges, resolvedFrom } from '../../../test/cli/samples.ts';
import { autoregressiveChain } from '../../measure/statistics/index.ts';
import type { LogRecord } from '../../simulation/driver.ts';
import { estimatesOf } from './estimates.ts';
import { summarise } from './summary.ts';

const resolved = resolvedFrom(goodFile);

/** Thermalisation far off, training whose loss falls from 10 to 1, then the given production. */
function syntheticLog(production: readonly RecordChanges[]): LogRecord[] {
  const records = Array.from({ length: 5 }, (_, i) => logRecord(i + 1, 'thermalise', { plaquette: -1, deltaH: -900 }));
  for (let i = 0; i < 20; i++) {
    records.push(logRecord(6 + i, 'train', { plaquette: 99, loss: i < 2 ? 10 : 1, accepted: i < 3 || i >= 10 }));
  }
  production.forEach((changes, i) => {
    records.push(logRecord(26 + i, 'production', changes));
  });
  return records;
}

describe('summarise', () => {
  test('averages production only', () => {
    const values = [0.71, 0.69, 0.7, 0.72, 0.68, 0.7, 0.71, 0.69, 0.7, 0.7];
    const production = values.map((plaquette, i) => ({ plaquette, accepted: i % 2 === 0, deltaH: Math.log(2) }));
    const { estimates, trajectories, outcome } = summarise(syntheticLog(production), resolved, 'complete');
    expect(outcome).toBe('complete');
    expect(trajectories).toEqual({ thermalise: 5, train: 20, production: 10 });
    expect(estimates.plaquette?.mean).toBeCloseTo(0.7, 14);
    expect(estimates.acceptance?.mean).toBe(0.5);
    expect(estimates.expMinusDeltaH).toMatchObject({ mean: 0.5, error: Number.NaN, samples: 10 });
    expect(estimates.polyakovLoop).toBeUndefined();
  });

  test('a quantity with fewer than 8 measurements has no estimate', () => {
    const { estimates } = summarise(syntheticLog(new Array(7).fill({})), resolved, 'interrupted');
    expect(estimates).toEqual({});
  });

  test('τ_int is in trajectories, however seldom one measures', () => {
    const chain = autoregressiveChain(4, 20_000, 5);
    const records = [...chain].map((polyakovLoop, i) => logRecord(2 * i + 2, 'production', { polyakovLoop }));
    const estimate = estimatesOf(records, resolved).polyakovLoop;
    // One measurement every second trajectory: 4 measurements are 8 trajectories.
    expect(Math.abs(estimate.tauInt - 8)).toBeLessThan(5 * estimate.tauIntError);
  });

  test('training: loss and acceptance over stated stretches of at most a third, then acceptance of production', () => {
    const production = Array.from({ length: 20 }, (_, i) => ({ accepted: i < 15 }));
    const { training } = summarise(syntheticLog(production), resolved, 'complete');
    expect(training).toMatchObject({
      first: { from: 6, to: 12, acceptance: { mean: 3 / 7 } },
      last: { from: 19, to: 25, loss: { mean: 1 }, acceptance: { mean: 1 } },
      production: { acceptance: { mean: 0.75, error: expect.any(Number) } },
    });
    expect(training?.first.loss.mean).toBeCloseTo((2 * 10 + 5) / 7, 14);
    expect(training?.first.loss.error).toBeUndefined();
  });

  test('an HMC chain says nothing about the network before training', () => {
    const changed = { ...resolved, training: { ...resolved.training!, chain: 'hmc' as const } };
    const { training } = summarise(syntheticLog([]), changed, 'interrupted');
    expect(training?.first.acceptance).toBeUndefined();
    expect(training?.last).toEqual({ from: 19, to: 25, loss: { mean: 1 } });
    expect(training?.production).toBeUndefined();
  });

  test('survives JSON: nothing in it is lost or not finite', () => {
    const moving = Array.from({ length: 12 }, (_, i) => ({
      plaquette: 0.7 + 0.01 * Math.sin(i * i),
      polyakovLoop: 0.8 + 0.1 * Math.cos(i * i),
      deltaH: Math.sin(3 * i),
      accepted: i % 3 > 0,
    }));
    const summary = summarise(syntheticLog(moving), resolved, 'complete');
    expect(JSON.parse(JSON.stringify(summary))).toEqual(summary);
  });
});

describe('the reference of a run file', () => {
  const production = Array.from({ length: 200 }, (_, i) => ({ plaquette: 0.7025 + 0.001 * (-1) ** i + 0.0002 }));

  test('stands beside what was measured, with the distance in combined sigma', () => {
    const { reference, estimates } = summarise(syntheticLog(production), resolved, 'complete');
    expect(reference?.source).toBe('arXiv:2103.11965');
    expect(reference?.values.map(({ name }) => name)).toEqual(['plaquette']);
    const error = estimates.plaquette!.error;
    expect(reference?.values[0].sigmas).toBeCloseTo(0.0002 / Math.sqrt(error ** 2 + 0.0001 ** 2), 6);
  });

  test('is what the file says, and nothing where it says nothing', () => {
    const { reference: _, ...without } = resolved;
    expect(summarise(syntheticLog(production), without, 'complete').reference).toBeUndefined();
  });
});
