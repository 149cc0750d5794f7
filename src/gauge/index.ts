/** Links on a lattice: configurations, transport along words, actions. */
export { type LoopTerm, loopAction, loopActionKernel, loopForceKernel, wilsonAction } from './actions.ts';
export { coldStart, GaugeField, gaugeTransformed, hotStart, randomElements } from './configuration.ts';
export { type FlowTerm, flowAction, wilsonFlowAction } from './flow/flowAction.ts';
export { type FlowOptions, flowPaper, gradientFlow } from './flow/gradientFlow.ts';
export { drift, forEachDirection, forEachPair, reunitarise, theories } from './kernels.ts';
export * from './smearing/index.ts';
export { stapleLines, timesComplex, weightedStaples } from './stapleSum.ts';
export { transport, wordsFromText, wordsToText } from './transport.ts';
