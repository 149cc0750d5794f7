/** [measure] of spins: one table for each observable of their catalogue. */
import { z } from 'zod';
import { alwaysMeasured, spinCatalogue } from '../../../catalogue/index.ts';
import { every, measureExpected } from '../measure.ts';
import { section } from '../values.ts';

const entries = Object.entries(spinCatalogue)
  .filter(([name]) => name !== alwaysMeasured.spins)
  .map(([name, { meaning, options }]) => [
    name,
    z
      .strictObject({ every, ...options.shape }, { error: measureExpected })
      .optional()
      .describe(meaning),
  ]);

/** How an observable of spins is asked for. */
export interface SpinMeasureEntry {
  readonly every: number;
  readonly [option: string]: unknown;
}

type Entries = Record<string, z.ZodType<SpinMeasureEntry | undefined, Readonly<Record<string, unknown>> | undefined>>;

export const spinMeasureSection = section('measure', Object.fromEntries(entries) as unknown as Entries);
