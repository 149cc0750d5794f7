/** Kinds of options that several observables share. Messages complete a sentence that ends in "expected". */
import { z } from 'zod';
import { dilutions } from '../measure/observables/noise.ts';
import type { MeasuredTheory } from './entry.ts';

/** A whole number of at least `minimum`. */
export function wholeNumber(minimum = 1) {
  const error = `a whole number of at least ${minimum}`;
  return z.int({ error }).gte(minimum, { error });
}

/** A finite number greater than 0. */
export function positive() {
  const error = 'a finite number greater than 0';
  return z.number({ error }).gt(0, { error });
}

/** One of a few words. */
export function oneOf<const Words extends readonly [string, ...string[]]>(words: Words) {
  return z.enum(words, { error: `one of ${words.map(word => JSON.stringify(word)).join(', ')}` });
}

/** A list of whole numbers. */
export function wholeNumbers(example: string) {
  const error = `whole numbers such as ${example}`;
  return z.array(z.int({ error }), { error });
}

/** A list of lists of whole numbers. */
export function latticeVectors(example: string) {
  return z.array(wholeNumbers(example), { error: `a list of lists such as [${example}]` });
}

export const strength = {
  definition: oneOf(['plaquette', 'clover', 'improved']).default('clover').describe('loops for the field strength'),
};

export const chargeDefinition = {
  definition: oneOf(['plaquette', 'clover', 'improved', 'improvedCharge', 'geometric'])
    .optional()
    .describe(
      'loops for the field strength, improvedCharge improves the charge instead; left out, clover in four dimensions and geometric in two, U(1) only',
    ),
};

export const maxDistance = {
  maxDistance: positive()
    .optional()
    .describe('longest distance, in lattice units; left out, a usual one')
    .meta({ unit: 'a' }),
};

export const solving = {
  tolerance: positive().optional().describe('relative residual of the solver; left out, that of the run'),
};

export const modes = {
  count: wholeNumber().default(10).describe('so many of the lowest modes'),
  tolerance: positive().default(1e-8).describe('residual of the modes, relative to the largest eigenvalue'),
  space: wholeNumber(4).optional().describe('vectors kept in memory; left out, 2 count + 20'),
};

export const traceKind = {
  kind: oneOf(['noise', 'exact']).default('noise').describe('stochastic or full trace of the inverse'),
};

export const noiseVectors = {
  noise: oneOf(['Z4', 'Z2', 'gaussian']).default('Z4').describe('kind of noise'),
  vectors: wholeNumber().default(10).describe('noise vectors per measurement'),
  dilution: z
    .array(oneOf(dilutions), { error: `a list of ${dilutions.map(word => `"${word}"`).join(', ')}` })
    .default([])
    .describe(
      'what the parts of a noise vector differ in, with a solve for each: "time", "parity", "spin", "colour", "component" (spin and colour), or sites "distance2" to "distance4" hops apart',
    ),
};

export const tracePowers = {
  powers: z
    .int({ error: 'a whole number from 1 to 4' })
    .gte(1, { error: 'a whole number from 1 to 4' })
    .lte(4, { error: 'a whole number from 1 to 4' })
    .default(4)
    .describe('the highest power n of Tr D⁻ⁿ; at least as many noise vectors are needed'),
};

export const momenta = {
  momenta: latticeVectors('[1, 0, 0]')
    .optional()
    .describe('whole numbers n of the momenta 2π n/L; left out, zero momentum'),
};

export const sourceSite = {
  at: wholeNumbers('[0, 0, 0, 0]').optional().describe('site of the source, time last; left out, the origin'),
  sources: wholeNumber().default(1).describe('so many sources, evenly spaced in time from the first, are averaged'),
};

/** The sites of these sources. */
export function sourceSites(
  { at, sources }: { at?: number[] | undefined; sources: number },
  { lattice: { dimension, extents } }: MeasuredTheory,
): number[][] {
  const first = at ?? new Array<number>(dimension).fill(0);
  const L = extents[dimension - 1];
  if (L % sources !== 0) {
    throw new Error(`Sources are evenly spaced in time: ${sources} do not divide the ${L} times of the lattice.`);
  }
  return Array.from({ length: sources }, (_, k) => first.with(-1, (first[first.length - 1] + (k * L) / sources) % L));
}
