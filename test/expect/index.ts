/** Laws of functionals, transformations, flows and configurations, one line each in a test. */
export {
  inner as innerProductOf,
  largestDifference,
  length as normOf,
  moved,
  randomDirection,
  slope as fourthOrderDerivative,
} from '../../src/laws/motion.ts';
export {
  expectAction,
  expectConfiguration,
  expectForce,
  expectKernel,
  expectMap,
  expectStep,
  expectToHold,
} from './laws.ts';
