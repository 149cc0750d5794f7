/** Classical spins on a lattice. */
export {
  type ClassicalModel,
  type ClassicalModelKind,
  type ClassicalOptions,
  classicalModel,
  classicalModels,
} from './classical/model.ts';
export * from './doubleExchange/index.ts';
export * from './effective/index.ts';
export { inner, motionKernels, type SpinHandle, spins } from './kernels.ts';
export {
  binder,
  magnetisation,
  magnetisationSquared,
  type SpinCorrelation,
  spinCorrelation,
  structureFactor,
} from './observables/observables.ts';
export {
  largestSpinWidth,
  type SpinMetropolis,
  type SpinMetropolisInfo,
  type SpinMetropolisOptions,
  type SpinMetropolisState,
  spinMetropolis,
} from './sampling/localMetropolis.ts';
export type { SpinAction, Walk } from './sampling/walk.ts';
export { alignedSpins, randomSpins, SpinField } from './spinField.ts';
export * from './training/index.ts';
