/** Gauge-covariant layers with exact pullback, stacks of them, and their training. */
export { type Activation, activations, tangentScale } from './layers/activation.ts';
export { type CaskOptions, caskDefaults, caskLayer } from './layers/cask.ts';
export type { Layer, Theory } from './layers/layer.ts';
export { type NetworkLoop, networkLoops } from './layers/networkLoops.ts';
export { stoutLayer, stoutPapers } from './layers/stout.ts';
export { network, randomiseWeights } from './network.ts';
export * from './train/index.ts';
export {
  loadWeights,
  type NamedTensors,
  type ReadWeightsFile,
  type WeightsFile,
  weightsFromTensors,
  weightsFromText,
  weightsToTensors,
  weightsToText,
} from './weightsFile.ts';
