/** [effective] and [training]: the model that proposes in self-learning Monte Carlo, and how it learns. docs/spins.md. */
import { z } from 'zod';
import { scores } from '../../../spin/index.ts';
import {
  choice,
  integerBetween,
  lineOfText,
  nonNegativeNumber,
  positiveNumber,
  section,
  tableOfKind,
} from '../values.ts';

const shells = integerBetween(1, 1000)
  .optional()
  .describe('n_max, shells of neighbours; left out, those of the weights, or all that the lattice has');
const weights = lineOfText().optional().describe('file of weights to start from, of this lattice or another one');

const layered = <const Kind extends string, const Score extends (typeof scores)[number]>(
  kind: Kind,
  meaning: string,
  score: Score,
) =>
  z.strictObject({
    kind: z.literal(kind).describe(meaning),
    shells,
    layers: integerBetween(1, 64).default(1).describe('number of layers before the shells of the model'),
    score: choice(scores).default(score).describe('what is made of the products of Q and K'),
    spread: nonNegativeNumber()
      .max(1, { error: 'a number from 0 to 1' })
      .default(0.05)
      .describe('initial weights of layers are random within ± this number'),
    weights,
  });

export const spinEffectiveSection = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({
      kind: z.literal('linear').describe('one coupling for each shell of neighbours'),
      shells,
      weights,
    }),
    layered('transformer', 'layers of attention between block spins, symmetric under O(3) and the lattice', 'relu'),
    layered('convolution', 'the same layers without attention to other sites', 'relu'),
    layered('plainTransformer', 'attention that knows no symmetry, for comparison', 'softmax'),
  ],
  { error: tableOfKind(['linear', 'transformer', 'convolution', 'plainTransformer']) },
);

export type SpinEffective = z.output<typeof spinEffectiveSection>;

const optimiser = z
  .discriminatedUnion(
    'kind',
    [
      z.strictObject({
        kind: z.literal('adam').describe('Adam; with decay AdamW'),
        rate: positiveNumber().default(3e-3).describe('learning rate'),
        decay: nonNegativeNumber().default(1e-3).describe('share of every weight taken away per step, times the rate'),
      }),
      z.strictObject({
        kind: z.literal('sgd').describe('plain gradient descent'),
        rate: positiveNumber().default(1e-4).describe('learning rate'),
      }),
      z.strictObject({
        kind: z.literal('gaussNewton').describe('damped Gauss-Newton steps over all of training.data'),
        steps: integerBetween(1, 10_000).default(20).describe('at most so many steps for each depth'),
      }),
    ],
    { error: tableOfKind(['adam', 'sgd', 'gaussNewton']) },
  )
  .describe('how the weights of layers follow the gradient; couplings of shells are fitted by least squares');

export const spinTrainingSection = section('training', {
  data: lineOfText()
    .optional()
    .describe('a run folder, or one with files of spins, whose configurations are learnt from before the run'),
  epochs: integerBetween(1, 1_000_000).default(30).describe('times that each layer sees these configurations'),
  batch: integerBetween(2, 100_000).default(32).describe('configurations per change of the weights'),
  optimiser: optimiser.prefault({ kind: 'adam' }),
  memory: integerBetween(2, 10_000_000)
    .default(1024)
    .describe('while the chain runs: how many of its last configurations are learnt from'),
  chain: choice(['exact', 'slmc'])
    .default('exact')
    .describe('what moves the chain while it trains: single spins with the exact weight, or the model itself'),
});
