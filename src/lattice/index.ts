/** Sites, fields, randomness, and the contracts Functional and Transformation. */
export { bibtexOf } from './bibtex.ts';
export { type Cite, type PaperKey, papers } from './citations.ts';
export type { Configuration } from './configuration.ts';
export { drawGaussian } from './draw.ts';
export { Field, type Space } from './field.ts';
export {
  add,
  type Differentiable,
  type Functional,
  functional,
  type PulledBack,
  pulledBack,
  scale,
  type Trainable,
  type Transformation,
} from './functional.ts';
export { type FieldOptions, Lattice } from './lattice.ts';
export { axpy, dot, norm2, scaled, xpay } from './linear.ts';
export * from './random/index.ts';
export { type RecordedMap, recorded } from './recorded.ts';
export { Registry } from './registry.ts';
export { gaussianScalars, ScalarField } from './scalarField.ts';
export { type SiteActionOptions, siteAction } from './siteAction.ts';
export { coordinatesOf, siteAt } from './sites.ts';
export { type Pullback, Tape } from './tape.ts';
export {
  type Coefficient,
  type Combination,
  keepBounds,
  linear,
  presentValue,
  quotient,
  type Weight,
} from './weights.ts';
export { sharedField, sharedOn, Workspace, workspaceOf } from './workspace.ts';
