/** The observables of staggered quarks. */
import { z } from 'zod';
import { papers } from '../lattice/index.ts';
import {
  type CondensateOptions,
  chiralCondensate,
  exactChiralCondensate,
} from '../measure/observables/chiralCondensate.ts';
import { chiralMoments } from '../measure/observables/chiralSusceptibility.ts';
import { staggeredLogDeterminant } from '../measure/observables/spectrum/logDeterminant.ts';
import { staggeredModes } from '../measure/observables/spectrum/lowModes.ts';
import { spectralDensity } from '../measure/observables/spectrum/spectralDensity.ts';
import { staggeredChannels, staggeredMesons, staggeredPion } from '../measure/observables/staggered/mesons.ts';
import type { StaggeredSource } from '../measure/observables/staggered/propagator.ts';
import { staggeredTraces } from '../measure/observables/traces/inverseTraces.ts';
import { type CatalogueEntry, entry, type MeasuredTheory } from './entry.ts';
import {
  modes,
  momenta,
  noiseVectors,
  oneOf,
  positive,
  sourceSite,
  sourceSites,
  traceKind,
  tracePowers,
  wholeNumber,
} from './options.ts';
import { families, staggeredKind, staggeredKindOptions, staggeredOptions, staggeredValence } from './valence.ts';

const flavourCount = { flavours: positive().optional().describe('N_f; left out, that of the sea quarks, or 4') };
const flavoursOf = ({ flavours }: { flavours?: number | undefined }, { quarks }: MeasuredTheory) =>
  flavours ?? quarks?.flavours ?? 4;

const sourceOptions = {
  source: oneOf(['point', 'wall']).default('point').describe('"wall" is for configurations in Coulomb gauge'),
  ...sourceSite,
};

function sourceOf(
  options: { source: 'point' | 'wall'; at?: number[] | undefined; sources: number },
  theory: MeasuredTheory,
): StaggeredSource[] {
  return sourceSites(options, theory).map(at =>
    options.source === 'point' ? { kind: 'point', at } : { kind: 'wall', time: at[at.length - 1] },
  );
}

