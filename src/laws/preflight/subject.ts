/**
 * What the preflight looks at: the theory of a run on a lattice of the same kind that is small enough for seconds, with
 * a rough configuration, the actions and forces of the run, and its network with weights large enough to matter.
 */
import type { Pseudofermion } from '../../fermion/index.ts';
import { coldStart, drift, type GaugeField } from '../../gauge/index.ts';
import {
  add,
  drawGaussian,
  type Functional,
  key,
  type Trainable,
  type Transformation,
  uniforms,
} from '../../lattice/index.ts';
import { type Forces, type Hmc, type HmcOptions, hmc, type Schedule } from '../../markov/index.ts';
import { quarksOf } from '../../runfile/schema/action.ts';
import type { Quark } from '../../runfile/schema/fermion.ts';
import type { GaugeRun } from '../../runfile/schema/index.ts';
import { isDynamics } from '../../runfile/schema/sampler.ts';
import { loopsForQuarks } from '../../simulation/assembly/determinantChain.ts';
import { loopSum } from '../../simulation/assembly/effectiveLoops.ts';
import { outermostSteps, scheduleFor, withSteps } from '../../simulation/assembly/integrator.ts';
import { networkOf } from '../../simulation/assembly/network.ts';
import type { QuarkTerm } from '../../simulation/assembly/quarks.ts';
import { drivingForces, surrogateOn } from '../../simulation/assembly/surrogate.ts';
import { type Theory, theoryOf } from '../../simulation/assembly/theory.ts';
import { noFiles, type RunFiles } from '../../simulation/simulation.ts';

export interface Subject {
  readonly run: GaugeRun;
  readonly theory: Theory;
  /** Neither near the cold start nor as wild as the hot one. */
  readonly u: GaugeField;
  readonly gauge: Functional<GaugeField>;
  readonly terms: readonly QuarkTerm[];
  /** The pseudofermions of the first kind of quark, if it is staggered and nothing is special about it. */
  readonly quarks: Pseudofermion | undefined;
  readonly network: Transformation<GaugeField> | undefined;
  /** What drives self-learning HMC in place of the quark action. */
  readonly surrogate: Functional<GaugeField> | Trainable<GaugeField> | undefined;
  /** What drives the trajectory of this run, by force group. */
  readonly driving: Forces<GaugeField>;
  /** A few steps of the run's integrator, with the run's step size; undefined without molecular dynamics. */
  readonly schedule: Schedule | undefined;
  readonly sampler: (options: HmcOptions<GaugeField>) => Hmc<GaugeField>;
}

/** Short enough for a second; the third direction may as well close at once. */
const longest = [4, 4, 2, 4];
/** Spinors cost four times as much, a fifth dimension more than the others together. */
const longestWithSpinors = [4, 2, 2, 4];
const longestFifth = 5;
const mostSteps = 4;
const roughness = 0.4;
const typicalWeight = 0.08;
const seed = 20;

/** Tight, whatever the run asks for: laws are tested without the errors of a solver. */
const solver = {
  tolerance: 1e-12,
  acceptTolerance: 1e-13,
  maxIterations: 20_000,
  guess: 0,
  precision: 'double',
} as const;

/** The same theory on at most 4 sites per direction, with a short trajectory. */
export function shrunk(run: GaugeRun): GaugeRun {
  const { length: dimension } = run.lattice.extent;
  const kinds = quarksOf(run.action).map(({ kind }) => kind);
  const withSpinors = kinds.some(kind => kind !== 'staggered' && kind !== 'hisq');
  // Three hops of one quark need four sites in every direction, rectangles more than two where links are drawn one by one.
  const cubic = dimension < 4 || kinds.includes('hisq') || !isDynamics(run.sampler);
  const most = withSpinors ? longestWithSpinors : longest;
  const extent = run.lattice.extent.map((length, mu) => Math.min(length, cubic ? 4 : most[mu]));
  const { fermion, fermions } = run.action;
  const action = {
    ...run.action,
    fermion: fermion.kind === 'none' ? fermion : thinned(fermion),
    ...(fermions && { fermions: fermions.map(thinned) }),
  };
  return {
    ...run,
    action,
    lattice: { extent },
    start: { ...run.start, from: 'cold' },
    sampler: shortened(run.sampler),
  };
}

/** Fewer sites in the fifth dimension, more than one kernel takes together. */
function thinned(quark: Quark): Quark {
  return 'extent5' in quark ? { ...quark, extent5: Math.min(quark.extent5, longestFifth) } : quark;
}

function shortened(sampler: GaugeRun['sampler']): GaugeRun['sampler'] {
  if (!isDynamics(sampler)) return sampler;
  const steps = outermostSteps(sampler);
  const fewer = Math.min(steps, mostSteps);
  const tight = { ...sampler, solver: { ...sampler.solver, ...solver } };
  return { ...withSteps(tight, fewer), trajectoryLength: (sampler.trajectoryLength / steps) * fewer };
}

/** @throws InputError if a weights file cannot be used, Error if the machine asked for does not run here */
export function subjectOf(run: GaugeRun, files: RunFiles = noFiles): Subject {
  const small = shrunk(run);
  const theory = theoryOf(small, { announce() {} });
  const { gauge, quarks: terms } = theory;
  const u = roughLinks(theory);
  for (const term of terms) term.refresh(u, { seed, trajectory: 1 });
  const network = run.network && networkWithWeights(run.network, run.lattice.extent.length, files);
  const made = surrogateOn(small, theory, network, { announce() {}, files });
  made?.noiseless?.refresh(u, { seed, trajectory: 1 });
  const loops =
    small.sampler.kind === 'slmc'
      ? loopSum(loopsForQuarks(small.sampler, { announce() {}, files }), theory.lattice)
      : undefined;
  const surrogate = made?.whole ?? loops;
  const driving: Forces<GaugeField> = loops
    ? { gauge: add<GaugeField>(gauge, loops) }
    : Object.assign({ gauge }, ...(made ? [drivingForces(gauge, made)] : terms.map(term => term.forces)));
  return {
    run: small,
    theory,
    u,
    gauge,
    terms,
    quarks: plainQuarks(terms),
    network,
    surrogate,
    driving,
    schedule: isDynamics(small.sampler) ? scheduleFor(small, small.sampler) : undefined,
    sampler: hmc,
  };
}

/** Links that random momenta have moved away from one. */
function roughLinks({ lattice, group }: Theory): GaugeField {
  const u = coldStart(lattice, group);
  const direction = u.momentum();
  drawGaussian(direction, key(seed, 0, 'start'));
  drift(group, lattice.dimension).run({ U: u.field, P: direction, eps: roughness });
  return u;
}

/** Initial weights are so small that a wrong derivative would hide in them. */
function networkWithWeights(
  section: NonNullable<GaugeRun['network']>,
  dimension: number,
  files: RunFiles,
): Transformation<GaugeField> | undefined {
  const made = networkOf(section, { seed, dimension }, { announce() {}, files });
  made?.weights.forEach((weight, index) => {
    const [uniform] = uniforms(key(seed, 0, 'weights'), index, 0);
    weight.value = typicalWeight * (uniform < 0.5 ? uniform - 1 : uniform);
  });
  return made;
}

function plainQuarks([first]: readonly QuarkTerm[]): Pseudofermion | undefined {
  const isPlain = first?.described.kind === 'staggered' && !first.described.hasenbusch;
  return isPlain ? first.pseudofermions[0] : undefined;
}
