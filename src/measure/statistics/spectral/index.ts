/** Spectral functions from correlators in Euclidean time. */
export { admmSpectrum } from './admm.ts';
export { type FrequencyGrid, frequencies, type KernelKind, kernelAt, kernelKinds, kernelMatrix } from './kernels.ts';
export { type LambdaPoint, lambdaPath } from './lambda.ts';
export { type Peak, peaksOf } from './peaks.ts';
export { type ProblemOptions, type SpectralProblem, spectralProblem } from './problem.ts';
export {
  type FoundPeak,
  lambdaChoices,
  type Reconstruction,
  reconstruct,
  type SpectralRequest,
  solvers,
  type Variation,
} from './reconstruct.ts';
export { backusGilbert, gaussianSmeared, hansenLupoTantalo, type Resolved } from './smeared.ts';
export { type SparseSolution, sparseSpectrum } from './sparse.ts';
export { type SingularValues, singularValues } from './svd.ts';
