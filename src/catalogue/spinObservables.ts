/** The observables of classical spins, alone or with electrons. Definitions: spin/observables/observables.ts. */
import type { Lattice } from '../lattice/index.ts';
import type { Observable } from '../measure/observables/observable.ts';
import {
  type ClassicalModel,
  type DoubleExchange,
  magnetisation,
  type SpinField,
  shellsOf,
  spinCorrelation,
  structureFactor,
} from '../spin/index.ts';
import { type CatalogueEntry, entryFor } from './entry.ts';

/** What observables of spins are measured in. */
export interface MeasuredSpins {
  readonly lattice: Lattice;
  /** Needed for energies and electrons. */
  readonly model?: DoubleExchange | ClassicalModel;
}

export type SpinEntry = CatalogueEntry<SpinField, MeasuredSpins>;

const none = {};
const entry = entryFor<SpinField, MeasuredSpins>([1, 2, 3]);

/** A number or list of the reals of the spins. */
function ofReals<V extends number | number[]>(
  name: string,
  normalisation: string,
  measure: (spins: Float64Array, extents: readonly number[]) => V,
  coordinates?: Observable<SpinField>['coordinates'],
): Observable<SpinField, V> {
  return {
    name,
    normalisation,
    ...(coordinates ? { coordinates } : {}),
    measure: ({ field, lattice }) => measure(field.toArray(), lattice.extents),
  };
}

const isElectronic = (model: MeasuredSpins['model']): model is DoubleExchange =>
  model !== undefined && 'electrons' in model;

/** A mean over the electrons of a configuration. */
function ofElectrons(
  name: string,
  normalisation: string,
  { model }: MeasuredSpins,
  pick: (electrons: ReturnType<DoubleExchange['electrons']>, sites: number) => number,
): Observable<SpinField, number> {
  if (!isElectronic(model)) {
    throw new Error(`${name} is measured in a model with electrons; expected the model "doubleExchange".`);
  }
  return ofReals(name, normalisation, spins => pick(model.electrons(spins), model.sites));
}

const directions = ['qx', 'qy', 'qz'];

/** Of q = 2π n/L in the order of the sites n. */
function momenta({ extents, volume, coordinates }: Lattice): Record<string, number[]> {
  const sites = Array.from({ length: volume }, (_, site) => coordinates.call({ extents }, site));
  return Object.fromEntries(
    extents.map((L, mu) => [directions[mu], sites.map(n => Number(((2 * Math.PI * n[mu]) / L).toPrecision(6)))]),
  );
}

export const spinObservables: Readonly<Record<string, SpinEntry>> = {
  magnetisation: entry({
    title: 'magnetisation',
    meaning: 'length of the mean spin',
    symbol: 'm',
    unit: '1',
    options: none,
    build: () => ofReals('magnetisation', '|Σ S|/N', (spins, extents) => magnetisation(spins, extents)),
  }),
  staggeredMagnetisation: entry({
    title: 'staggered magnetisation',
    meaning: 'length of the mean spin, with a sign on every other site',
    symbol: 'm_s',
    unit: '1',
    options: none,
    build: () =>
      ofReals('staggeredMagnetisation', '|Σ (−1)^{x+y+…} S|/N', (spins, extents) =>
        magnetisation(spins, extents, true),
      ),
  }),
  structureFactor: entry({
    title: 'structure factor',
    meaning: 'spin structure factor at every momentum of the lattice',
    symbol: 'S(q)',
    unit: '1',
    shape: 'list',
    axis: 'q',
    options: none,
    build: (_, { lattice }) =>
      ofReals(
        'structureFactor',
        '|Σ e^{iq·x} S(x)|²/N',
        (spins, extents) => Array.from(structureFactor(spins, extents)),
        momenta(lattice),
      ),
  }),
  spinCorrelation: entry({
    title: 'spin correlation',
    meaning: 'mean product of two spins by their distance',
    symbol: 'C',
    unit: '1',
    shape: 'list',
    axis: 'distance/a',
    options: none,
    build: (_, { lattice: { extents } }) =>
      ofReals(
        'spinCorrelation',
        'mean of S_i·S_j over pairs of one distance',
        spins => Array.from(spinCorrelation(spins, extents).correlation),
        {
          distance: shellsOf(extents).map(({ distanceSquared }) => Number(Math.sqrt(distanceSquared).toPrecision(6))),
        },
      ),
  }),
  energy: entry({
    title: 'energy per site',
    meaning: 'energy of the spins, or of the electrons on them without their chemical potential, per site',
    symbol: 'e',
    unit: 'of the couplings',
    options: none,
    build: (_, theory) => {
      const { model } = theory;
      if (model === undefined) throw new Error('The energy of spins needs their model; this file does not state it.');
      if (isElectronic(model)) {
        return ofElectrons('energy', '⟨H + μ n⟩/N for fixed spins', theory, ({ energy }, sites) => energy / sites);
      }
      return { name: 'energy', normalisation: 'E/N', measure: u => model.energy(u) / u.lattice.volume };
    },
  }),
  filling: entry({
    title: 'filling',
    meaning: 'electrons per site, from 0 to 2',
    symbol: 'n',
    unit: '1',
    options: none,
    build: (_, theory) => ofElectrons('filling', '⟨Σ c†c⟩/N for fixed spins', theory, ({ filling }) => filling),
  }),
  numberVariance: entry({
    title: 'variance of the number of electrons',
    meaning: 'variance of the number of electrons on the whole lattice for fixed spins',
    unit: '1',
    options: none,
    build: (_, theory) =>
      ofElectrons('numberVariance', '⟨n²⟩ − ⟨n⟩² for fixed spins', theory, ({ numberVariance }) => numberVariance),
  }),
};
