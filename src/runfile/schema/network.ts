/** [network] and [training]: the gauge-covariant map inside the effective action, and how its weights are learnt. */
import { z } from 'zod';
import {
  type BlockingKind,
  caskDefaults,
  convolutionDefaults,
  flowDefaults,
  type Loss,
  layerKinds,
  losses,
  type NetworkLoop,
  ownLayers,
  ownLosses,
} from '../../network/index.ts';
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

const stack = {
  blocks: integerBetween(1, 64).default(1).describe('number of blocks one after the other'),
  blockWeights: choice(['own', 'shared'])
    .optional()
    .describe('"shared": all blocks have one set of weights; left out, each its own'),
  weights: lineOfText().optional().describe('file of weights to start from, seen from the current folder'),
};

const differentLoops = () =>
  z
    .array(z.enum(networkLoops, { error: oneOf(networkLoops) }), { error: loopList })
    .min(1, { error: loopList })
    .refine(list => new Set(list).size === list.length, { error: loopList });

const layers = {
  ...stack,
  loops: differentLoops().default(['plaquette']).describe('loops of the stout kernels; one weight each'),
};

/** Of links that look for neighbours. */
const axisNames = ['x', 'y', 'z', 't'] as const;
/** Those of a lattice, in the order of its directions; the last one is time. */
export const axesOf = (dimension: number): string[] => [...axisNames.slice(0, dimension - 1), 't'];

const axisList = `a list of two or more different directions out of ${axisNames.join(', ')}`;
const extentList = 'a list of different extents from 1 to 16';

/** Initial weights are uniform in ±spread; attention needs a larger one, its gradient vanishes at zero weights. */
const spread = (typical: number) =>
  nonNegativeNumber()
    .max(1, { error: 'a number from 0 to 1' })
    .default(typical)
    .describe('initial weights are random within ± this number');

/** For comparison only. */
const transport = choice(['links', 'none']).describe(
  'how neighbours are seen: along links (left out), or as they are, a plain network that is not gauge covariant',
);

const blocking = <const Kind extends BlockingKind>(kind: Kind, meaning: string) =>
  z.strictObject({ kind: z.literal(kind).describe(meaning), ...stack, spread: spread(0.001) });

/** Kinds that a user added; their keys are known to nobody else. */
const own = ownLayers.entries().map(([kind, layer]) =>
  z.strictObject({
    kind: z.literal(kind).describe(layer.meaning),
    ...stack,
    ...(layer.options as Readonly<Record<string, z.ZodType>> | undefined),
    spread: spread(layer.spread ?? 0.001),
  }),
) as unknown as never[];

