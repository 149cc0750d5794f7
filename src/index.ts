/**
 * Cask: what a simulation written by hand needs, from all rooms, by its textbook names. Everything else is in the rooms
 * themselves: `cask-lqcd/kernel`, `cask-lqcd/loops`, `cask-lqcd/files`, `cask-lqcd/run` …
 */

/** Quarks. */
export {
  DomainWallOperator,
  domainWallPseudofermions,
  HisqOperator,
  hisqPseudofermion,
  lowestEigenpairs,
  type Pseudofermion,
  StaggeredOperator,
  staggeredHasenbusch,
  staggeredPseudofermion,
  WilsonOperator,
  wilsonPseudofermions,
} from './fermion/index.ts';
/** Gauge configurations on disk. */
export { openConfiguration, saveConfiguration } from './files/node/index.ts';
/** Configurations, transport along words, actions, smearing, gradient flow, gauge fixing. */
export {
  coldStart,
  drift,
  fixGauge,
  flowHistory,
  GaugeField,
  gaugeTransformed,
  gradientFlow,
  hotStart,
  instanton,
  loopAction,
  namedGaugeAction,
  randomElements,
  smearing,
  transport,
  wilsonAction,
  wilsonFlowAction,
} from './gauge/index.ts';
/** Gauge groups. */
export { algebra, colourVectors, type Group, groupNamed, links, matrices } from './group/index.ts';
/** Machines, and kernels of one's own. */
export {
  chooseMachine,
  input,
  Machine,
  output,
  parameter,
  reals,
  Site,
  siteKernel,
  sum,
  update,
} from './kernel/index.ts';
/** Lattices, fields, random numbers, and the contracts `Functional` and `Transformation`. */
export {
  add,
  axpy,
  type Cite,
  dot,
  drawGaussian,
  Field,
  type Functional,
  type Key,
  key,
  Lattice,
  norm2,
  type PulledBack,
  pulledBack,
  scale,
  type Transformation,
  uniforms,
  type Weight,
} from './lattice/index.ts';
/** Wilson lines as words. */
export { namedLoops, staples, type Word, word } from './loops/index.ts';
/** Markov chains. */
export {
  heatbath,
  hmc,
  leapfrogPQP,
  leapfrogQPQ,
  metropolis,
  nest,
  omelyan2,
  omf4,
  repeat,
  reversibility,
  scheduleFromLevels,
  scheduleOf,
  slhmc,
  type TransitionKernel,
} from './markov/index.ts';
/** Observables and their errors. */
export {
  averageLoop,
  chiralCondensate,
  type Estimate,
  energyDensity,
  exactChiralCondensate,
  formatEstimate,
  gammaMethod,
  type Observable,
  observableNamed,
  plaquette,
  polyakovLoop,
  topologicalCharge,
} from './measure/index.ts';
/** Gauge-covariant networks and their training. */
export {
  adam,
  caskLayer,
  loadWeights,
  network,
  randomiseWeights,
  sgd,
  stoutLayer,
  trainer,
  weightsFromText,
  weightsToText,
} from './network/index.ts';
