/** Effective models: shells of neighbours, and layers before them. */
export { attentionMap } from './attentionMap.ts';
export { type Score, scores } from './kernels.ts';
export { type LayerKind, layerKinds, type SpinLayer } from './layers.ts';
export {
  type Density,
  type EffectiveModel,
  type EffectiveModelOptions,
  effectiveModel,
  sumsByConfiguration,
} from './model.ts';
export { chosenShells, type Shell, shellsOf } from './shells.ts';
