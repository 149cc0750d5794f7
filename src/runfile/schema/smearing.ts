/** Smearing tables: the links that an action or an observable sees. Formulas are in docs/smearing.md. */
import { z } from 'zod';
import { choice, integerBetween, tableOfKind } from './values.ts';

const between = (least: number, most: number) => {
  const expected = `a number from ${least} to ${most}`;
  return z.number({ error: expected }).gte(least, { error: expected }).lte(most, { error: expected });
};

const common = {
  steps: integerBetween(1, 1000).default(1).describe('how many times'),
  directions: choice(['all', 'space']).default('all').describe('"space" leaves links in time as they are'),
};

/** One step of a smearing inside hypercubes, with the usual shares. */
const hypercubic = (alpha1: number, alpha2: number, alpha3: number) => ({
  alpha1: between(0, 1).default(alpha1).describe('share of the staples in the last level'),
  alpha2: between(0, 1).default(alpha2).describe('share in the middle level'),
  alpha3: between(0, 1).default(alpha3).describe('share in the first level'),
  ...common,
});

const weight = () => between(-1, 1).optional();

export const smearingTable = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({
      kind: z.literal('stout').describe('exp of the projected staples'),
      rho: between(-1, 1).describe('weight of the plaquette staples'),
      loops: z
        .strictObject(
          {
            rectangle: weight().describe('weight of the rectangle staples'),
            chair: weight().describe('weight of the chair staples'),
            polyakovSpace: weight().describe('weight of the way round the lattice in space'),
            polyakovTime: weight().describe('weight of the way round the lattice in time'),
          },
          { error: 'a table such as { rectangle = 0.02 }' },
        )
        .optional()
        .describe('staples of other loops'),
      ...common,
    }),
    z.strictObject({
      kind: z.literal('ape').describe('link plus staples, projected on the group'),
      alpha: between(0, 1).describe('share of the staples'),
      ...common,
    }),
    z.strictObject({
      kind: z.literal('hyp').describe('hypercubic blocking with projection on SU(N)'),
      ...hypercubic(0.75, 0.6, 0.3),
    }),
    z.strictObject({
      kind: z.literal('nhyp').describe('normalised hypercubic blocking: projection on U(N)'),
      ...hypercubic(0.75, 0.6, 0.3),
    }),
    z.strictObject({
      kind: z.literal('hex').describe('hypercubic blocking with stout steps'),
      ...hypercubic(0.95, 0.76, 0.38),
    }),
  ],
  { error: tableOfKind(['stout', 'ape', 'hyp', 'nhyp', 'hex']) },
);

export type SmearingTable = z.output<typeof smearingTable>;
