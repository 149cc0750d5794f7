/** The observables of quarks. */
import { type CondensateOptions, chiralCondensate, exactChiralCondensate } from '../chiralCondensate.ts';
import { type CatalogueEntry, entry, type MeasuredTheory } from './entry.ts';
import { noiseVectors, oneOf, positive, valence } from './options.ts';

const usualTolerance = 1e-10;

interface Valence {
  readonly mass?: number | undefined;
  readonly tolerance?: number | undefined;
}

/** Lattice, group, boundary, mass and solver of valence quarks; what the options leave open comes from the theory. */
export function valenceOf(name: string, options: Valence, theory: MeasuredTheory) {
  const { lattice, group, boundary, quarks, solver } = theory;
  const mass = options.mass ?? quarks?.mass;
  if (mass === undefined) {
    throw new Error(`${name} depends on the quark mass, and there are no sea quarks to take it from: give the mass.`);
  }
  return {
    lattice,
    group,
    mass,
    ...(boundary ? { boundary } : {}),
    solver: { ...solver, tolerance: options.tolerance ?? solver?.tolerance ?? usualTolerance },
  };
}

export const quarkObservables: Readonly<Record<string, CatalogueEntry>> = {
  chiralCondensate: entry({
    title: 'chiral condensate of staggered quarks, colours summed',
    unit: 'a^-3',
    options: {
      ...valence,
      flavours: positive().optional().describe('N_f; left out, that of the sea quarks, or 4'),
      kind: oneOf(['noise', 'exact']).default('noise').describe('stochastic or full trace of the inverse'),
      ...noiseVectors,
    },
    noise: true,
    build(options, theory) {
      const flavours = options.flavours ?? theory.quarks?.flavours ?? 4;
      const condensate: CondensateOptions = { ...valenceOf('chiralCondensate', options, theory), flavours };
      const { noise, vectors } = options;
      return options.kind === 'exact'
        ? exactChiralCondensate(condensate)
        : chiralCondensate({ ...condensate, noise, vectors });
    },
  }),
};
