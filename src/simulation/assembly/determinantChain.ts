/**
 * Self-learning Monte Carlo with quarks. HMC with the action of gauge loops
 *   S_eff = S_g + Σ_l β_l S_l,      S_l = −(1/N) Σ Re tr W
 * proposes, the dense determinant decides: u' is accepted with min(1, exp(−Δ)), Δ the change of S_g − ln det − S_eff. While training, the
 * couplings β_l are those of the linear regression of −ln det on the S_l over all proposals so far; then they are frozen. The chain is
 * thermalised by plain HMC with pseudofermions, because far from equilibrium no couplings propose anything acceptable.
 *
 * Reference: Y. Nagai, A. Tanaka and A. Tomiya, Phys. Rev. D 107, 054501 (2023), arXiv:2010.11900.
 */
import { staggeredDeterminant } from '../../fermion/index.ts';
import type { GaugeField } from '../../gauge/index.ts';
import { add, papers, type Weight } from '../../lattice/index.ts';
import {
  type Forces,
  type HmcInfo,
  type HmcState,
  hmc,
  type SelfLearningState,
  type StepKey,
  selfLearning,
} from '../../markov/index.ts';
import type { TrainingInfo } from '../../network/index.ts';
import { InputError } from '../../runfile/input/problem.ts';
import type { EffectiveLoop } from '../../runfile/schema/effective.ts';
import type { GaugeRun } from '../../runfile/schema/index.ts';
import type { MolecularDynamics } from '../../runfile/schema/sampler.ts';
import { type AssembleOptions, noFiles } from '../simulation.ts';
import type { Chain } from './chain.ts';
import { loopSum } from './effectiveLoops.ts';
import { scheduleFor } from './integrator.ts';
import { learningOf } from './learning.ts';
import { effectivePrefix, takeEffectiveWeights, weightsFile } from './network.ts';
import type { Theory } from './theory.ts';

type LoopSampler = Extract<MolecularDynamics, { kind: 'slmc' }>;

/** The couplings of a run, by name, with their loops. @throws InputError if a weights file cannot be used */
export function loopsForQuarks(
  { loops, weights }: LoopSampler,
  { announce, files = noFiles }: AssembleOptions = { announce() {} },
): { loop: EffectiveLoop; coupling: Weight }[] {
  const named = Object.entries(loops).flatMap(([loop, value]) =>
    value === undefined
      ? []
      : [{ loop: loop as EffectiveLoop, coupling: { name: `${effectivePrefix}loop.${loop}`, value } }],
  );
  if (weights !== undefined) {
    takeEffectiveWeights(
      named.map(({ coupling }) => coupling),
      weights,
      { announce, files },
    );
  }
  return named;
}

type State =
  | { readonly kind: 'exact'; readonly of: HmcState<GaugeField> }
  | { readonly kind: 'learned'; readonly of: SelfLearningState<GaugeField, HmcState<GaugeField>> };

export function determinantChainOf(
  run: GaugeRun,
  sampler: LoopSampler,
  theory: Theory,
  options: AssembleOptions,
): Chain<GaugeField> {
  const { gauge, quarks, lattice, group, start } = theory;
  const [{ described, boundary, actions, forces: quarkForces, refresh }] = quarks;
  if (described.kind !== 'staggered')
    throw new InputError(['sampler.kind: dense determinants are of staggered quarks.']);
  const { mass, flavours } = described;
  const couplings = loopsForQuarks(sampler, options);
  const loops = loopSum(couplings, lattice);
  const determinant = staggeredDeterminant({ lattice, group, mass, flavours, boundary });

  const forces: Forces<GaugeField> = { gauge, ...quarkForces };
  const exact = hmc<GaugeField>({
    action: add(gauge, ...actions),
    forces,
    schedule: scheduleFor(run, { ...sampler, kind: 'hmc' } as MolecularDynamics),
    refresh,
  });
  const effective = add<GaugeField>(gauge, loops);
  const { training, schedule } = run;
  const learning = learningOf(run, { exact: determinant, surrogate: loops, like: start, redraw() {} }, theory, options);
  const seen: { isTraining: boolean; lesson?: TrainingInfo | undefined } = { isTraining: false };
  const learned = selfLearning<GaugeField, HmcState<GaugeField>, HmcInfo>({
    action: add<GaugeField>(gauge, determinant),
    effective,
    chain: hmc<GaugeField>({
      action: effective,
      forces: { gauge: effective },
      schedule: scheduleFor(run, sampler),
    }),
    length: sampler.proposal,
    onProposal(proposal, from, { key }) {
      seen.lesson = seen.isTraining ? learning?.observe(from, proposal, key) : undefined;
    },
  });
  let state: State = { kind: 'exact', of: exact.init(start) };
  const stepExact = (key: StepKey, of: HmcState<GaugeField>) => {
    const [after, { deltaH, accepted }] = exact.step(key, of);
    state = { kind: 'exact', of: after };
    return { deltaH, accepted };
  };

  return {
    name: learned.name,
    cites: [...papers('Nagai:2020jar'), ...exact.cites, ...learned.cites],
    banner: [
      `exact action: ${gauge.name}`,
      `              + ${determinant.name}`,
      `proposed by:  ${couplings.map(({ loop }) => loop).join(', ')} in place of the quarks`,
      `sampler:      ${learned.name}`,
    ],
    get u() {
      return state.of.u;
    },
    next({ trajectory, phase }) {
      const key = { seed: schedule.seed, trajectory };
      if (phase === 'thermalise' && state.kind === 'exact') return stepExact(key, state.of);
      seen.isTraining = phase === 'train';
      const from = seen.isTraining ? learning?.startOf(trajectory) : undefined;
      if (from) state.of.u.copyFrom(from);
      const before = state.kind === 'learned' && !from ? state.of : learned.init(state.of.u);
      const [after, { deltaH, accepted, inner }] = learned.step(key, before);
      state = { kind: 'learned', of: after };
      if (seen.isTraining) learning?.after(trajectory);
      const { lesson } = seen;
      return {
        deltaH,
        accepted,
        ...(lesson && { loss: lesson.loss }),
        extra: {
          proposalAcceptance: inner.filter(step => step.accepted).length / inner.length,
          ...(lesson && learning!.numbersOf(lesson)),
        },
      };
    },
    state: () => learning?.state() ?? {},
    restore: saved => learning?.restore(saved),
    saveWeights: () =>
      weightsFile(
        { kind: 'identity' },
        couplings.map(({ coupling }) => coupling),
        { seed: schedule.seed, trainingTrajectories: schedule.train, loss: training?.loss ?? 'none' },
      ),
  };
}
