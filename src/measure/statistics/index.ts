/** Statistics of measured chains: how sure we are. Imports nothing, so it may be used alone. */
export {
  type AcceptanceReport,
  acceptanceFromMean,
  acceptanceFromSpread,
  acceptanceReport,
  type SignTest,
  signTest,
} from './acceptance.ts';
export { autocorrelation } from './autocovariance.ts';
export { type BootstrapOptions, bootstrap, bootstrapDerived, bootstrapSamples } from './bootstrap.ts';
export {
  type Chain,
  gammaMethodOfChain,
  gammaMethodOfChains,
  withoutDuplicates,
} from './chain.ts';
export { choleskyFactor, choleskySolve, type Matrix } from './cholesky.ts';
export {
  compareHistograms,
  type EffectiveSizes,
  effectiveSizes,
  type HistogramComparison,
  type KolmogorovSmirnov,
  kolmogorovSmirnov,
  kolmogorovSmirnovOfChains,
  significance,
} from './comparison.ts';
export { bulkEffectiveSamples, effectiveSamplesOf, splitRHat, tailEffectiveSamples } from './convergence.ts';
export { autocorrelationOfReplicas, type Correlation } from './correlationFunction.ts';
export { folded, stateShape, type TimeFold } from './correlator.ts';
export { type CurveModel, type CurveModelName, curveAt, curveModels, fitCurve } from './curveModels.ts';
export {
  coshMass,
  type EffectiveMass,
  effectiveMass,
  effectiveMasses,
  logarithmicMass,
  type MassKind,
  sinhMass,
} from './effectiveMass.ts';
export {
  blocksScatter,
  type Estimate,
  estimateWarning,
  FEW_SAMPLES,
  formatEstimate,
  type Measured,
  withoutError,
} from './estimate.ts';
export { type Fit, type FitData, fitConstant, fitResponse, leastSquares, type Model } from './fits.ts';
export {
  type GammaOptions,
  gammaDerived,
  gammaDerivedOfReplicas,
  gammaMethod,
  gammaMethodOfReplicas,
  SHORTEST_SERIES,
} from './gamma.ts';
export { generalisedEigen, type Principal, principalVectors, projection } from './gevp.ts';
export { jackknife, jackknifeDerived, jackknifeSamples } from './jackknife.ts';
export { fitMass, fittedCorrelator, type MassData, type MassFit, type MassModel } from './massFit.ts';
export { averageModels, averagePlateaux, type ModelAverage, type ModelResult } from './modelAverage.ts';
export { smallestStride } from './places.ts';
export {
  type Block,
  type Blocked,
  bestByFolds,
  bestLabelledRatio,
  bestTrainShare,
  biasCorrected,
  blocksFor,
  boostedTrees,
  type Columns,
  type CorrectedAverage,
  type CorrectionOptions,
  type Costs,
  correctedMean,
  foldsOf,
  type Gain,
  gainOf,
  type Learner,
  monomialCount,
  type Predict,
  polynomialRidge,
  type Rows,
  ridge,
  type Sets,
  setsOf,
  type TreeOptions,
} from './regression/index.ts';
export {
  type BinOptions,
  correlationOf,
  covarianceOf,
  type DerivedVector,
  type Resampling,
} from './resampling.ts';
export {
  type CoupledRun,
  type Moments,
  type MultiHistogram,
  multiHistogram,
  type OrderedRun,
  peakOf,
  type Reweighted,
  reweighted,
  type Sample,
} from './reweighting/index.ts';
export { averageOf, type Series } from './series.ts';
export { type ShrunkCovariance, shrunkCovariance } from './shrinkage.ts';
export {
  chiSquaredSurvival,
  erf,
  erfc,
  inverseNormal,
  kolmogorovSurvival,
  logGamma,
  lowerGamma,
  normalDistribution,
  studentFactor,
  upperGamma,
} from './special.ts';
export {
  admmSpectrum,
  backusGilbert,
  type FoundPeak,
  type FrequencyGrid,
  frequencies,
  gaussianSmeared,
  hansenLupoTantalo,
  type KernelKind,
  kernelAt,
  kernelMatrix,
  type LambdaPoint,
  lambdaPath,
  type Peak,
  peaksOf,
  type Reconstruction,
  type Resolved,
  reconstruct,
  type SingularValues,
  type SparseSolution,
  type SpectralProblem,
  type SpectralRequest,
  singularValues,
  sparseSpectrum,
  spectralProblem,
  type Variation,
} from './spectral/index.ts';
export { countJumps, stuckStretch } from './stuck.ts';
export { type Eigensystem, symmetricEigen } from './symmetricEigen.ts';
export { autoregressiveChain, autoregressiveCoefficient } from './syntheticChain.ts';
export { type ThermalisationCut, thermalisationCut, thermalisationPoint } from './thermalisation.ts';
