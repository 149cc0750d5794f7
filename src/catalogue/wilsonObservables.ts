/** The observables of Wilson and clover quarks. */
import { papers } from '../lattice/index.ts';
import { hadrons, pion } from '../measure/observables/hadrons/hadrons.ts';
import { quarkCondensate } from '../measure/observables/hadrons/quarkCondensate.ts';
import { wilsonLogDeterminant } from '../measure/observables/spectrum/logDeterminant.ts';
import { wilsonModes } from '../measure/observables/spectrum/lowModes.ts';
import { wilsonTraces } from '../measure/observables/traces/inverseTraces.ts';
import { type CatalogueEntry, entry } from './entry.ts';
import { modes, momenta, noiseVectors, positive, traceKind, tracePowers } from './options.ts';
import { ends, endsOf, hadronChannels } from './sources.ts';
import { families, wilsonOptions, wilsonParameters, wilsonValence } from './valence.ts';

const whereSpinorsAre = [2, 4];
const wilsonFlavours = { flavours: positive().optional().describe('N_f; left out, that of the sea quarks, or 2') };

export const wilsonObservables: Readonly<Record<string, CatalogueEntry>> = {
  wilsonCondensate: entry({
    title: 'condensate of Wilson quarks',
    meaning: 'condensate of one flavour of Wilson quarks, spins and colours summed',
    unit: 'a⁻³',
    options: { ...wilsonOptions, ...traceKind, ...noiseVectors },
    dimensions: whereSpinorsAre,
    valence: families.wilson,
    noise: true,
    build: ({ kind, noise, vectors, dilution, ...options }, theory) =>
      quarkCondensate(
        wilsonValence('wilsonCondensate', options, theory),
        kind === 'exact' ? undefined : { noise, vectors, dilution },
      ),
  }),
  wilsonTraces: entry({
    title: 'traces of powers of the Wilson propagator',
    meaning: 'Tr D⁻ⁿ of Wilson quarks, and derivatives of their weight with respect to the bare mass',
    symbol: 'Tr D⁻ⁿ',
    unit: 'aⁿ',
    shape: 'list',
    axis: 'quantity',
    cites: papers('Dong:1993pk'),
    options: { ...wilsonOptions, ...wilsonFlavours, ...tracePowers, ...traceKind, ...noiseVectors },
    dimensions: whereSpinorsAre,
    valence: families.wilson,
    noise: true,
    build({ kind, noise, vectors, dilution, powers, flavours, ...options }, theory) {
      const { kappa } = wilsonParameters('wilsonTraces', options, theory);
      const traces = { powers, determinantPower: flavours ?? theory.quarks?.flavours ?? 2 };
      return wilsonTraces(
        { ...wilsonValence('wilsonTraces', options, theory), kappa },
        kind === 'exact' ? traces : { ...traces, noise, vectors, dilution },
      );
    },
  }),
  wilsonLogDeterminant: entry({
    title: 'log |det D| of Wilson quarks',
    meaning: 'log |det D| of one flavour of Wilson quarks, for small lattices',
    unit: '1',
    options: { kappa: wilsonOptions.kappa, mass: wilsonOptions.mass, cSw: wilsonOptions.cSw },
    dimensions: whereSpinorsAre,
    valence: families.wilson,
    build: (options, theory) => wilsonLogDeterminant(wilsonParameters('wilsonLogDeterminant', options, theory)),
  }),
  wilsonModes: entry({
    title: 'singular values of the Wilson operator',
    meaning: 'lowest singular values of the Wilson operator',
    symbol: '|λ|',
    unit: 'a⁻¹',
    shape: 'list',
    axis: 'mode',
    options: { kappa: wilsonOptions.kappa, mass: wilsonOptions.mass, cSw: wilsonOptions.cSw, ...modes },
    dimensions: whereSpinorsAre,
    valence: families.wilson,
    noise: true,
    build: ({ space, count, tolerance, ...options }, theory) =>
      wilsonModes(wilsonParameters('wilsonModes', options, theory), {
        count,
        tolerance,
        ...(space === undefined ? {} : { space }),
      }),
  }),
  wilsonPion: entry({
    title: 'pion correlator',
    meaning: 'correlator of the pion of Wilson quarks',
    symbol: 'C(t)',
    unit: '1',
    shape: 'correlator',
    options: { ...wilsonOptions, ...ends },
    dimensions: whereSpinorsAre,
    valence: families.wilson,
    build: (options, theory) =>
      pion({ quark: wilsonValence('wilsonPion', options, theory), ...endsOf(options, theory) }),
  }),
  wilsonHadrons: entry({
    title: 'hadron correlators',
    meaning: 'correlators of hadrons of Wilson quarks, from the same propagators',
    symbol: 'C(t)',
    unit: '1',
    shape: 'correlator',
    options: {
      ...wilsonOptions,
      ...ends,
      ...hadronChannels,
    },
    dimensions: whereSpinorsAre,
    valence: families.wilson,
    build: ({ channels, momenta: list, ...options }, theory) =>
      hadrons({
        quark: wilsonValence('wilsonHadrons', options, theory),
        ...endsOf(options, theory),
        channels,
        ...(list ? { momenta: list } : {}),
      }),
  }),
  axialCorrelators: entry({
    title: 'axial charge and pion correlators',
    meaning: 'axial charge and pion from one source, for the PCAC mass',
    symbol: 'C(t)',
    unit: '1',
    shape: 'correlator',
    options: { ...wilsonOptions, ...ends },
    dimensions: [4],
    valence: families.wilson,
    build: (options, theory) =>
      hadrons({
        quark: wilsonValence('axialCorrelators', options, theory),
        ...endsOf(options, theory),
        channels: ['A4-P', 'P'],
      }),
  }),
  nucleon: entry({
    title: 'nucleon correlator',
    meaning: 'correlator of the nucleon of Wilson quarks',
    symbol: 'C(t)',
    unit: '1',
    shape: 'correlator',
    options: { ...wilsonOptions, ...ends, ...momenta },
    dimensions: [4],
    valence: families.wilson,
    build: ({ momenta: list, ...options }, theory) =>
      hadrons({
        quark: wilsonValence('nucleon', options, theory),
        ...endsOf(options, theory),
        channels: ['N+'],
        ...(list ? { momenta: list } : {}),
      }),
  }),
};
