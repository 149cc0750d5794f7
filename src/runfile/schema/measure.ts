/**
 * [measure]: what is looked at on the configurations of a run. One table for each observable of the catalogue, with its
 * own options, and `flow` for the history of the gradient flow.
 */
import { z } from 'zod';
import { alwaysMeasured, observableCatalogue } from '../../catalogue/index.ts';
import { longestFlowStep } from '../../gauge/index.ts';
import { choice, integerBetween, nonNegativeNumber, positiveNumber, section } from './values.ts';

export const every = integerBetween(1, 100_000_000).default(1).describe('measure on every so many trajectories');
export const measureExpected = 'a table such as { every = 1 }';

const common = {
  every,
  links: choice(['thin', 'smeared'])
    .default('thin')
    .describe('"smeared" as [smearing] says; Wilson loops smear their sides in space'),
  gauge: choice(['none', 'landau', 'coulomb'])
    .default('none')
    .describe('the gauge is fixed first, as wall sources need'),
  flowTime: nonNegativeNumber()
    .default(0)
    .describe('links are first moved along the Wilson flow, to t/a²')
    .meta({ unit: 'a²' }),
};

const entries = Object.entries(observableCatalogue)
  .filter(([name]) => name !== alwaysMeasured.links)
  .map(([name, { meaning, options }]) => [
    name,
    z
      .strictObject({ ...common, ...options.shape }, { error: measureExpected })
      .optional()
      .describe(meaning),
  ]);

/** How an observable is asked for: what all have in common, and options of its own. */
export interface MeasureEntry {
  readonly every: number;
  readonly links?: 'thin' | 'smeared';
  readonly flowTime?: number;
  readonly gauge?: 'none' | 'landau' | 'coulomb';
  readonly [option: string]: unknown;
}

const flow = z
  .strictObject(
    {
      every,
      action: choice(['wilson', 'symanzik'])
        .default('wilson')
        .describe('whose flow; symanzik is Lüscher–Weisz at tree level'),
      until: positiveNumber().default(2).describe('where the flow ends, in t/a²').meta({ unit: 'a²' }),
      spacing: positiveNumber().default(0.1).describe('flow time between measurements').meta({ unit: 'a²' }),
      step: positiveNumber().default(longestFlowStep).describe('flow time of a Runge–Kutta step').meta({ unit: 'a²' }),
      tolerance: positiveNumber().optional().describe('adaptive steps of this accuracy instead'),
    },
    { error: measureExpected },
  )
  .optional()
  .describe('energy density and topological charge along the gradient flow');

/** The history of the gradient flow of a run. */
export type FlowEntry = NonNullable<z.output<typeof flow>>;

type Entries = Record<string, z.ZodType<MeasureEntry | undefined, Readonly<Record<string, unknown>> | undefined>>;

export const measureSection = section('measure', { ...Object.fromEntries(entries), flow } as unknown as Entries);
