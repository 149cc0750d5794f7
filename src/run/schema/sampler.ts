/** [sampler]: how the next configuration is proposed. "slhmc" moves along a cheaper force and stays exact. */
import { z } from 'zod';
import { choice, integerBetween, positiveNumber, tableOfKind } from './values.ts';

const solver = z
  .strictObject(
    {
      tolerance: positiveNumber().lt(1, { error: 'a number between 0 and 1' }).default(1e-10).describe('for the force'),
      acceptTolerance: positiveNumber()
        .lt(1, { error: 'a number between 0 and 1' })
        .default(1e-12)
        .describe('for the accept test'),
      maxIterations: integerBetween(1, 1_000_000).default(10_000).describe('give up after so many steps'),
    },
    { error: 'a table such as { tolerance = 1e-10 }' },
  )
  .describe('conjugate gradient: relative residuals |r|/|b|');

const molecularDynamics = {
  trajectoryLength: positiveNumber().default(1).describe('length of a trajectory in molecular-dynamics time'),
  steps: integerBetween(1, 100_000).default(20).describe('integration steps per trajectory'),
  integrator: choice(['leapfrogQPQ', 'leapfrogPQP', 'omelyan2'])
    .default('leapfrogQPQ')
    .describe('Q moves the links, P the momenta; omelyan2 is the 2MN scheme'),
  gaugeSubsteps: integerBetween(1, 1000)
    .default(1)
    .describe('gauge-force steps inside each fermion-force step (nested when above 1)'),
  solver: solver.prefault({}),
};

const effective = z
  .strictObject(
    { mass: positiveNumber().describe('quark mass of the effective action') },
    { error: 'a table { mass = ... }, the effective action that drives the trajectory' },
  )
  .describe('the effective action of self-learning HMC');

export const samplerSection = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('hmc').describe('hybrid Monte Carlo'), ...molecularDynamics }),
    z.strictObject({ kind: z.literal('slhmc').describe('self-learning HMC'), ...molecularDynamics, effective }),
  ],
  { error: tableOfKind(['hmc', 'slhmc']) },
);
