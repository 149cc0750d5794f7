import { describe, expect, test } from 'vitest';
import { fakeAssemble } from '../../test/cli/fakeSimulation.ts';
import { goodFile, resolvedFrom } from '../../test/cli/samples.ts';
import { type DriveOptions, drive, dueAt, type LogRecord } from './driver.ts';
import type { TrajectoryRecord } from './simulation.ts';

const resolved = resolvedFrom(goodFile);

async function driveFake(change?: (record: TrajectoryRecord) => TrajectoryRecord, options?: Partial<DriveOptions>) {
  const { assemble, calls } = fakeAssemble(change === undefined ? {} : { change });
  const simulation = await assemble(resolved, { announce() {} });
  const log: LogRecord[] = [];
  const run = drive(simulation, resolved, { onTrajectory: record => log.push(record), ...options });
  return { run, log, calls };
}

describe('drive', () => {
  test('goes through the phases in order and numbers trajectories from 1', async () => {
    const { run, log, calls } = await driveFake();
    expect(await run).toBe('complete');
    expect(log.map(({ trajectory }) => trajectory)).toEqual(Array.from({ length: 65 }, (_, index) => index + 1));
    const counts = Object.groupBy(log, ({ phase }) => phase);
    expect(Object.entries(counts).map(([phase, list]) => [phase, list.length])).toEqual([
      ['thermalise', 5],
      ['train', 20],
      ['production', 40],
    ]);
    expect(calls.frozenAfter).toBe(25);
  });

  test('asks for observables when they are due', async () => {
    const { run, log } = await driveFake();
    await run;
    const measured = log.filter(({ observables }) => observables.polyakovLoop !== undefined);
    expect(measured.map(({ trajectory }) => trajectory)).toEqual(
      Array.from({ length: 32 }, (_, index) => 2 * index + 2),
    );
    expect(dueAt(3, {})).toEqual({});
  });

  test.each(['deltaH', 'plaquette', 'loss', 'cgIterations'])(
    'NaN in %s names it and ends the run there',
    async name => {
      const { run, log, calls } = await driveFake(record =>
        calls.requests.length < 12
          ? record
          : name === 'plaquette'
            ? { ...record, observables: { plaquette: Number.NaN } }
            : { ...record, [name]: Number.NaN },
      );
      await expect(run).rejects.toThrow(
        new RegExp(`^${name} is NaN in trajectory 12 \\(train\\); expected a finite number`),
      );
      expect(log).toHaveLength(11);
      expect(calls.requests).toHaveLength(12);
    },
  );

  test('infinities and further numbers are looked at as well', async () => {
    const { run } = await driveFake(record => ({ ...record, extra: { forceNorm: Number.POSITIVE_INFINITY } }));
    await expect(run).rejects.toThrow(/^forceNorm is Infinity in trajectory 1 \(thermalise\)/);
  });

  test('a ΔH that no average can take is refused in production, but not before', async () => {
    const { run, log } = await driveFake(record => ({ ...record, deltaH: -800 }));
    await expect(run).rejects.toThrow(/^deltaH is -800 in trajectory 26 \(production\); expected at least -700/);
    expect(log).toHaveLength(25);
  });

  test('stops between trajectories when asked to', async () => {
    const { run, log } = await driveFake(undefined, { stopRequested: () => log.length === 7 });
    expect(await run).toBe('interrupted');
    expect(log).toHaveLength(7);
  });

  test('lets the event loop turn between trajectories', async () => {
    let turns = 0;
    const { run } = await driveFake(undefined, { onTrajectory: () => setImmediate(() => turns++) });
    await run;
    expect(turns).toBeGreaterThanOrEqual(64);
  });
});
