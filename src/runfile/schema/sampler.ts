/**
 * [sampler]: how the next configuration is made. "hmc" and "slhmc" are molecular dynamics with an accept test, "slhmc"
 * along a cheaper force; "heatbath" and "metropolis" change link after link.
 */
import { z } from 'zod';
import type { SchemeName } from '../../markov/index.ts';
import { effectiveTable, loopCouplings } from './effective.ts';
import { choice, integerBetween, lineOfText, positiveNumber, tableOfKind } from './values.ts';

const fractionExpected = 'a number between 0 and 1';
const fraction = () => positiveNumber().lt(1, { error: fractionExpected }).gt(0, { error: fractionExpected });

const solver = z
  .strictObject(
    {
      tolerance: fraction().default(1e-10).describe('for the force'),
      acceptTolerance: fraction().default(1e-12).describe('for the accept test'),
      maxIterations: integerBetween(1, 1_000_000).default(10_000).describe('give up after so many steps'),
      guess: integerBetween(0, 20)
        .default(0)
        .describe(
          'chronological guess from so many solutions, where quarks need no root; 0 starts from zero, exactly reversible',
        ),
      spectrum: choice(['bound', 'measured'])
        .default('bound')
        .describe(
          'range of rational functions of staggered and HISQ quarks: a strict bound, or what is measured every trajectory',
        ),
      precision: choice(['double', 'mixed'])
        .default('double')
        .describe('"mixed" iterates in single precision and corrects in double, where quarks need no root'),
    },
    { error: 'a table such as { tolerance = 1e-10 }' },
  )
  .describe('conjugate gradient: relative residuals |r|/|b|');

/** Names of the integrators. */
export const integratorNames = [
  'leapfrogQPQ',
  'leapfrogPQP',
  'omelyan2',
  'omf4',
  'omf4QPQ',
  'forceGradient',
] as const satisfies readonly SchemeName[];

const level = z.strictObject(
  {
    forces: z
      .array(lineOfText(), { error: 'a list of forces such as ["gauge"]' })
      .default([])
      .describe('what kicks on this level: gauge, fermion …; left out, all forces that no other level names'),
    integrator: choice(integratorNames).default('omelyan2').describe('scheme of this level'),
    steps: integerBetween(1, 100_000).describe(
      'steps inside one step of the level above; of the first, per trajectory',
    ),
  },
  { error: 'a table { forces = [...], integrator = "...", steps = ... }' },
);

const tune = z
  .strictObject(
    {
      acceptance: fraction().default(0.8).describe('the acceptance to aim at'),
    },
    { error: 'a table such as { acceptance = 0.8 }' },
  )
  .optional()
  .describe("find the trajectory's step size while thermalising; it is fixed afterwards");

const molecularDynamics = {
  trajectoryLength: positiveNumber().default(1).describe('length of a trajectory in molecular-dynamics time'),
  steps: integerBetween(1, 100_000).default(20).describe('integration steps per trajectory'),
  integrator: choice(integratorNames)
    .default('leapfrogQPQ')
    .describe('Q moves the links, P the momenta; omelyan2 is 2MN, omf4 and forceGradient are of fourth order'),
  gaugeSubsteps: integerBetween(1, 1000)
    .default(1)
    .describe('gauge-force steps inside each fermion-force step (nested when above 1)'),
  levels: z
    .array(level, { error: 'a list of tables [[sampler.levels]]' })
    .min(1, { error: 'at least one table [[sampler.levels]]' })
    .max(6, { error: 'at most 6 levels' })
    .optional()
    .describe('nested integrators, the slowest force first; instead of integrator, steps and gaugeSubsteps'),
  tune,
  solver: solver.prefault({}),
};

const overrelaxation = integerBetween(0, 1000)
  .default(0)
  .describe('overrelaxation sweeps after each sweep; they keep the action and move far');

export const samplerSection = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('hmc').describe('hybrid Monte Carlo'), ...molecularDynamics }),
    z.strictObject({
      kind: z.literal('slhmc').describe('self-learning HMC'),
      ...molecularDynamics,
      effective: effectiveTable,
    }),
    z.strictObject({
      kind: z
        .literal('slmc')
        .describe('self-learning Monte Carlo: HMC of gauge loops proposes, the determinant of the quarks decides'),
      ...molecularDynamics,
      proposal: integerBetween(1, 1000)
        .default(1)
        .describe('trajectories of the loops from one accept test to the next'),
      loops: loopCouplings
        .unwrap()
        .prefault({ plaquette: 0 })
        .describe('loops that stand for the quarks, with their couplings at the start; left out, plaquettes'),
      weights: lineOfText().optional().describe('file of weights of another run to take the couplings from'),
    }),
    z.strictObject({
      kind: z.literal('heatbath').describe('links from their exact distribution in the field of their neighbours'),
      sweeps: integerBetween(1, 1000).default(1).describe('heatbath sweeps per trajectory'),
      overrelaxation,
    }),
    z.strictObject({
      kind: z.literal('metropolis').describe('small changes of links, accepted one by one'),
      sweeps: integerBetween(1, 1000).default(1).describe('Metropolis sweeps per trajectory'),
      hits: integerBetween(1, 1000).default(8).describe('proposals per link and sweep'),
      width: positiveNumber().default(0.3).describe('size of a proposed change; tuned while thermalising'),
      overrelaxation,
    }),
  ],
  { error: tableOfKind(['hmc', 'slhmc', 'slmc', 'heatbath', 'metropolis']) },
);

type Sampler = z.output<typeof samplerSection>;
/** A sampler that moves along trajectories. */
export type MolecularDynamics = Extract<Sampler, { kind: 'hmc' | 'slhmc' | 'slmc' }>;

/** A sampler that changes link after link. */
export type LocalSampler = Exclude<Sampler, MolecularDynamics>;

export const isDynamics = (sampler: Sampler): sampler is MolecularDynamics =>
  sampler.kind === 'hmc' || sampler.kind === 'slhmc' || sampler.kind === 'slmc';

/** The solver of a run; local updates have none, so theirs is the default one. */
export function solverOf(sampler: Sampler): MolecularDynamics['solver'] {
  return isDynamics(sampler) ? sampler.solver : solver.parse({});
}
