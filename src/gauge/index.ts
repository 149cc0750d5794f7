/** Links on a lattice: configurations, transport along words, actions. */
export {
  type LoopAction,
  type LoopTerm,
  loopAction,
  loopActionKernel,
  loopForceKernel,
  termsOn,
  type WordTerm,
  wilsonAction,
} from './actions.ts';
export {
  type GaugeActionName,
  gaugeActionNames,
  type NamedActionOptions,
  namedGaugeAction,
  rectangleCoefficients,
} from './actionsNamed.ts';
export { coldStart, GaugeField, gaugeTransformed, hotStart, randomElements } from './configuration.ts';
export * from './fixing/index.ts';
export { type AdaptiveFlowOptions, type AdaptiveFlowReport, adaptiveFlow } from './flow/adaptiveFlow.ts';
export {
  type FlowName,
  type FlowTerm,
  flowAction,
  flowActionNamed,
  symanzikFlowAction,
  wilsonFlowAction,
} from './flow/flowAction.ts';
export {
  type FlowHistory,
  type FlowHistoryOptions,
  type FlowTimes,
  flowHistory,
  flowTimes,
} from './flow/flowHistory.ts';
export { type FlowToOptions, flowTo, longestFlowStep, stepsWithin } from './flow/flowTo.ts';
export { type FlowOptions, gradientFlow } from './flow/gradientFlow.ts';
export { drift, forEachDirection, forEachPair, reunitarise, theories } from './kernels.ts';
export { gaugeActionKinds, type OwnAction, ownActions, registerAction } from './ownActions.ts';
export { requireSameTheory } from './sameTheory.ts';
export * from './smearing/index.ts';
export { productCost, stapleField, type WeightedLoops } from './stapleField.ts';
export * from './starts/index.ts';
export { transport } from './transport.ts';
export { stapleLines, timesComplex, weightedStaples } from './weightedStaples.ts';