export const networkSection = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('identity').describe('no network: only the effective mass differs') }),
    z.strictObject({ kind: z.literal('stout').describe('trainable stout smearing'), ...layers, spread: spread(0.001) }),
    z.strictObject({
      kind: z.literal('projected').describe('link plus weighted staples, projected on the group'),
      ...layers,
      spread: spread(0.001),
    }),
    blocking('ape', 'APE blocking with a trained share of the staples'),
    blocking('hyp', 'hypercubic blocking with three trained shares'),
    blocking('nhyp', 'the same with projection on U(N)'),
    blocking('hex', 'the same with stout steps'),
    z.strictObject({
      kind: z.literal('flow').describe('neural ODE: the flow along trained loops, weights depending on its time'),
      ...layers,
      profile: choice(['constant', 'piecewise', 'linear'])
        .default(flowDefaults.profile)
        .describe('how weights depend on the time of the flow, from 0 to 1'),
      pieces: integerBetween(1, 64)
        .default(flowDefaults.pieces)
        .describe('stretches with a weight each ("piecewise"), or with straight lines between their ends ("linear")'),
      steps: integerBetween(1, 1000)
        .default(flowDefaults.steps)
        .describe('Runge-Kutta steps in each stretch; in all with "constant"'),
      spread: spread(0.001),
    }),
    z.strictObject({
      kind: z.literal('convolution').describe('gauge-equivariant convolution with products of features (L-CNN)'),
      ...layers,
      depth: integerBetween(1, 16)
        .default(convolutionDefaults.depth)
        .describe('convolutions one after the other in each block'),
      transport: transport.optional(),
      spread: spread(0.01),
    }),
    z.strictObject({
      kind: z.literal('cask').describe('gauge-covariant attention'),
      ...layers,
      variant: choice(['symmetric', 'released'])
        .default(caskDefaults.variant)
        .describe('"symmetric" respects all lattice rotations, "released" is the published code'),
      reach: integerBetween(1, 16)
        .default(caskDefaults.reach)
        .describe('longest 1×s loop in the attention scores; half of the lattice is as far as there is'),
      extents: z
        .array(integerBetween(1, 16), { error: extentList })
        .min(1, { error: extentList })
        .refine(list => new Set(list).size === list.length, { error: extentList })
        .optional()
        .describe('chosen extents s of those loops, up to reach; left out, all of them'),
      directions: z
        .array(z.enum(axisNames, { error: oneOf(axisNames) }), { error: axisList })
        .min(2, { error: axisList })
        .refine(list => new Set(list).size === list.length, { error: axisList })
        .optional()
        .describe('chosen directions along which links look for neighbours; left out, all of them'),
      attention: choice(['neighbours', 'star', 'both'])
        .optional()
        .describe('whom links attend to: loops near them (left out), one hub that sees the whole lattice, or both'),
      hub: differentLoops().optional().describe('loops that the hub sees; left out, plaquettes'),
      heads: integerBetween(1, 16).default(caskDefaults.heads).describe('attention heads'),
      activation: choice(['tan', 'relu', 'identity', 'softmax'])
        .default(caskDefaults.activation)
        .describe('applied to the scores; "softmax" over all neighbours of a link, times a trained gain'),
      output: choice(['code', 'paper'])
        .default(caskDefaults.output)
        .describe('"code" ends with one more stout layer, "paper" does not'),
      scores: choice(['fixed', 'trained'])
        .optional()
        .describe('"trained": a trained scale and bias of the scores for every extent'),
      transport: transport.optional(),
      value: choice(['stout', 'projection'])
        .optional()
        .describe('how weighted staples become a link: by the exponential (left out) or by projection'),
      spread: spread(0.01),
    }),
    ...own,
  ],
  { error: tableOfKind([...layerKinds, ...ownLayers.entries().map(([kind]) => kind)]) },
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

const heldOut = z
  .strictObject(
    {
      trajectories: integerBetween(1, 10_000).default(20).describe('so many, the first of the training, are put aside'),
      every: integerBetween(1, 1_000_000).default(20).describe('lessons from one look at their loss to the next'),
      patience: integerBetween(1, 10_000)
        .optional()
        .describe(
          'looks without a smaller loss after which training is over and the best weights are taken; left out, none',
        ),
    },
    { error: 'a table such as { trajectories = 20, patience = 5 }' },
  )
  .describe('trajectories that are not learnt from, and the loss on them');

export const trainingSection = section('training', {
  loss: choice([...losses, ...(ownLosses.entries().map(([name]) => name) as Loss[])])
    .default('difference')
    .describe('what is made small: r² ("raw"), r² after a learnt constant, the variance of r, or (r_end − r_start)²'),
  optimiser: optimiser.default({ kind: 'adam', rate: 5e-4 }),
  batch: integerBetween(1, 10_000).default(1).describe('trajectories per change of the weights'),
  chain: choice(['slhmc', 'hmc']).default('slhmc').describe('what moves the chain while training'),
  heldOut: heldOut.optional(),
  data: lineOfText()
    .optional()
    .describe('a run folder, or one with configurations, from which trajectories of the training start in turn'),
});
