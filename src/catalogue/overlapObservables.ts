/** The observables of overlap quarks. Their parameters are their own: there are no overlap sea quarks to take them from. */
import { z } from 'zod';
import type { OverlapOptions } from '../fermion/index.ts';
import { papers } from '../lattice/index.ts';
import { exactOverlapCondensate, overlapCondensate } from '../measure/observables/overlap/condensate.ts';
import { overlapIndex, overlapLogDet, overlapLowModes } from '../measure/observables/overlap/spectrum.ts';
import { type CatalogueEntry, entry, type MeasuredTheory } from './entry.ts';
import { noiseVectors, oneOf, positive, solving, traceKind, wholeNumber } from './options.ts';
import { solverOf } from './valence.ts';

const rhoExpected = 'a number between 0 and 2';
const kernel = {
  rho: z
    .number({ error: rhoExpected })
    .gt(0, { error: rhoExpected })
    .lt(2, { error: rhoExpected })
    .optional()
    .describe('ρ of the Wilson kernel, between 0 and 2; left out, 1.4 in four dimensions and 1 in two'),
};
const sign = {
  sign: oneOf(['zolotarev', 'chebyshev']).default('zolotarev').describe('how the sign of the kernel is approximated'),
  accuracy: positive().default(1e-10).describe('of the sign: |sign² − 1| on a random vector, refused if it is larger'),
  projected: wholeNumber(0).default(8).describe('so many of the lowest modes of the kernel are treated exactly'),
};
const mass = { mass: positive().describe('m of the quark, below 2ρ').meta({ unit: '1/a' }) };
const modeTolerance = {
  tolerance: positive().default(1e-9).describe('residual of |λ|², relative to the largest, 4ρ²'),
};

const common = { dimensions: [2, 4], cites: papers('Neuberger:1997fp') };

interface Given {
  readonly rho?: number | undefined;
  readonly sign?: 'zolotarev' | 'chebyshev';
  readonly accuracy?: number;
  readonly projected?: number;
}

function overlapOf(given: Given, { lattice, group, boundary }: MeasuredTheory): OverlapOptions {
  const { rho, sign: method, accuracy: tolerance, projected: modes } = given;
  return {
    lattice,
    group,
    ...(boundary ? { boundary } : {}),
    ...(rho === undefined ? {} : { rho }),
    sign: { ...(method && { method }), ...(tolerance && { tolerance }), ...(modes === undefined ? {} : { modes }) },
  };
}

export const overlapObservables: Readonly<Record<string, CatalogueEntry>> = {
  overlapIndex: entry({
    title: 'index of the overlap operator',
    meaning: 'index of the overlap operator, n₊ − n₋ zero modes by chirality: an integer charge on every configuration',
    symbol: 'Q',
    unit: '1',
    shape: 'charge',
    ...common,
    cites: papers('Neuberger:1997fp', 'Hasenfratz:1998ri'),
    options: {
      ...kernel,
      kind: oneOf(['trace', 'modes'])
        .optional()
        .describe(
          '"trace" counts the signs of all eigenvalues of the kernel, "modes" zero modes; left out, trace up to 1024 rows',
        ),
      ...sign,
      ...modeTolerance,
    },
    build: ({ kind, tolerance, ...options }, theory) => overlapIndex(overlapOf(options, theory), kind, tolerance),
  }),
  overlapModes: entry({
    title: 'low modes of the overlap operator',
    meaning: 'lowest |λ| of the massless overlap operator on chirality + and −, zero modes exactly 0',
    symbol: '|λ|',
    unit: 'a⁻¹',
    shape: 'list',
    axis: 'mode',
    ...common,
    cites: papers('Neuberger:1997fp', 'Edwards:1998wx'),
    options: {
      ...kernel,
      ...sign,
      count: wholeNumber().default(4).describe('so many of the lowest modes on each chirality'),
      ...modeTolerance,
      space: wholeNumber(4).optional().describe('vectors kept in memory; left out, 2 count + 20'),
    },
    build: ({ count, tolerance, space, ...options }, theory) =>
      overlapLowModes(overlapOf(options, theory), { count, tolerance, ...(space === undefined ? {} : { space }) }),
  }),
  overlapCondensate: entry({
    title: 'condensate of overlap quarks',
    meaning: 'condensate of one flavour of overlap quarks, (1/V) Tr [(1 − D₀/2ρ) D⁻¹], spins and colours summed',
    unit: 'a⁻³',
    noise: true,
    ...common,
    cites: papers('Neuberger:1997fp', 'Edwards:1998wx'),
    options: { ...mass, ...kernel, ...sign, ...traceKind, ...noiseVectors, ...solving },
    build({ mass: m, kind, noise, vectors, dilution, tolerance, ...options }, theory) {
      const quark = { ...overlapOf(options, theory), mass: m };
      if (kind === 'exact') return exactOverlapCondensate(quark);
      return overlapCondensate(quark, solverOf({ tolerance }, theory), { noise, vectors, dilution });
    },
  }),
  overlapLogDeterminant: entry({
    title: 'log det D of overlap quarks',
    meaning: 'log det D of one flavour of overlap quarks, for small lattices',
    unit: '1',
    ...common,
    options: { ...mass, ...kernel },
    build: ({ mass: m, ...options }, theory) => overlapLogDet({ ...overlapOf(options, theory), mass: m }),
  }),
};
