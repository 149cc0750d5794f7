/** The observables of Wilson and clover quarks. */
import { z } from 'zod';
import { mesons, pion } from '../hadrons/mesons.ts';
import { nucleon } from '../hadrons/nucleon.ts';
import type { QuarkSource } from '../hadrons/propagator.ts';
import { type CatalogueEntry, entry, type MeasuredTheory } from './entry.ts';
import { momenta, oneOf, positive, sourceSite, wholeNumber } from './options.ts';
import { wilsonOptions, wilsonValence } from './valence.ts';

const ends = {
  source: oneOf(['point', 'wall', 'gaussian'])
    .default('point')
    .describe('"wall" is for configurations in Coulomb gauge'),
  ...sourceSite,
  alpha: positive().default(0.25).describe('weight of the hops of a Gaussian source'),
  steps: wholeNumber().default(30).describe('steps of a Gaussian source'),
  sink: oneOf(['point', 'gaussian']).default('point').describe('smearing of the sink, with the same alpha and steps'),
};

type Ends = z.output<z.ZodObject<typeof ends>>;

function endsOf({ source, at, alpha, steps, sink }: Ends, { lattice }: MeasuredTheory) {
  const site = at ?? new Array<number>(lattice.dimension).fill(0);
  const sources: Readonly<Record<Ends['source'], QuarkSource>> = {
    point: { kind: 'point', at: site },
    wall: { kind: 'wall', time: site[site.length - 1] },
    gaussian: { kind: 'gaussian', at: site, alpha, steps },
  };
  return { source: sources[source], ...(sink === 'gaussian' ? { sink: { alpha, steps } } : {}) };
}

const whereSpinorsAre = [2, 4];

export const wilsonObservables: Readonly<Record<string, CatalogueEntry>> = {
  wilsonPion: entry({
    title: 'correlator of the pion of Wilson quarks',
    unit: '1',
    options: { ...wilsonOptions, ...ends },
    dimensions: whereSpinorsAre,
    build: (options, theory) =>
      pion({ quark: wilsonValence('wilsonPion', options, theory), ...endsOf(options, theory) }),
  }),
  wilsonMesons: entry({
    title: 'correlators of mesons of Wilson quarks',
    unit: '1',
    options: {
      ...wilsonOptions,
      ...ends,
      channels: z
        .array(z.string({ error: 'a channel such as "P"' }), {
          error: 'a list of channels such as ["P", "V1", "A4-P"]',
        })
        .default(['P'])
        .describe('S, P, V1 .., A1 .., T12 .., or sink and source as A4-P'),
      ...momenta,
    },
    dimensions: whereSpinorsAre,
    build: ({ channels, momenta: list, ...options }, theory) =>
      mesons({
        quark: wilsonValence('wilsonMesons', options, theory),
        ...endsOf(options, theory),
        channels,
        ...(list ? { momenta: list } : {}),
      }),
  }),
  axialCorrelators: entry({
    title: 'axial charge and pion from one source, for the PCAC mass',
    unit: '1',
    options: { ...wilsonOptions, ...ends },
    dimensions: [4],
    build: (options, theory) =>
      mesons({
        quark: wilsonValence('axialCorrelators', options, theory),
        ...endsOf(options, theory),
        channels: ['A4-P', 'P'],
      }),
  }),
  nucleon: entry({
    title: 'correlator of the nucleon of Wilson quarks',
    unit: '1',
    options: {
      ...wilsonOptions,
      ...ends,
      parity: z
        .union([z.literal(1), z.literal(-1)], { error: '1 or -1' })
        .default(1)
        .describe('1 is the nucleon'),
      ...momenta,
    },
    dimensions: [4],
    build: ({ parity, momenta: list, ...options }, theory) =>
      nucleon({
        quark: wilsonValence('nucleon', options, theory),
        ...endsOf(options, theory),
        parity,
        ...(list ? { momenta: list } : {}),
      }),
  }),
};
