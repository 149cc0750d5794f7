/** Finding the parameters of a sampler while it thermalises. */
export { type StepTuner, type StepTunerOptions, stepTuner } from './stepTuner.ts';
