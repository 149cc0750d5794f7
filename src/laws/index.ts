/**
 * What must hold, as functions that return findings: of an action, a transformation, an integrator, a kernel, a configuration of
 * one's own; and the preflight, which tries the laws of a run's theory before it is run. See docs/laws.md.
 */
export { type ConfigurationOptions, configurationLaws } from './configuration.ts';
export { brokenOff, type Finding, finding, showFinding, trueOrFalse } from './finding.ts';
export {
  type DerivativeOptions,
  derivativeLaw,
  differentialLaw,
  type ForceOptions,
  forceLaws,
  weightLaw,
} from './force.ts';
export { latticeOrderLaw, type OrderOptions, pendulumOrderLaw, type Schedules } from './integratorOrder.ts';
export { accumulationLaws, adjointLaws, differentiable } from './kernels/adjoint.ts';
export { agreementLaws } from './kernels/agreement.ts';
export { moved, randomDirection, slope } from './motion.ts';
export { preflight } from './preflight/index.ts';
export { type PullbackOptions, pullbackLaws } from './pullback.ts';
export { type Flow, type ReversalOptions, reversalLaw, trajectoryOf } from './reversal.ts';
export {
  covarianceLaw,
  covarianceLaws,
  gaugeRotation,
  invarianceLaw,
  type Symmetry,
  type SymmetryOptions,
} from './symmetry.ts';