export const staggeredObservables: Readonly<Record<string, CatalogueEntry>> = {
  chiralCondensate: entry({
    title: 'chiral condensate',
    meaning: 'chiral condensate of staggered quarks, colours summed',
    symbol: '⟨ψ̄ψ⟩',
    unit: 'a⁻³',
    valence: families.staggered,
    options: { ...staggeredOptions, ...flavourCount, ...traceKind, ...noiseVectors },
    noise: true,
    build(options, theory) {
      const quark = staggeredValence('chiralCondensate', options, theory);
      const condensate: CondensateOptions = { ...quark, flavours: flavoursOf(options, theory) };
      const { noise, vectors, dilution } = options;
      return options.kind === 'exact'
        ? exactChiralCondensate(condensate)
        : chiralCondensate({ ...condensate, noise, vectors, dilution });
    },
  }),
  chiralMoments: entry({
    title: 'chiral moments',
    meaning: 'condensate, its square without bias, and the connected chiral susceptibility',
    unit: 'a⁻³, a⁻⁶, a⁻²',
    shape: 'list',
    valence: families.staggered,
    options: { ...staggeredOptions, ...flavourCount, ...traceKind, ...noiseVectors },
    noise: true,
    build(options, theory) {
      const quark = staggeredValence('chiralMoments', options, theory);
      const condensate: CondensateOptions = { ...quark, flavours: flavoursOf(options, theory) };
      const { noise, vectors, dilution } = options;
      return chiralMoments(options.kind === 'exact' ? condensate : { ...condensate, noise, vectors, dilution });
    },
  }),
  staggeredTraces: entry({
    title: 'traces of powers of the staggered propagator',
    meaning: 'Tr D⁻ⁿ of staggered quarks, and derivatives of their weight with respect to the mass',
    symbol: 'Tr D⁻ⁿ',
    unit: 'aⁿ',
    shape: 'list',
    axis: 'quantity',
    cites: papers('Dong:1993pk'),
    valence: families.staggered,
    options: { ...staggeredOptions, ...flavourCount, ...tracePowers, ...traceKind, ...noiseVectors },
    noise: true,
    build(options, theory) {
      const { kind, noise, vectors, dilution, powers } = options;
      const traces = { powers, determinantPower: flavoursOf(options, theory) / 4 };
      return staggeredTraces(
        staggeredValence('staggeredTraces', options, theory),
        kind === 'exact' ? traces : { ...traces, noise, vectors, dilution },
      );
    },
  }),
  logDeterminant: entry({
    title: 'log det D',
    meaning: 'log det D of staggered quarks, for small lattices',
    unit: '1',
    valence: families.staggered,
    options: { mass: staggeredOptions.mass, ...staggeredKindOptions },
    build: (options, theory) => staggeredLogDeterminant(staggeredValence('logDeterminant', options, theory)),
  }),
  staggeredModes: entry({
    title: 'staggered eigenvalues',
    meaning: 'lowest eigenvalues of the massless staggered operator',
    symbol: 'λ',
    unit: 'a⁻¹',
    shape: 'list',
    axis: 'mode',
    options: { ...staggeredKindOptions, ...modes },
    noise: true,
    build: ({ count, tolerance, space, ...options }, theory) =>
      staggeredModes(staggeredKind(options, theory), { count, tolerance, ...(space === undefined ? {} : { space }) }),
  }),
  spectralDensity: entry({
    title: 'spectral density',
    meaning: 'spectral density of the massless staggered operator',
    symbol: 'ρ(λ)',
    unit: 'a⁻³',
    shape: 'list',
    axis: 'aλ',
    options: {
      ...staggeredKindOptions,
      bins: wholeNumber().default(40).describe('equal bins of eigenvalues from 0 to D, for HISQ a little more'),
      moments: wholeNumber()
        .default(400)
        .describe('Chebyshev moments; near 0 eigenvalues are resolved to about 1.6 D/moments'),
      noise: noiseVectors.noise,
      vectors: noiseVectors.vectors,
    },
    noise: true,
    build: ({ bins, moments, noise, vectors, ...options }, theory) =>
      spectralDensity({ ...staggeredKind(options, theory), bins, moments, noise, vectors }),
  }),
  staggeredPion: entry({
    title: 'staggered pion correlator',
    meaning: 'correlator of the staggered Goldstone pion',
    symbol: 'C(t)',
    unit: '1',
    shape: 'correlator',
    cites: papers('Golterman:1986jf'),
    valence: families.staggered,
    options: { ...staggeredOptions, ...sourceOptions },
    build: (options, theory) =>
      staggeredPion({ ...staggeredValence('staggeredPion', options, theory), source: sourceOf(options, theory) }),
  }),
  staggeredMesons: entry({
    title: 'staggered meson correlators',
    meaning: 'correlators of local staggered mesons',
    symbol: 'C(t)',
    unit: '1',
    shape: 'correlator',
    cites: papers('Golterman:1986jf'),
    valence: families.staggered,
    options: {
      ...staggeredOptions,
      ...sourceOptions,
      channels: z
        .array(oneOf(staggeredChannels as ['M1', ...'M2'[]]), { error: 'a list of channels M1 to M8' })
        .default(['M1', 'M2'])
        .describe('M1 scalar, M2 Goldstone pion, M3 to M5 and M6 to M8 vectors and their partners'),
      ...momenta,
    },
    build: ({ channels, momenta: list, ...options }, theory) =>
      staggeredMesons({
        ...staggeredValence('staggeredMesons', options, theory),
        source: sourceOf(options, theory),
        channels,
        ...(list ? { momenta: list } : {}),
      }),
  }),
};
