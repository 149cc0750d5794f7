/** Ends of hadron correlators in the catalogue: sources, sinks, channels. */
import { z } from 'zod';
import type { QuarkSource } from '../measure/observables/hadrons/propagator.ts';
import type { MeasuredTheory } from './entry.ts';
import { momenta, oneOf, positive, sourceSite, sourceSites, wholeNumber } from './options.ts';

export const ends = {
  source: oneOf(['point', 'wall', 'gaussian'])
    .default('point')
    .describe('"wall" is for configurations in Coulomb gauge'),
  ...sourceSite,
  alpha: positive().default(0.25).describe('weight of the hops of a Gaussian source'),
  steps: wholeNumber().default(30).describe('steps of a Gaussian source'),
  sink: oneOf(['point', 'gaussian']).default('point').describe('smearing of the sink, with the same alpha and steps'),
};

type Ends = z.output<z.ZodObject<typeof ends>>;

/** Sources and sink for `hadrons`. */
export function endsOf(options: Ends, theory: MeasuredTheory) {
  const { source: kind, alpha, steps, sink } = options;
  const source = sourceSites(options, theory).map((at): QuarkSource => {
    if (kind === 'wall') return { kind, time: at[at.length - 1] };
    return kind === 'point' ? { kind, at } : { kind, at, alpha, steps };
  });
  return { source, ...(sink === 'gaussian' ? { sink: { alpha, steps } } : {}) };
}

export const hadronChannels = {
  channels: z
    .array(z.string({ error: 'a channel such as "P"' }), { error: 'a list of channels such as ["P", "V1", "N+"]' })
    .default(['P'])
    .describe('S, P, V1 .., A1 .., T12 .., sink and source as A4-P, nucleons N+ and N- of both parities'),
  ...momenta,
};
