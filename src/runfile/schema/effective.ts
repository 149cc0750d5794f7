/** [sampler.effective]: the action that drives self-learning HMC, apart from its network. Formulas are in docs/network.md. */
import { z } from 'zod';
import { choice, finiteNumber, lineOfText, oneOf, positiveNumber } from './values.ts';

/** Closed loops that may be added with couplings of their own; polyakovSpace ties the spatial directions. */
export const effectiveLoops = [
  'plaquette',
  'rectangle',
  'chair',
  'parallelogram',
  'polyakovSpace',
  'polyakovTime',
  'polyakovX',
  'polyakovY',
  'polyakovZ',
  'polyakovT',
] as const;
export type EffectiveLoop = (typeof effectiveLoops)[number];

const coupling = (loop: EffectiveLoop) =>
  finiteNumber()
    .optional()
    .describe(`first coupling of ${loop.startsWith('polyakov') ? 'Polyakov loops' : `the ${loop}s`}`);

export const loopCouplings = z
  .strictObject(
    Object.fromEntries(effectiveLoops.map(loop => [loop, coupling(loop)])) as Record<
      EffectiveLoop,
      ReturnType<typeof coupling>
    >,
    { error: 'a table such as { plaquette = 0, rectangle = 0 }' },
  )
  .optional()
  .describe('gauge loops added to the effective action, −(β/N) Σ Re tr W, with their couplings at the start');

const learnable = ['coefficients', 'masses', 'loops'] as const;
const learnList = `a list of different words out of ${learnable.join(', ')}`;

export const effectiveTable = z
  .strictObject(
    {
      mass: positiveNumber().describe('quark mass of the effective action'),
      heavier: z
        .array(positiveNumber(), { error: 'a list of masses' })
        .min(1, { error: 'at least one mass' })
        .max(8, { error: 'at most 8 masses' })
        .optional()
        .describe('further masses: the sum of their actions comes from the one solve for `mass`'),
      coefficients: z
        .array(finiteNumber(), { error: 'a list of numbers' })
        .min(1, { error: 'one number for each mass' })
        .optional()
        .describe('factors of the actions of `mass` and `heavier`, at the start; left out, 1 and 0, 0 …'),
      loops: loopCouplings,
      learn: z
        .array(z.enum(learnable, { error: oneOf(learnable) }), { error: learnList })
        .refine(list => new Set(list).size === list.length, { error: learnList })
        .optional()
        .describe('what is trained besides the network; masses never fall below `mass`'),
      weights: lineOfText()
        .optional()
        .describe('file of weights whose coefficients, masses and couplings to start from'),
      pseudofermions: choice(['exact', 'surrogate'])
        .optional()
        .describe(
          'which determinant the field stands for; "surrogate" accepts with the ratio of dense determinants, on small lattices',
        ),
    },
    { error: 'a table { mass = ... }, the effective action that drives the trajectory' },
  )
  .describe('the effective action of self-learning HMC');

export type EffectiveTable = z.output<typeof effectiveTable>;
