/** Markov chains: transition kernels, integrators, hybrid Monte Carlo and its self-learning form, local updates. */
export { type PhaseSpace, phaseSpace } from './hamiltonian.ts';
export * from './heatbath/index.ts';
export { type Hmc, type HmcInfo, type HmcOptions, type HmcState, hmc, type ProposalInfo } from './hmc.ts';
export * from './integrators/index.ts';
export { type Forces, molecularDynamics } from './molecularDynamics.ts';
export { type Reversibility, type ReversibilityOptions, reversibility } from './reversibility.ts';
export {
  type SelfLearning,
  type SelfLearningEnds,
  type SelfLearningInfo,
  type SelfLearningOptions,
  type SelfLearningState,
  selfLearning,
} from './selfLearning.ts';
export { type SlhmcOptions, slhmc } from './slhmc.ts';
export type { StepKey, TransitionKernel } from './step.ts';
export * from './tuning/index.ts';
