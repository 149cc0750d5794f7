/** Training of effective models. */
export { chosen, type Dataset, dataset, part, type Recorder, recorder } from './dataset.ts';
export { type GaussNewtonOptions, gaussNewton } from './gaussNewton.ts';
export { beginLayers, deeper, takeWeights } from './grow.ts';
export { fitCouplings } from './leastSquares.ts';
export { productsOf, type Residuals, residualsOf, type SideBySide, sideBySide } from './residuals.ts';
export { type EpochInfo, mseOf, type OnlineTrainer, onlineTrainer, type TrainingOptions, trainOn } from './train.ts';
