/**
 * [sampler] of spins: "metropolis" changes spin after spin, "hmc" moves all of them along trajectories, "slmc" proposes with
 * either of these on an effective model and accepts with the exact weight.
 */
import { z } from 'zod';
import { integratorNames } from '../sampler.ts';
import { choice, integerBetween, positiveNumber, tableOfKind } from '../values.ts';

const metropolis = (typicalWidth: string) => ({
  updates: integerBetween(1, 10_000_000).optional().describe('single-spin updates; left out, one per site'),
  width: positiveNumber().default(0.5).describe(typicalWidth),
});

const dynamics = {
  trajectoryLength: positiveNumber().default(1).describe('length of a trajectory in molecular-dynamics time'),
  steps: integerBetween(1, 100_000).default(10).describe('integration steps per trajectory'),
  integrator: choice(integratorNames).default('leapfrogQPQ').describe('Q turns the spins, P changes the momenta'),
};

const chain = z
  .discriminatedUnion(
    'kind',
    [
      z.strictObject({
        kind: z.literal('metropolis').describe('one spin at a time, sites picked at random'),
        ...metropolis('size of a proposed change of a spin'),
      }),
      z.strictObject({ kind: z.literal('hmc').describe('trajectories along the force of the model'), ...dynamics }),
    ],
    { error: tableOfKind(['metropolis', 'hmc']) },
  )
  .describe('what moves the spins on the effective model');

export const spinSamplerSection = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({
      kind: z.literal('metropolis').describe('one spin at a time, sites picked at random'),
      ...metropolis('size of a proposed change of a spin; tuned while thermalising'),
    }),
    z.strictObject({ kind: z.literal('hmc').describe('hybrid Monte Carlo'), ...dynamics }),
    z.strictObject({
      kind: z
        .literal('slmc')
        .describe('self-learning Monte Carlo: an effective model proposes, the exact weight decides'),
      chain: chain.prefault({ kind: 'metropolis' }),
      length: integerBetween(1, 1_000_000).default(1).describe('steps of the chain per proposal'),
    }),
  ],
  { error: tableOfKind(['metropolis', 'hmc', 'slmc']) },
);

export type SpinSampler = z.output<typeof spinSamplerSection>;
/** A sampler that moves by itself, on the exact action or on an effective one. */
export type SpinMoves = z.output<typeof chain>;
