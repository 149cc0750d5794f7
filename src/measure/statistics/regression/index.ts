/** Averages of observables that were measured seldom, from others that were measured often. */
export {
  biasCorrected,
  type CorrectedAverage,
  type CorrectionOptions,
  correctedMean,
} from './biasCorrected.ts';
export { bestLabelledRatio, bestTrainShare, type Costs, type Gain, gainOf } from './cost.ts';
export { bestByFolds, type Columns, type Learner, type Predict, type Rows } from './learner.ts';
export { monomialCount, polynomialRidge, ridge } from './ridge.ts';
export { type Block, type Blocked, blocksFor, foldsOf, type Sets, setsOf } from './split.ts';
export { boostedTrees, type TreeOptions } from './trees.ts';
