/** [action.fermion]: one kind of quark; [[action.fermions]] several at once. Operators are in CONVENTIONS.md. */
import { z } from 'zod';
import { usualHeight } from '../../fermion/index.ts';
import { smearingTable } from './smearing.ts';
import { choice, finiteNumber, integerBetween, positiveNumber, tableOfKind } from './values.ts';

const mass = positiveNumber().describe('bare quark mass in lattice units').meta({ unit: '1/a' });
const boundary = choice(['antiperiodic', 'periodic']).default('antiperiodic').describe('quarks around the time axis');
const smearing = smearingTable.optional().describe('the quarks see smeared links');

const tastes = integerBetween(1, 8)
  .default(4)
  .describe('number of flavours; 4 and 8 are plain HMC, the others use a rational approximation');
const flavours = integerBetween(1, 8)
  .default(2)
  .describe('number of flavours; even ones are plain HMC, odd ones use a rational approximation');

const kappaExpected = 'a number greater than 0 and below 1';
const kappa = z
  .number({ error: kappaExpected })
  .gt(0, { error: kappaExpected })
  .lt(1, { error: kappaExpected })
  .describe('hopping parameter, 1/(2 m0 + 8) in four dimensions');

const heavier = z
  .array(positiveNumber(), { error: 'a list of masses' })
  .min(1, { error: 'at least one mass' })
  .max(8, { error: 'at most 8 masses' })
  .optional()
  .describe('Hasenbusch: heavier masses that split the determinant, each its own force');

const twists = z
  .array(positiveNumber(), { error: 'a list of twists' })
  .min(1, { error: 'at least one twist' })
  .max(8, { error: 'at most 8 twists' })
  .optional()
  .describe('Hasenbusch: twists mu that split the determinant, each its own force');

const heightExpected = 'a number greater than 0 and below 2';
const massExpected = 'a number greater than 0 and below 1, the mass of the Pauli-Villars fields';
const fifthDimension = {
  mass: z
    .number({ error: massExpected })
    .gt(0, { error: massExpected })
    .lt(1, { error: massExpected })
    .describe('quark mass m_f'),
  height: z
    .number({ error: heightExpected })
    .gt(0, { error: heightExpected })
    .lt(2, { error: heightExpected })
    .default(usualHeight)
    .describe('domain-wall height M5'),
  extent5: integerBetween(2, 128).describe('sites of the fifth dimension'),
  flavours,
  boundary,
  smearing,
  hasenbusch: heavier,
};

const rangeExpected = 'two numbers, 0 < lower < upper';
const optimalRange = z
  .array(positiveNumber(), { error: rangeExpected })
  .length(2, { error: rangeExpected })
  .refine(([lower, upper]) => lower < upper, { error: rangeExpected })
  .optional()
  .describe(
    'where |γ5 D_W / (2 + (b − c) D_W)| lies: b_s, c_s of every slice make the best sign there, and only b − c counts',
  );

/** With `none`, what [action.fermion] may be. */
const quarkKinds = [
  z.strictObject({
    kind: z.literal('staggered').describe('staggered quarks'),
    mass,
    flavours: tastes,
    boundary,
    smearing,
    hasenbusch: heavier,
  }),
  z.strictObject({
    kind: z.literal('hisq').describe('highly improved staggered quarks'),
    mass,
    flavours: tastes,
    boundary,
    naikEpsilon: finiteNumber().default(0).describe('correction of the Naik term for heavy quarks'),
  }),
  z.strictObject({
    kind: z.literal('wilson').describe('Wilson quarks'),
    kappa,
    flavours,
    boundary,
    smearing,
    hasenbusch: twists,
  }),
  z.strictObject({
    kind: z.literal('clover').describe('Wilson quarks with the clover term'),
    kappa,
    cSw: finiteNumber().default(1).describe('clover coefficient; 1 is tree level'),
    flavours,
    boundary,
    smearing,
    hasenbusch: twists,
  }),
  z.strictObject({
    kind: z.literal('domainWall').describe('domain-wall quarks (Shamir)'),
    ...fifthDimension,
  }),
  z.strictObject({
    kind: z.literal('moebius').describe('Möbius domain-wall quarks'),
    ...fifthDimension,
    b: finiteNumber().default(1.5).describe('Möbius b; Shamir has 1'),
    c: finiteNumber().default(0.5).describe('Möbius c; Shamir has 0'),
    optimalRange,
  }),
] as const;

const names = ['staggered', 'hisq', 'wilson', 'clover', 'domainWall', 'moebius'] as const;

export const quark = z
  .discriminatedUnion('kind', quarkKinds, { error: tableOfKind(names) })
  .describe('a kind of quark');

export const fermionAction = z
  .discriminatedUnion(
    'kind',
    [z.strictObject({ kind: z.literal('none').describe('pure gauge theory') }), ...quarkKinds],
    {
      error: tableOfKind(['none', ...names]),
    },
  )
  .describe('quarks');

/** One kind of quark as the run describes it. */
export type Quark = z.output<typeof quark>;
