/** Gauge-covariant layers with exact pullback, stacks of them, and their training. */
export {
  type Activation,
  activations,
  type LocalActivation,
  localActivations,
  tangentScale,
} from './layers/activation.ts';
export { type AttentionWeights, attentionWeights } from './layers/attentionWeights.ts';
export { beyondThePaper, type CaskOptions, caskDefaults, caskLayer } from './layers/cask.ts';
export { type ConvolutionOptions, convolutionDefaults, convolutionLayer } from './layers/convolution.ts';
export type { Transport } from './layers/convolutionKernels.ts';
export { type FlowLayerOptions, type FlowProfile, flowDefaults, flowLayer, flowProfiles } from './layers/flow.ts';
export type { Layer, Theory } from './layers/layer.ts';
export { type NetworkLoop, networkLoops } from './layers/networkLoops.ts';
export { type BlockingKind, blockingKinds, blockingLayer, projectedLayer } from './layers/projection.ts';
export { stoutLayer, stoutPapers } from './layers/stout.ts';
export { network, randomiseWeights } from './network.ts';
export { layerKinds, type OwnLayer, ownLayers, ownLosses, registerLayer, registerLoss } from './own.ts';
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
