/** Every observable by name, with its options. */

export type { CatalogueEntry, MeasuredTheory, NamedObservable, QuarkKind } from './entry.ts';
export { observableCatalogue, observableNamed } from './observableNamed.ts';
