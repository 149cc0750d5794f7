/**
 * Cask: what a simulation written by hand needs, from all rooms, by its textbook names. Everything else is in the rooms
 * themselves: `cask-lqcd/kernel`, `cask-lqcd/loops`, `cask-lqcd/files`, `cask-lqcd/simulation` … It runs in browsers too.
 */

/**
 * The catalogue of observables by name (`cask-lqcd/catalogue`), loaded when it is asked for, because it needs all quarks:
 * `const { observableNamed } = await catalogue()`. Errors are in `cask-lqcd/statistics`.
 */
export const catalogue = () => import('./catalogue/index.ts');
/** Quarks; domain walls, HISQ and split determinants are in `cask-lqcd/fermion`. */
export {
  lowestEigenpairs,
  type Pseudofermion,
  StaggeredOperator,
  staggeredPseudofermion,
  WilsonOperator,
  wilsonPseudofermions,
} from './fermion/index.ts';
/** Configurations, transport along words, actions, smearing, gradient flow, gauge fixing. */
export {
  coldStart,
  drift,
  fixGauge,
  flowActionNamed,
  flowHistory,
  flowTo,
  forEachDirection,
  GaugeField,
  gaugeTransformed,
  gradientFlow,
  hotStart,
  type LoopAction,
  type LoopTerm,
  loopAction,
  namedGaugeAction,
  randomElements,
  recordedTransformation,
  smearing,
  type Theory,
  transport,
  wilsonAction,
  wilsonFlowAction,
} from './gauge/index.ts';
/** Gauge groups. */
export { algebra, colourVectors, type Group, groupNamed, links, matrices } from './group/index.ts';
/** Machines, and kernels of one's own. */
export {
  chooseMachine,
  inPlace,
  input,
  type Kernel,
  kernelFamily,
  Machine,
  output,
  parameter,
  type Real,
  reals,
  Site,
  sharedMachine,
  siteKernel,
  sum,
  update,
} from './kernel/index.ts';
/** Lattices, fields, random numbers, and the contracts `Configuration`, `Functional` and `Transformation`. */
export {
  add,
  axpy,
  type Cite,
  type Configuration,
  dot,
  drawGaussian,
  Field,
  type Functional,
  functional,
  gaussianScalars,
  type Key,
  key,
  Lattice,
  norm2,
  type PulledBack,
  pulledBack,
  ScalarField,
  scale,
  siteAction,
  Tape,
  type Trainable,
  type Transformation,
  uniforms,
  type Weight,
} from './lattice/index.ts';
/** Wilson lines as words. */
export {
  chairs,
  type Loops,
  namedLoops,
  plaquettes,
  rectangles,
  staples,
  type Word,
  wilsonLoops,
  word,
} from './loops/index.ts';
/** Markov chains. */
export {
  type HmcInfo,
  heatbath,
  hmc,
  kickedBy,
  leapfrogPQP,
  leapfrogQPQ,
  metropolis,
  nest,
  omelyan2,
  omf4,
  repeat,
  reversibility,
  scheduleOf,
  slhmc,
  type TransitionKernel,
} from './markov/index.ts';
export {
  averageLoop,
  chiralCondensate,
  energyDensity,
  exactChiralCondensate,
  type Observable,
  plaquette,
  polyakovLoop,
  topologicalCharge,
} from './measure/index.ts';
/** Gauge-covariant networks and their training. */
export {
  adam,
  caskLayer,
  type Layer,
  loadWeights,
  network,
  randomiseWeights,
  sgd,
  stoutLayer,
  trainer,
  weightsFromText,
  weightsToText,
} from './network/index.ts';
/** Classical spins; what is coupled to them and learns from them: `cask-lqcd/spin`. */
export { spins } from './spin/kernels.ts';
export { alignedSpins, randomSpins, SpinField } from './spin/spinField.ts';
