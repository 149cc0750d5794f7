/** [action.gauge]: the gauge part of the action, S_g = −(β/N) Σ Re tr W over loops, see CONVENTIONS.md. */
import { z } from 'zod';
import { gaugeActionKinds, type OwnAction, ownActions, rectangleCoefficients } from '../../gauge/index.ts';
import { smearingTable } from './smearing.ts';
import { choice, finiteNumber, tableOfKind } from './values.ts';

const loopTerm = z.strictObject(
  {
    loop: choice(['plaquette', 'rectangle', 'chair', 'parallelogram']).describe('which closed loop'),
    beta: finiteNumber().describe('its coupling'),
  },
  { error: 'a table { loop = "...", beta = ... }' },
);

const wordExpected = 'a closed word such as [1, 2, -1, -2]: steps ±1 … ±4 along x y z t, at least 4 of them';

const wordTerm = z.strictObject(
  {
    word: z
      .array(z.int({ error: wordExpected }).gte(-4, { error: wordExpected }).lte(4, { error: wordExpected }), {
        error: wordExpected,
      })
      .min(4, { error: wordExpected })
      .max(64, { error: wordExpected })
      .describe('steps of a closed path, counted from 1, minus is backwards; each starts at every site'),
    beta: finiteNumber().describe('its coupling'),
  },
  { error: 'a table { word = [...], beta = ... }' },
);

const beta = finiteNumber().describe('inverse coupling');
const smearing = smearingTable.optional().describe('the action sees smeared links');

const named = {
  plaquette: 'the Wilson plaquette action',
  symanzik: 'tree-level improved: rectangles with c1 = -1/12',
  iwasaki: 'renormalisation-group improved: c1 = -0.331',
  dbw2: 'doubly blocked Wilson: c1 = -1.4088',
} as const;

const namedAction = <const Kind extends keyof typeof named>(kind: Kind) =>
  z.strictObject({ kind: z.literal(kind).describe(named[kind]), beta, smearing });

/** Kinds that a user added; their keys are known to nobody else. */
const own = ownActions.entries().map(([kind, { meaning, options }]) =>
  z.strictObject({
    kind: z.literal(kind).describe(meaning),
    ...(options as Readonly<Record<string, z.ZodType>> | undefined),
    smearing,
  }),
) as unknown as never[];

export const gaugeAction = z
  .discriminatedUnion(
    'kind',
    [
      namedAction('plaquette'),
      namedAction('symanzik'),
      namedAction('iwasaki'),
      namedAction('dbw2'),
      z.strictObject({
        kind: z.literal('adjoint').describe('plaquettes in the fundamental and in the adjoint representation'),
        beta,
        betaAdjoint: finiteNumber().describe('inverse coupling of |tr U|²/N²'),
        smearing,
      }),
      z.strictObject({
        kind: z.literal('loops').describe('a sum of loop actions'),
        terms: z
          .array(loopTerm, { error: 'a list of tables { loop = "...", beta = ... }' })
          .min(1, { error: 'at least one table { loop = "...", beta = ... }' })
          .describe('the loops and their couplings'),
        smearing,
      }),
      z.strictObject({
        kind: z.literal('words').describe('a sum over any closed paths'),
        terms: z
          .array(wordTerm, { error: 'a list of tables { word = [...], beta = ... }' })
          .min(1, { error: 'at least one table { word = [...], beta = ... }' })
          .describe('the loops and their couplings'),
        smearing,
      }),
      ...own,
    ],
    { error: tableOfKind([...gaugeActionKinds, ...ownActions.entries().map(([kind]) => kind)]) },
  )
  .describe('gauge action');

/** The action of one's own that stands there, if it is one. */
export const ownActionAt = ({ kind }: { readonly kind: string }): OwnAction | undefined => ownActions.get(kind);

/** c₁ of an improved action: β c₁ on rectangles, β (1 − 8c₁) on plaquettes; undefined for other kinds. */
export const rectangleCoefficientOf = (kind: string): number | undefined =>
  (rectangleCoefficients as Readonly<Record<string, number>>)[kind];
