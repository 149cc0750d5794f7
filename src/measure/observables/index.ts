/** What can be measured on a configuration. */

export {
  type CondensateOptions,
  chiralCondensate,
  exactChiralCondensate,
  type NoiseOptions,
} from './chiralCondensate.ts';
export { chiralMoments, disconnectedSusceptibility } from './chiralSusceptibility.ts';
export {
  type DensityCorrelatorOptions,
  densityDistances,
  energyDensityCorrelator,
  topologicalDensityCorrelator,
} from './correlators/densityCorrelator.ts';
export {
  type EnergyMomentumOptions,
  energyMomentumCorrelator,
  type TensorChannel,
  tensorChannels,
} from './correlators/energyMomentum.ts';
export {
  connectedCorrelator,
  type GluonicCorrelatorOptions,
  gluonicCorrelator,
} from './correlators/gluonicCorrelator.ts';
export { projectedSlices } from './correlators/momentumProjection.ts';
export { type Shell, shellAverages, shells } from './correlators/shells.ts';
export { periodicCorrelation, sliceSums } from './correlators/slices.ts';
export { type ComplexNumbers, torusCorrelation } from './correlators/torusCorrelation.ts';
export { energyDensity, energyDensityField } from './energyDensity.ts';
export { fieldStrength, type Plane, planes, type StrengthDefinition } from './fieldStrength.ts';
export { flowRadiusW0, flowReference, flowTimeT0, logarithmicSlope } from './flowScales.ts';
export type { GaussianSmearing } from './hadrons/gaussianSmearing.ts';
export { type HadronOptions, hadrons, pion } from './hadrons/hadrons.ts';
export { pcacMass } from './hadrons/pcacMass.ts';
export { type Propagator, propagator, type QuarkSource } from './hadrons/propagator.ts';
export { type DomainWallQuark, domainWallQuark, type ValenceQuark, wilsonQuark } from './hadrons/quark.ts';
export { quarkCondensate } from './hadrons/quarkCondensate.ts';
export { type ResidualMassOptions, residualMass, residualMassCorrelators } from './hadrons/residualMass.ts';
export { linkTrace } from './linkTrace.ts';
export { averageLoop, plaquette, spatialPlaquette, temporalPlaquette } from './loop.ts';
export { loopField } from './loopField.ts';
export { binderCumulant, powersOf, susceptibility } from './moments.ts';
export { type Dilution, dilutions, type NoiseKind } from './noise.ts';
export type { Coordinates, Fold, Observable } from './observable.ts';
export { exactOverlapCondensate, overlapCondensate } from './overlap/condensate.ts';
export { overlapIndex, overlapLogDet, overlapLowModes } from './overlap/spectrum.ts';
export {
  absolutePolyakovLoop,
  complexPolyakovLoop,
  polyakovField,
  polyakovLoop,
  polyakovLoopAlong,
} from './polyakovLoop.ts';
export { chebyshevMoments, eigenvaluesBelow } from './spectrum/chebyshevMoments.ts';
export {
  denseMatrix,
  logDeterminant,
  staggeredLogDeterminant,
  wilsonLogDeterminant,
} from './spectrum/logDeterminant.ts';
export { type LowModeOptions, staggeredModes, wilsonModes } from './spectrum/lowModes.ts';
export { type SpectralDensityOptions, spectralDensity } from './spectrum/spectralDensity.ts';
export {
  type StaggeredChannel,
  type StaggeredMesonOptions,
  staggeredChannels,
  staggeredMesons,
  staggeredPion,
} from './staggered/mesons.ts';
export { StaggeredPropagators, type StaggeredSource } from './staggered/propagator.ts';
export type { StaggeredKind, StaggeredQuark } from './staggered/quark.ts';
export { creutzRatio } from './staticQuarks/creutzRatio.ts';
export { effectivePotential } from './staticQuarks/effectivePotential.ts';
export type { LoopSmearing } from './staticQuarks/loopSmearing.ts';
export { type OffAxisOptions, offAxisLoops, offAxisLoopTable } from './staticQuarks/offAxisLoops.ts';
export {
  type PolyakovCorrelatorOptions,
  polyakovCorrelator,
  polyakovLoopsInSpace,
  polyakovSeparations,
} from './staticQuarks/polyakovCorrelator.ts';
export {
  cornell,
  fitStaticPotential,
  type MeasuredSeparation,
  type PotentialShape,
  type StaticPotential,
  sommerConstants,
  sommerScale,
  staticPotential,
} from './staticQuarks/staticPotential.ts';
export { treeLevelDistance } from './staticQuarks/treeLevelDistance.ts';
export { type WilsonLoopOptions, wilsonLoops, wilsonLoopTable } from './staticQuarks/wilsonLoops.ts';
export {
  type ChargeDefinition,
  chargeDefinitionOf,
  topologicalCharge,
  topologicalChargeDensity,
} from './topologicalCharge.ts';
export { staggeredTraces, type TraceOptions, wilsonTraces } from './traces/inverseTraces.ts';
export { averageOverDifferent, massMoments } from './traces/massMoments.ts';
