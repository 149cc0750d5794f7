/** Observables by name and plain data, as run files and the command line ask for them. */

import type { Lattice } from '../lattice/index.ts';
import type { SpinField } from '../spin/index.ts';
import { algorithmDescription } from './algorithm.ts';
import { type Description, type Facts, plainDescription, type Settings } from './description.ts';
import { domainWallObservables } from './domainWallObservables.ts';
import type { CatalogueEntry, MeasuredTheory, NamedObservable } from './entry.ts';
import { flowObservables } from './flowObservables.ts';
import { gaugeObservables } from './gaugeObservables.ts';
import { overlapObservables } from './overlapObservables.ts';
import { type MeasuredSpins, spinObservables } from './spinObservables.ts';
import { staggeredObservables } from './staggeredObservables.ts';
import { seaOf } from './valence.ts';
import { wilsonObservables } from './wilsonObservables.ts';

const entries: Record<string, CatalogueEntry> = {
  ...gaugeObservables,
  ...staggeredObservables,
  ...wilsonObservables,
  ...domainWallObservables,
  ...overlapObservables,
};

/** Every observable of links by its name, those that were registered included. */
export const observableCatalogue: Readonly<Record<string, CatalogueEntry>> = entries;

/** Every observable of spins by its name. */
export const spinCatalogue = spinObservables;

/** What every run measures on all of its configurations. */
export const alwaysMeasured = { links: 'plaquette', spins: 'magnetisation' } as const;

const reserved = new Set(['flow', 'trajectory', 'phase', 'file', 'extra', 'observables', 'facts']);

/**
 * Adds an observable of your own. Run files, `cask measure`, analyses and reports then know it like any other.
 *
 * @throws if the name is taken, or is not made of letters and digits
 */
export function registerObservable(name: string, entry: CatalogueEntry): void {
  if (!/^[A-Za-z]\w*$/.test(name)) {
    throw new Error(`An observable is called by letters and digits, such as myLoop; found ${JSON.stringify(name)}.`);
  }
  const isTaken =
    Object.hasOwn(entries, name) ||
    Object.hasOwn(spinCatalogue, name) ||
    Object.hasOwn(flowObservables, name) ||
    reserved.has(name);
  if (isTaken || algorithmDescription(name)) {
    throw new Error(`There is an observable or a number called ${name} already: choose another name.`);
  }
  entries[name] = entry;
}

/**
 * The observable `name` with these options (what its table in a run file holds).
 *
 * @throws if there is no such observable, an option is unknown or not what it should be, or it does not exist in the
 *   dimension of the lattice
 */
export function observableNamed(name: string, options: unknown, theory: MeasuredTheory): NamedObservable {
  return named(entries, name, options, theory, (entry, given) => settingsOf(entry, given, theory));
}

/** The same of spins. @throws as `observableNamed`, and if it needs another model */
export function spinObservableNamed(name: string, options: unknown, theory: MeasuredSpins): NamedObservable<SpinField> {
  return named(spinCatalogue, name, options, theory, (_, given) => given);
}

function named<F, T extends { readonly lattice: Lattice }>(
  catalogue: Readonly<Record<string, CatalogueEntry<F, T>>>,
  name: string,
  options: unknown,
  theory: T,
  settings: (entry: CatalogueEntry<F, T>, given: Settings) => Settings,
): NamedObservable<F> {
  const entry = entryIn(catalogue, name);
  const { dimension } = theory.lattice;
  if (!entry.dimensions.includes(dimension)) {
    throw new Error(
      `${name} is defined in ${entry.dimensions.join(' and ')} dimensions; this lattice has ${dimension}.`,
    );
  }
  const parsed = entry.options.safeParse(options ?? {});
  if (!parsed.success) {
    throw new Error(
      `The options of ${name} ${parsed.error.issues.map(issue => complaint(issue, options)).join('; ')}.`,
    );
  }
  const { normalisation, coordinates, fold, remarks = [], measure } = entry.build(parsed.data, theory);
  return {
    name,
    ...descriptionOfEntry(entry),
    normalisation,
    ...(coordinates ? { coordinates } : {}),
    ...(fold === undefined ? {} : { fold }),
    ...(remarks.length > 0 ? { remarks } : {}),
    settings: settings(entry, parsed.data),
    measure,
  };
}

type EntryHeading = Pick<CatalogueEntry, 'title' | 'symbol' | 'unit' | 'shape' | 'axis'>;

function descriptionOfEntry({ title, symbol, unit, shape, axis }: EntryHeading): Description {
  return { title, ...(symbol ? { symbol } : {}), unit, role: 'physics', shape, axis };
}

/** Options as they were given or are by default, and what valence quarks take over from the sea. */
function settingsOf({ valence, options }: CatalogueEntry, given: Settings, theory: MeasuredTheory): Settings {
  if (valence === undefined) return given;
  const sea = seaOf(valence, theory);
  const hasMass = ['kappa', 'mass'].some(key => given[key] !== undefined);
  const inherited = Object.keys(options.shape).filter(
    key => given[key] === undefined && !(hasMass && (key === 'kappa' || key === 'mass')),
  );
  return {
    ...given,
    ...Object.fromEntries(
      inherited.map(key => [key, Reflect.get(sea, key)]).filter(([, value]) => value !== undefined),
    ),
    ...(theory.boundary ? { boundary: theory.boundary } : {}),
  };
}

/**
 * What is known of a number or list of a log.
 *
 * @param facts what was written down beside the numbers, which comes first
 * @param isExtra whether it is what a chain says of itself; unknown names are then monitors, otherwise physics
 */
export function descriptionOf(name: string, facts: Facts = {}, isExtra = false): Description {
  const known =
    (Object.hasOwn(entries, name) ? descriptionOfEntry(entries[name]) : undefined) ??
    (Object.hasOwn(spinCatalogue, name) ? descriptionOfEntry(spinCatalogue[name]) : undefined) ??
    (Object.hasOwn(flowObservables, name) ? flowObservables[name].description : undefined) ??
    algorithmDescription(name) ??
    plainDescription(name, isExtra ? 'monitor' : 'physics');
  return { ...known, ...facts };
}

function entryIn<Entry>(catalogue: Readonly<Record<string, Entry>>, name: string): Entry {
  if (Object.hasOwn(catalogue, name)) return catalogue[name];
  throw new Error(`There is no observable "${name}". Known are ${Object.keys(catalogue).join(', ')}.`);
}

interface Issue {
  readonly code: string;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly keys?: readonly string[];
}

function complaint(issue: Issue, options: unknown): string {
  if (issue.keys) return `hold ${issue.keys.join(', ')}, which it does not know`;
  const found = issue.path.reduce<unknown>((at, key) => Object(at)[key], options);
  return `hold ${issue.path.map(String).join('.') || 'something'} = ${JSON.stringify(found)}; expected ${issue.message}`;
}
