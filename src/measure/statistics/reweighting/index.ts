/** Runs at several couplings taken together. */
export { type CoupledRun, type MultiHistogram, multiHistogram } from './multiHistogram.ts';
export { type Moments, type OrderedRun, peakOf, type Reweighted, reweighted, type Sample } from './reweighted.ts';
