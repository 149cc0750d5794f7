/** [lattice], [model] and [start] of spins: where they live, what they feel, and the first configuration. */
import { z } from 'zod';
import { choice, finiteNumber, lineOfText, positiveNumber, section, tableOfKind } from '../values.ts';

const extentExpected = '1, 2 or 3 integers, each at least 2, in the order x y z';

export const spinLatticeSection = section('lattice', {
  extent: z
    .array(z.int({ error: extentExpected }).gte(2, { error: extentExpected }), { error: extentExpected })
    .min(1, { error: extentExpected })
    .max(3, { error: extentExpected })
    .describe('number of sites along x y z'),
});

const beta = positiveNumber().describe('inverse temperature');

const fieldExpected = 'a list of 1 to 3 finite numbers, one for each component of a spin';
const classical = <const Kind extends string>(kind: Kind, meaning: string) =>
  z.strictObject({
    kind: z.literal(kind).describe(meaning),
    coupling: finiteNumber().default(1).describe('J of −J Σ S(x)·S(x+μ); positive ones align neighbours'),
    beta,
    field: z
      .array(finiteNumber(), { error: fieldExpected })
      .min(1, { error: fieldExpected })
      .max(3, { error: fieldExpected })
      .optional()
      .describe('h of −Σ h·S, one number for each component'),
  });

const kinds = ['doubleExchange', 'heisenberg', 'xy', 'ising'] as const;

export const modelSection = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({
      kind: z.literal('doubleExchange').describe('electrons that hop between classical spins and couple to them'),
      hopping: finiteNumber().default(1).describe('t of −t Σ (c†c + h.c.)'),
      coupling: finiteNumber().describe('J of (J/2) Σ c†(S·σ)c'),
      chemicalPotential: finiteNumber().default(0).describe('μ of −μ Σ c†c; 0 is half filling'),
      beta,
      solver: choice(['auto', 'own', 'lapack'])
        .default('own')
        .describe(
          'eigenvalues by the own solver, by the system’s LAPACK, or by the faster of both; a resumed run keeps the choice',
        ),
    }),
    classical('heisenberg', 'classical spins of three components'),
    classical('xy', 'classical spins of two components'),
    classical('ising', 'classical spins +1 and −1'),
  ],
  { error: tableOfKind(kinds) },
);

export type SpinModel = z.output<typeof modelSection>;

/** Reals per spin. */
export const spinComponents: Readonly<Record<SpinModel['kind'], number>> = {
  doubleExchange: 3,
  heisenberg: 3,
  xy: 2,
  ising: 1,
};

export const spinStartSection = section('start', {
  from: lineOfText()
    .default('hot')
    .describe('first configuration: "cold" is all spins along one axis, "hot" random ones, else a file of spins'),
});
