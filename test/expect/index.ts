/** Laws of functionals, transformations and flows, one line each in a test. */

export { innerProductOf, largestDifference, moved, normOf, randomDirection } from './alongGroup.ts';
export { expectGaugeInvariant, expectMapCovariant } from './covariance.ts';
export { fourthOrderDerivative } from './finiteDifference.ts';
export { expectForce, type ForceOptions } from './force.ts';
export { expectPullback, type PullbackOptions } from './pullback.ts';
export { expectReversible } from './reversibility.ts';
