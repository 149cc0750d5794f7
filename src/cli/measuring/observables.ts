/** What `cask measure` measures: the catalogue of observables, and the keys whose meaning scripts rely on. */
import { observableCatalogue, spinCatalogue } from '../../catalogue/index.ts';
import { InputError } from '../../runfile/input/problem.ts';
import type { Variables } from '../../runfile/schema/index.ts';

/** Keys of the answer with their definitions; all other keys are what the catalogue says of them. */
export const observables = {
  plaquette: 'average of (1/N) Re tr of all plaquettes, 1 on unit links',
  rectangle: 'the same of all 1x2 and 2x1 loops',
  polyakovLoop: 'average of tr of the lines in time as [re, im], not divided by N',
  linkTrace: 'average of (1/N) Re tr U; depends on the gauge',
  topologicalCharge: 'Q = −(1/32π²) Σ ε tr F F, ε_xyzt = +1, F by clovers; of U(1) in two dimensions (1/2π) Σ arg U_P',
  energyDensity: 'E = average of ¼ FᵃFᵃ, F by clovers',
  chiralCondensate: '(N_f/4) (1/V) Tr D⁻¹ of staggered quarks, colours summed, antiperiodic in time; needs --mass',
} as const;

/** What is measured unless asked otherwise. */
export const usualObservables: readonly string[] = ['plaquette', 'rectangle', 'polyakovLoop', 'linkTrace'];

/** Of files of spins. */
export const usualSpinObservables: readonly string[] = ['magnetisation', 'staggeredMagnetisation'];

const catalogues = { links: observableCatalogue, spins: spinCatalogue } as const;

/** Every name that can be asked for. */
export const observableNames: readonly string[] = Object.values(catalogues).flatMap(one => Object.keys(one));

/** The entry of a name, whatever it is measured on. */
export const entryNamed = (name: string) => observableCatalogue[name] ?? spinCatalogue[name];

/**
 * What of the list is measured on a file of links, or of spins; what is usual there, if nothing was asked for.
 *
 * @throws InputError naming the file, if something exists only on the other ones
 */
export function namesFor(variables: Variables, observe: readonly string[], path: string): readonly string[] {
  if (variables === 'spins' && observe.join() === usualObservables.join()) return usualSpinObservables;
  const foreign = observe.filter(name => !Object.hasOwn(catalogues[variables], name));
  if (foreign.length === 0) return observe;
  const known = Object.keys(catalogues[variables]).join(', ');
  throw new InputError([
    `${path} holds ${variables}, on which ${foreign.join(' and ')} cannot be measured. Known are ${known}.`,
  ]);
}

/** The entry of the catalogue that measures what the key `name` of the answer holds. */
export function catalogueName(name: string): string {
  return name === 'polyakovLoop' ? 'polyakovLoopComplex' : name;
}

/** The names of the options of an observable. */
export function optionNames(name: string): string[] {
  return Object.keys(entryNamed(name).options.shape);
}
