/** [network] and [training]: the gauge-covariant map inside the effective action, and how its weights are learnt. */
import { z } from 'zod';
import { caskDefaults, type NetworkLoop } from '../../network/index.ts';
import {
  choice,
  integerBetween,
  lineOfText,
  nonNegativeNumber,
  oneOf,
  positiveNumber,
  section,
  tableOfKind,
} from './values.ts';

/** The loops whose staples may enter a stout layer; polyakovSpace ties the weights of all spatial directions. */
const networkLoops = [
  'plaquette',
  'rectangle',
  'chair',
  'polyakovSpace',
  'polyakovTime',
  'polyakovX',
  'polyakovY',
  'polyakovZ',
  'polyakovT',
] as const satisfies readonly NetworkLoop[];

const loopList = `a list of different loops out of ${networkLoops.join(', ')}`;

const layers = {
  blocks: integerBetween(1, 64).default(1).describe('number of blocks one after the other'),
  loops: z
    .array(z.enum(networkLoops, { error: oneOf(networkLoops) }), { error: loopList })
    .min(1, { error: loopList })
    .refine(list => new Set(list).size === list.length, { error: loopList })
    .default(['plaquette'])
    .describe('loops of the stout kernels; one weight each'),
  weights: lineOfText().optional().describe('file of weights to start from, seen from the current folder'),
};

/** Initial weights are uniform in ±spread; attention needs a larger one, its gradient vanishes at zero weights. */
const spread = (typical: number) =>
  nonNegativeNumber()
    .max(1, { error: 'a number from 0 to 1' })
    .default(typical)
    .describe('initial weights are random within ± this number');

export const networkSection = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('identity').describe('no network: only the effective mass differs') }),
    z.strictObject({ kind: z.literal('stout').describe('trainable stout smearing'), ...layers, spread: spread(0.001) }),
    z.strictObject({
      kind: z.literal('cask').describe('gauge-covariant attention'),
      ...layers,
      variant: choice(['symmetric', 'released'])
        .default(caskDefaults.variant)
        .describe('"symmetric" respects all lattice rotations, "released" is the published code'),
      reach: integerBetween(1, 3).default(caskDefaults.reach).describe('longest 1×s loop in the attention scores'),
      heads: integerBetween(1, 16).default(caskDefaults.heads).describe('attention heads'),
      activation: choice(['tan', 'relu', 'identity'])
        .default(caskDefaults.activation)
        .describe('applied to the scores'),
      output: choice(['code', 'paper'])
        .default(caskDefaults.output)
        .describe('"code" ends with one more stout layer, "paper" does not'),
      spread: spread(0.01),
    }),
  ],
  { error: tableOfKind(['identity', 'stout', 'cask']) },
);

const optimiser = z
  .discriminatedUnion(
    'kind',
    [
      z.strictObject({
        kind: z.literal('adam').describe('Adam'),
        rate: positiveNumber().default(5e-4).describe('learning rate'),
      }),
      z.strictObject({
        kind: z.literal('sgd').describe('plain gradient descent'),
        rate: positiveNumber().default(1e-7).describe('learning rate'),
      }),
      z.strictObject({
        kind: z
          .literal('leastSquares')
          .describe('linear regression over all trajectories of the training, for coefficients and loops'),
        first: integerBetween(1, 10_000).default(10).describe('trajectories before the first fit'),
      }),
    ],
    { error: tableOfKind(['adam', 'sgd', 'leastSquares']) },
  )
  .describe('how the weights follow the gradient');

export const trainingSection = section('training', {
  loss: choice(['raw', 'offset', 'variance', 'difference'])
    .default('difference')
    .describe('what is made small: r² ("raw"), r² after a learnt constant, the variance of r, or (r_end − r_start)²'),
  optimiser: optimiser.default({ kind: 'adam', rate: 5e-4 }),
  batch: integerBetween(1, 10_000).default(1).describe('trajectories per change of the weights'),
  chain: choice(['slhmc', 'hmc']).default('slhmc').describe('what moves the chain while training'),
});
