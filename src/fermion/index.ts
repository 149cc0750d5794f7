/** Dirac operators, solvers and pseudofermions. */

export { type HeavyQuark, type HoppingCouplings, hoppingCouplings } from './determinant/hopping.ts';
export { type DeterminantOptions, staggeredDeterminant } from './determinant/staggered.ts';
export { type WilsonDeterminantOptions, wilsonDeterminant } from './determinant/wilson.ts';
export { effectiveSign } from './domainwall/effectiveSign.ts';
export { EvenOddDomainWall } from './domainwall/evenOdd.ts';
export type { PerSlice } from './domainwall/fifthRows.ts';
export { DomainWallOperator, type DomainWallOptions, usualHeight } from './domainwall/operator.ts';
export { type MoebiusForm, moebiusCoefficients, type OptimalWalls, optimalWalls } from './domainwall/optimalWalls.ts';
export { DomainWallSolver } from './domainwall/solve.ts';
export * from './eigen/index.ts';
export { HisqOperator, type HisqOptions, sharedHisqOperator } from './hisq/operator.ts';
export { type HisqPseudofermionOptions, hisqMatrix, hisqPseudofermion } from './hisq/pseudofermion.ts';
export { type Chirality, chiralNorms, chiralSum } from './overlap/chirality.ts';
export {
  type DenseOverlap,
  denseOverlap,
  largestDenseOverlap,
  overlapLogDeterminant,
  overlapSpectrum,
  traceIndex,
  zeroModes,
} from './overlap/dense.ts';
export { type OverlapDeterminantOptions, overlapDeterminant } from './overlap/determinant.ts';
export { OverlapKernel, type OverlapKernelOptions, usualRho } from './overlap/kernel.ts';
export { type FlowingMode, type FlowPoint, type ModeFlow, type ModeFlowOptions, modeFlow } from './overlap/modeFlow.ts';
export { modeIndex, type OverlapMode, type OverlapModeOptions, overlapModes } from './overlap/modes.ts';
export { OverlapOperator, type OverlapOptions } from './overlap/operator.ts';
export { type SignOptions, type SignReport, usualSign } from './overlap/sign.ts';
export { exactSign, type SignRule, wallSign } from './overlap/signRule.ts';
export { OverlapSolver } from './overlap/solve.ts';
export {
  type DomainWallPseudofermionOptions,
  domainWallPseudofermion,
  domainWallPseudofermions,
} from './pseudofermion/domainWall.ts';
export type { FermionMatrix } from './pseudofermion/fermionMatrix.ts';
export { determinantPower, type PartialFractions, powerOf } from './pseudofermion/flavours.ts';
export {
  type ActionForm,
  type PseudofermionParts,
  pseudofermionFrom,
  type SolverChoice,
} from './pseudofermion/fromMatrix.ts';
export { staggeredHasenbusch } from './pseudofermion/hasenbusch.ts';
export type { MassTerm, Pseudofermion, SolverStatistics } from './pseudofermion/pseudofermion.ts';
export { measuredRange, type SpectralRange, strictRange } from './pseudofermion/spectralRange.ts';
export { type PseudofermionOptions, staggeredPseudofermion } from './pseudofermion/staggered.ts';
export { type WilsonPseudofermionOptions, wilsonPseudofermion, wilsonPseudofermions } from './pseudofermion/wilson.ts';
export { SpectrumError } from './rational/approximation.ts';
export * from './rational/index.ts';
export { BiCGStab } from './solvers/bicgstab.ts';
export { ConjugateGradient, type StepListener } from './solvers/cg.ts';
export { ChronologicalGuess } from './solvers/chronological.ts';
export {
  type LinearOperator,
  type LinearOptions,
  type LinearReport,
  type LinearSolver,
  normalOf,
} from './solvers/linearOperator.ts';
export { MixedPrecisionConjugateGradient } from './solvers/mixedPrecision.ts';
export { MultiShift } from './solvers/multishift.ts';
export { NormalEquations } from './solvers/normalEquations.ts';
export type {
  PositiveOperator,
  ShiftedOptions,
  ShiftedSolver,
  SolverOptions,
  SolverReport,
} from './solvers/positiveOperator.ts';
export { IterationLimitError } from './solvers/positiveOperator.ts';
export { largestRitzValue, smallestRitzValue } from './solvers/ritz.ts';
export type { SinglePrecisionTwin } from './solvers/singlePrecision.ts';
export { gammaBlock, gammaBlockDagger, spinComponents } from './spinor/gamma.ts';
export { type Spinor, spinorSize, spinors } from './spinor/spinors.ts';
export { hoppingTerm, shiftedHopping } from './staggered/dslash.ts';
export { bilinearForce, bindBilinear } from './staggered/force.ts';
export { opposite, type StaggeredDirac } from './staggered/hops.ts';
export { StaggeredOperator, sharedStaggeredOperator } from './staggered/operator.ts';
export { absorbPhases, antiperiodicInTime, type Boundary, phaseField } from './staggered/phases.ts';
export { singlePrecisionNormal } from './staggered/singlePrecision.ts';
export type { SpinorBoundary } from './wilson/boundary.ts';
export { cloverHopping, cloverShifted } from './wilson/cloverDslash.ts';
export { type Sense, wilsonHopping, wilsonShifted } from './wilson/dslash.ts';
export { EvenOddWilson } from './wilson/evenOdd.ts';
export { kappaOfMass, massOfKappa, WilsonOperator, type WilsonOptions } from './wilson/operator.ts';
export { pointSource, type QuarkSolver, WilsonSolver } from './wilson/solve.ts';
