/**
 * A sweep: one run for every combination of the values that `--set KEY=V1,V2 …` gives, and for each of several seeds. Its folder DIR
 * holds `params.toml`, `sweep.json` and DIR/run-1, DIR/run-2, …, each a run folder of its own.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { InputError } from '../../runfile/input/problem.ts';
import { alternatives } from '../../runfile/input/settings.ts';
import { readText } from '../../runfile/node/read.ts';
import { threadCount } from '../../runfile/schema/schedule.ts';
import { replicaSeeds } from '../replicas/seeds.ts';

export const sweepFile = 'sweep.json';

const sweepSchema = z.object({
  program: z.literal('cask'),
  machine: z.string().optional(),
  threads: threadCount.optional(),
  /** Runs at one time. */
  jobs: z.int().min(1),
  /** The same for all runs. */
  set: z.array(z.string()),
  swept: z.array(z.object({ key: z.string(), values: z.array(z.string()).min(1) })),
  runs: z
    .array(
      z.object({
        folder: z.string().regex(/^run-\d+$/),
        seed: z.int().min(0),
        /** Of the swept keys, in their order. */
        values: z.array(z.string()),
      }),
    )
    .min(1),
});

export type Sweep = z.output<typeof sweepSchema>;
export type SweptRun = Sweep['runs'][number];

export const isSweep = (folder: string): boolean => existsSync(join(folder, sweepFile));

/** Whether some setting has several values. */
export const hasAlternatives = (settings: readonly string[] = []): boolean =>
  settings.some(text => alternatives(text).length > 1);

/** The runs of a sweep; the seeds of all values are the same, so that runs differ by what is swept alone. */
export function planOf(
  settings: readonly string[],
  seed: number,
  seeds: number,
): Pick<Sweep, 'set' | 'swept' | 'runs'> {
  const set = settings.filter(text => alternatives(text).length === 1);
  const swept = settings
    .filter(text => !set.includes(text))
    .map(text => {
      const key = text.slice(0, text.indexOf('=')).trim();
      return { key, values: alternatives(text).map(one => one.slice(one.indexOf('=') + 1)) };
    });
  const combinations = swept.reduce<readonly (readonly string[])[]>(
    (before, { values }) => before.flatMap(chosen => values.map(value => [...chosen, value])),
    [[]],
  );
  const all = seeds === 1 ? [seed] : replicaSeeds(seed, seeds);
  const runs = combinations
    .flatMap(values => all.map(own => ({ seed: own, values: [...values] })))
    .map((run, k) => ({ folder: `run-${k + 1}`, ...run }));
  return { set, swept, runs };
}

/** What makes a run of the sweep differ from the file, as `--set` takes it. */
export function settingsOf(
  { set, swept }: Pick<Sweep, 'set' | 'swept'>,
  { values }: Pick<SweptRun, 'values'>,
): string[] {
  return [...set, ...swept.map(({ key }, k) => `${key}=${values[k]}`)];
}

/** @throws InputError when `sweep.json` cannot be used */
export function readSweep(folder: string): Sweep {
  const path = join(folder, sweepFile);
  try {
    return sweepSchema.parse(JSON.parse(readText(path)));
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError([`${path} is no plan of a sweep, as "cask run --set KEY=V1,V2" wrote it.`]);
  }
}
