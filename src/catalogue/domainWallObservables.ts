/** The observables of domain-wall and Möbius quarks. */

import { papers } from '../lattice/index.ts';
import { hadrons } from '../measure/observables/hadrons/hadrons.ts';
import { residualMassCorrelators } from '../measure/observables/hadrons/residualMass.ts';
import { type CatalogueEntry, entry } from './entry.ts';
import { sourceSite, sourceSites } from './options.ts';
import { ends, endsOf, hadronChannels } from './sources.ts';
import { domainWallOptions, domainWallValence, families } from './valence.ts';

const common = { dimensions: [2, 4], valence: families.domainWall };

export const domainWallObservables: Readonly<Record<string, CatalogueEntry>> = {
  residualMass: entry({
    title: 'correlators of the residual mass',
    meaning: 'correlators of the residual mass of domain-wall quarks',
    unit: '1',
    shape: 'list',
    axis: 't/a',
    cites: papers('Furman:1994ky'),
    ...common,
    options: { ...domainWallOptions, ...sourceSite },
    build: (options, theory) =>
      residualMassCorrelators({
        quark: domainWallValence('residualMass', options, theory),
        source: sourceSites(options, theory).map(at => ({ kind: 'point', at })),
      }),
  }),
  domainWallHadrons: entry({
    title: 'hadron correlators of domain-wall quarks',
    meaning: 'correlators of hadrons of domain-wall quarks, from the same propagators',
    symbol: 'C(t)',
    unit: '1',
    shape: 'correlator',
    ...common,
    options: { ...domainWallOptions, ...ends, ...hadronChannels },
    build: ({ channels, momenta, ...options }, theory) =>
      hadrons({
        quark: domainWallValence('domainWallHadrons', options, theory),
        ...endsOf(options, theory),
        channels,
        ...(momenta ? { momenta } : {}),
      }),
  }),
};
