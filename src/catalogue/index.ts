/** Every observable by name, with its options. */

export {
  componentNames,
  type Description,
  type Facts,
  positionLabels,
  type Settings,
  type Shape,
  shapes,
} from './description.ts';
export { type CatalogueEntry, entry, type MeasuredTheory, type NamedObservable, type QuarkKind } from './entry.ts';
export { type FlowRequest, flowCites, flowFacts, flowLists } from './flowObservables.ts';
export {
  alwaysMeasured,
  descriptionOf,
  observableCatalogue,
  observableNamed,
  registerObservable,
  spinCatalogue,
  spinObservableNamed,
} from './observableNamed.ts';
export type { MeasuredSpins } from './spinObservables.ts';
