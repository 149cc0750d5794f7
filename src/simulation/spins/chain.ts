/** How the configurations of a run of spins are made: Metropolis, HMC, or self-learning Monte Carlo. */
import {
  type SelfLearningInfo,
  type SelfLearningState,
  selfLearning,
  type TransitionKernel,
  type WidthTuner,
  widthTuner,
} from '../../markov/index.ts';
import type { SpinRun } from '../../runfile/schema/spin/index.ts';
import type { SpinSampler } from '../../runfile/schema/spin/sampler.ts';
import type { EffectiveModel, SpinAction, SpinField } from '../../spin/index.ts';
import type { Chain } from '../assembly/chain.ts';
import {
  type AssembleOptions,
  noFiles,
  type State,
  type TrajectoryRecord,
  type TrajectoryRequest,
} from '../simulation.ts';
import { effectiveOf, spinWeights } from './effective.ts';
import { spinKernelHashes } from './kernelHashes.ts';
import { learningOn, learnStored, restoreWeights, storedConfigurations, weightsOf } from './learning.ts';
import { trajectoriesOn, updatesOn } from './moves.ts';
import type { SpinTheory } from './theory.ts';

type Made = Omit<TrajectoryRecord, 'observables'>;

export function spinChainOf(run: SpinRun, theory: SpinTheory, options: AssembleOptions): Chain<SpinField> {
  const { sampler } = run;
  switch (sampler.kind) {
    case 'metropolis':
      return metropolisChain(run, sampler, theory);
    case 'hmc':
      return hmcChain(run, sampler, theory);
    case 'slmc':
      return learningChain(run, sampler, theory, options);
  }
}

/** Proposals wider than this are as good as new spins. */
const widest = 10;
const tunerName = 'tuner';

/** Exact updates of single spins, with a width that is tuned while thermalising; signs have none. */
function tunedUpdates(model: SpinAction, sampler: { readonly width: number; readonly updates?: number | undefined }) {
  const tuner = widthTuner({ width: Math.min(sampler.width, widest), largest: widest });
  const { updates, width } = sampler;
  const moves = { kind: 'metropolis', width, ...(updates === undefined ? {} : { updates }) } as const;
  return { tuner, kernel: updatesOn(model, moves, tuner.width) };
}

function metropolisChain(
  run: SpinRun,
  sampler: Extract<SpinSampler, { kind: 'metropolis' }>,
  { model, start }: SpinTheory,
): Chain<SpinField> {
  const { tuner, kernel } = tunedUpdates(model, sampler);
  return plainChain(run, model, start, kernel, tuner, ({ acceptance, width, action, unitarityDefect }) => {
    tuner.observe(acceptance);
    return { extra: { acceptance, width, action, unitarityDefect } };
  });
}

function hmcChain(
  run: SpinRun,
  sampler: Extract<SpinSampler, { kind: 'hmc' }>,
  { model, start }: SpinTheory,
): Chain<SpinField> {
  const kernel = trajectoriesOn(model, sampler);
  return plainChain(run, model, start, kernel, undefined, ({ deltaH, accepted, forceRms, unitarityDefect }) => ({
    deltaH,
    accepted,
    extra: { 'forceRms.spins': forceRms.spins, unitarityDefect },
  }));
}

/** One kernel from the first trajectory to the last. */
function plainChain<S extends { readonly u: SpinField }, I>(
  { schedule: { seed } }: SpinRun,
  model: SpinAction,
  start: SpinField,
  kernel: TransitionKernel<S, I, SpinField>,
  tuner: WidthTuner | undefined,
  recordOf: (info: I) => Made,
): Chain<SpinField> {
  let state = kernel.init(start);
  return {
    name: kernel.name,
    cites: kernel.cites,
    banner: [`action:       ${model.name}`, `sampler:      ${kernel.name}`],
    get u() {
      return state.u;
    },
    next({ trajectory, phase }) {
      if (phase !== 'thermalise') tuner?.freeze();
      const [after, info] = kernel.step({ seed, trajectory }, state);
      state = after;
      return recordOf(info);
    },
    state: () => (tuner ? { [tunerName]: tuner.state() } : {}),
    restore: saved => tuner?.restore(saved[tunerName] ?? []),
    kernels: () => spinKernelHashes(start),
  };
}

/**
 * Self-learning Monte Carlo. It thermalises with exact updates of single spins, because far from equilibrium no model proposes
 * anything acceptable; what it learns from is drawn by them too, or by the model.
 */
