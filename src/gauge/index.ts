/** Links on a lattice: configurations, transport along words, actions. */
export { type LoopTerm, loopAction, loopActionKernel, loopForceKernel, wilsonAction } from './actions.ts';
export { coldStart, GaugeField, gaugeTransformed, hotStart, randomElements } from './configuration.ts';
export { type FlowTerm, flowAction, wilsonFlowAction } from './flow/flowAction.ts';
export { type FlowOptions, flowPaper, gradientFlow } from './flow/gradientFlow.ts';
export { drift, forEachDirection, reunitarise, theories } from './kernels.ts';
export { transport, wordsFromText, wordsToText } from './transport.ts';
