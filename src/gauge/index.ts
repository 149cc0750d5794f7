/** Links on a lattice: configurations, transport along words, actions. */
export { type LoopTerm, loopAction, loopActionKernel, loopForceKernel, wilsonAction } from './actions.ts';
export { coldStart, GaugeField, gaugeTransformed, hotStart, randomElements } from './configuration.ts';
export { drift, forEachDirection, reunitarise, theories } from './kernels.ts';
export { transport, wordsFromText, wordsToText } from './transport.ts';