function learningChain(
  run: SpinRun,
  sampler: Extract<SpinSampler, { kind: 'slmc' }>,
  { model, start, lattice }: SpinTheory,
  options: AssembleOptions,
): Chain<SpinField> {
  const { effective: section, training, schedule } = run;
  const { seed } = schedule;
  const effective = effectiveOf(section!, lattice, seed, options);
  const learning = training && schedule.train > 0 ? learningOn(effective, training, seed) : undefined;
  const { data } = training ?? {};
  let mustRead = data !== undefined;
  // What cannot be learnt from is refused before anything is written; a resumed run has learnt.
  if (data !== undefined && options.madeWith === undefined) {
    storedConfigurations({ ...training!, data }, lattice.extents, options.files ?? noFiles);
  }
  let lesson: number | undefined;
  let phase: TrajectoryRequest['phase'] = 'thermalise';

  const exact = tunedUpdates(model, { width: 0.5 });
  const proposing = proposalsOf(sampler, model, effective, (proposal, action) => {
    if (phase === 'train') lesson = learning?.observe(proposal.field.toArray(), -action);
  });
  let state = proposing.init(start);

  const exactly = (trajectory: number): Made => {
    const [, { acceptance, width, action, unitarityDefect }] = exact.kernel.step(
      { seed, trajectory },
      exact.kernel.init(state.u),
    );
    // The S(u) that the chain knows is that of before.
    state = { ...state, action: undefined };
    exact.tuner.observe(acceptance);
    if (phase === 'train') lesson = learning?.observe(state.u.field.toArray(), -action);
    return { extra: { acceptance, width, action, unitarityDefect } };
  };
  const selfLearnt = (trajectory: number): Made => {
    const [after, info] = proposing.step({ seed, trajectory }, state);
    state = after;
    const { deltaH, accepted, actionEnd, actionStart, effectiveEnd } = info;
    return { deltaH, accepted, extra: { r: actionEnd - effectiveEnd, action: accepted ? actionEnd : actionStart } };
  };

  return {
    name: proposing.name,
    cites: proposing.cites,
    banner: [
      `exact action: ${model.name}`,
      `proposals:    ${effective.name}, ${effective.weights.length} weights`,
      `sampler:      ${proposing.name}`,
    ],
    get u() {
      return state.u;
    },
    next(request) {
      if (mustRead) {
        const spread = 'spread' in section! ? section.spread : 0;
        learnStored(effective, { ...training!, data: data! }, seed, spread, weightAt(model, start), options);
        mustRead = false;
      }
      phase = request.phase;
      if (phase !== 'thermalise') exact.tuner.freeze();
      if (phase === 'production') learning?.finish();
      lesson = undefined;
      const isExact = phase === 'thermalise' || (phase === 'train' && training?.chain === 'exact');
      const made = isExact ? exactly(request.trajectory) : selfLearnt(request.trajectory);
      return lesson === undefined ? made : { ...made, loss: lesson };
    },
    state: () => ({ [tunerName]: exact.tuner.state(), ...(learning?.state() ?? weightsOf(effective)) }),
    restore(saved: State) {
      mustRead = false;
      exact.tuner.restore(saved[tunerName] ?? []);
      if (learning) learning.restore(saved);
      else restoreWeights(effective, saved);
      state = { ...state, action: undefined };
    },
    kernels: () => spinKernelHashes(start, effective),
    ...spinWeights(run, effective),
  };
}

/** ln W of spins that are not on the lattice of a chain. */
function weightAt(model: SpinAction, like: SpinField): (spins: Float64Array) => number {
  const u = like.clone();
  return spins => {
    u.field.fromArray(spins);
    return -model.value(u);
  };
}

type Known = Pick<SelfLearningState<SpinField, unknown>, 'u' | 'action'>;
type Ends = Omit<SelfLearningInfo<unknown>, 'inner'>;

/** Self-learning with either kind of chain on the model; what its own steps tell is left out. */
function proposalsOf(
  { chain: moves, length }: Extract<SpinSampler, { kind: 'slmc' }>,
  action: SpinAction,
  effective: EffectiveModel,
  see: (proposal: SpinField, action: number) => void,
): TransitionKernel<Known, Ends, SpinField> {
  const learntBy = <S extends { readonly u: SpinField }, I>(chain: TransitionKernel<S, I, SpinField>) =>
    selfLearning({
      ...{ action, effective, chain, length },
      onProposal: (proposal, _, { actionEnd }) => see(proposal, actionEnd),
    }) as unknown as TransitionKernel<Known, Ends, SpinField>;
  return moves.kind === 'hmc' ? learntBy(trajectoriesOn(effective, moves)) : learntBy(updatesOn(effective, moves));
}
