/** Observables by name and plain data, as run files and the command line ask for them. */

import { domainWallObservables } from './domainWallObservables.ts';
import type { CatalogueEntry, MeasuredTheory, NamedObservable } from './entry.ts';
import { gaugeObservables } from './gaugeObservables.ts';
import { staggeredObservables } from './staggeredObservables.ts';
import { wilsonObservables } from './wilsonObservables.ts';

/** Every observable by its name. */
export const observableCatalogue: Readonly<Record<string, CatalogueEntry>> = {
  ...gaugeObservables,
  ...staggeredObservables,
  ...wilsonObservables,
  ...domainWallObservables,
};

/**
 * The observable `name` with these options (what its table in a run file holds).
 *
 * @throws if there is no such observable, an option is unknown or not what it should be, or it does not exist in the
 *   dimension of the lattice
 */
export function observableNamed(name: string, options: unknown, theory: MeasuredTheory): NamedObservable {
  const entry = entryNamed(name);
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
  const { normalisation, labels, measure } = entry.build(parsed.data, theory);
  return { name, title: entry.title, unit: entry.unit, normalisation, ...(labels ? { labels } : {}), measure };
}

function entryNamed(name: string): CatalogueEntry {
  if (Object.hasOwn(observableCatalogue, name)) return observableCatalogue[name];
  throw new Error(`There is no observable "${name}". Known are ${Object.keys(observableCatalogue).join(', ')}.`);
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
