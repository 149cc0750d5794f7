/**
 * [action]: the exact theory that is simulated.
 *
 * Gauge part S_g = −(β/N) Σ Re Tr W, summed over all loops W of a kind; fermion part: staggered quarks of bare
 * mass m in `flavours` tastes, see CONVENTIONS.md.
 */
import { z } from 'zod';
import { choice, finiteNumber, integerBetween, positiveNumber, section, tableOfKind } from './values.ts';

const loopTerm = z.strictObject(
  {
    loop: choice(['plaquette', 'rectangle', 'chair']).describe('which closed loop'),
    beta: finiteNumber().describe('its coupling'),
  },
  { error: 'a table { loop = "...", beta = ... }' },
);

const gaugeAction = z
  .discriminatedUnion(
    'kind',
    [
      z.strictObject({
        kind: z.literal('plaquette').describe('the Wilson plaquette action'),
        beta: finiteNumber().describe('inverse coupling'),
      }),
      z.strictObject({
        kind: z.literal('loops').describe('a sum of loop actions'),
        terms: z
          .array(loopTerm, { error: 'a list of tables { loop = "...", beta = ... }' })
          .min(1, { error: 'at least one table { loop = "...", beta = ... }' })
          .describe('the loops and their couplings'),
      }),
    ],
    { error: tableOfKind(['plaquette', 'loops']) },
  )
  .describe('gauge action');

const fermionAction = z
  .discriminatedUnion(
    'kind',
    [
      z.strictObject({ kind: z.literal('none').describe('pure gauge theory') }),
      z.strictObject({
        kind: z.literal('staggered').describe('staggered quarks'),
        mass: positiveNumber().describe('bare quark mass in lattice units'),
        flavours: integerBetween(1, 8)
          .default(4)
          .describe('number of flavours; 4 and 8 are plain HMC, the others use a rational approximation'),
        boundary: choice(['antiperiodic', 'periodic']).default('antiperiodic').describe('quarks around the time axis'),
      }),
    ],
    { error: tableOfKind(['none', 'staggered']) },
  )
  .describe('quarks');

export const actionSection = section('action', {
  gauge: gaugeAction,
  fermion: fermionAction.default({ kind: 'none' }),
});
