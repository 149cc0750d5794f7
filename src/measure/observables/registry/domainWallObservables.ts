/** The observables of domain-wall and Möbius quarks. */
import { z } from 'zod';
import { hadrons } from '../hadrons/hadrons.ts';
import { type DomainWallQuark, domainWallQuark } from '../hadrons/quark.ts';
import { residualMassCorrelators } from '../hadrons/residualMass.ts';
import { type CatalogueEntry, entry, type MeasuredTheory } from './entry.ts';
import { positive, sourceSite, sourceSites, wholeNumber } from './options.ts';
import { ends, endsOf, hadronChannels } from './sources.ts';
import { solverOf, staggeredOptions } from './valence.ts';

const walls = {
  ...staggeredOptions,
  height: positive().optional().describe('M_5 between 0 and 2; left out, that of the sea quarks, or 1.8'),
  extent5: wholeNumber(2).optional().describe('L_5; left out, that of the sea quarks, or 8'),
  b: z.number({ error: 'a finite number' }).optional().describe('Möbius b; left out, that of the sea quarks, or 1'),
  c: z.number({ error: 'a finite number' }).optional().describe('Möbius c; left out, that of the sea quarks, or 0'),
};

type Walls = z.output<z.ZodObject<typeof walls>>;

/** @throws if there is no mass */
function domainWallValence(name: string, options: Walls, theory: MeasuredTheory): DomainWallQuark {
  const { lattice, group, boundary, quarks } = theory;
  const mass = options.mass ?? quarks?.mass;
  if (mass === undefined) {
    throw new Error(`${name} depends on the quark mass, and there are no sea quarks to take it from: give the mass.`);
  }
  const parameters = {
    height: options.height ?? quarks?.height ?? 1.8,
    extent5: options.extent5 ?? quarks?.extent5 ?? 8,
    b: options.b ?? quarks?.b ?? 1,
    c: options.c ?? quarks?.c ?? 0,
  };
  return domainWallQuark(
    { lattice, group, mass, ...parameters, ...(boundary ? { boundary } : {}) },
    solverOf(options, theory),
  );
}

export const domainWallObservables: Readonly<Record<string, CatalogueEntry>> = {
  residualMass: entry({
    title: 'correlators of the residual mass of domain-wall quarks',
    unit: '1',
    options: { ...walls, ...sourceSite },
    dimensions: [2, 4],
    build: (options, theory) =>
      residualMassCorrelators({
        quark: domainWallValence('residualMass', options, theory),
        source: sourceSites(options, theory).map(at => ({ kind: 'point', at })),
      }),
  }),
  domainWallHadrons: entry({
    title: 'correlators of hadrons of domain-wall quarks, from the same propagators',
    unit: '1',
    options: { ...walls, ...ends, ...hadronChannels },
    dimensions: [2, 4],
    build: ({ channels, momenta, ...options }, theory) =>
      hadrons({
        quark: domainWallValence('domainWallHadrons', options, theory),
        ...endsOf(options, theory),
        channels,
        ...(momenta ? { momenta } : {}),
      }),
  }),
};
