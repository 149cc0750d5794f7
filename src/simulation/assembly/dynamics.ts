/** Molecular dynamics with an accept test, as a run describes it: HMC, or self-learning HMC. */
import { type Pseudofermion, type SolverStatistics, SpectrumError } from '../../fermion/index.ts';
import type { GaugeField } from '../../gauge/index.ts';
import { add } from '../../lattice/index.ts';
import {
  type Forces,
  type Hmc,
  type HmcInfo,
  hmc,
  type ProposalInfo,
  type StepKey,
  slhmc,
} from '../../markov/index.ts';
import type { TrainingInfo } from '../../network/index.ts';
import { quarksOf } from '../../runfile/schema/action.ts';
import type { GaugeRun } from '../../runfile/schema/index.ts';
import type { MolecularDynamics } from '../../runfile/schema/sampler.ts';
import type { AssembleOptions, TrajectoryRequest } from '../simulation.ts';
import type { Chain } from './chain.ts';
import { tunedSchedule } from './integrator.ts';
import { learningOf } from './learning.ts';
import { describe } from './network.ts';
import { drivingForces, failureOf, type Surrogate, surrogateOf, weightsOf } from './surrogate.ts';
import type { Theory } from './theory.ts';
import { watchedForces } from './watchedForces.ts';

export function dynamicsOf(
  run: GaugeRun,
  sampler: MolecularDynamics,
  theory: Theory,
  options: AssembleOptions,
): Chain<GaugeField> {
  const { gauge, quarks } = theory;
  const forces: Forces<GaugeField> = Object.assign({ gauge }, ...quarks.map(term => term.forces));
  const surrogate = surrogateOf(run, theory, options);
  const noiseless = surrogate?.noiseless;
  const refresh = (u: GaugeField, stepKey: StepKey) => {
    for (const term of quarks) term.refresh(u, stepKey);
  };
  const learning =
    surrogate &&
    learningOf(
      run,
      {
        exact: noiseless?.exact ?? quarks[0].actions[0],
        surrogate: surrogate.whole,
        like: theory.start,
        redraw: noiseless ? () => {} : refresh,
      },
      theory,
      options,
    );
  let lesson: TrainingInfo | undefined;
  let phase: TrajectoryRequest['phase'] = 'thermalise';

  const schedule = tunedSchedule(run, sampler);
  const common = {
    action: add(gauge, ...quarks.flatMap(term => term.actions)),
    schedule: schedule.now,
    refresh,
    onProposal(proposal: GaugeField, start: GaugeField, { key }: ProposalInfo) {
      lesson = phase === 'train' ? learning?.observe(start, proposal, key) : undefined;
    },
  };
  const watch = watchedForces(options.progress, () => schedule.now().steps.filter(({ who }) => who !== 'drift').length);
  const plain = hmc({ ...common, forces: watch.all(forces) });
  const learned =
    surrogate &&
    slhmc({
      ...common,
      ...(noiseless && { action: add(gauge, noiseless.accept), refresh: noiseless.refresh }),
      effective: watch.all(drivingForces(gauge, surrogate)),
    });
  // Far from equilibrium a surrogate proposes nothing acceptable, so the chain is thermalised with the exact force.
  const kernelOf = (): Hmc<GaugeField> => {
    const exactForce = phase === 'thermalise' || (phase === 'train' && run.training?.chain === 'hmc');
    return learned && !exactForce ? learned : plain;
  };
  const watchful = <Result>(make: () => Result): Result => {
    try {
      return make();
    } catch (error) {
      throw failureOf(error, surrogate, state.u, run);
    }
  };
  const kernel = learned ?? plain;
  let state = plain.init(theory.start);

  return {
    name: kernel.name,
    cites: [...common.action.cites, ...kernel.cites, ...(surrogate?.whole.cites ?? [])],
    banner: bannerOf(run, sampler, theory, kernel, surrogate?.network),
    get u() {
      return state.u;
    },
    network: surrogate?.network,
    next(request) {
      if (phase === 'thermalise' && request.phase !== phase) schedule.freeze();
      phase = request.phase;
      const solving = [
        ...quarks.flatMap(term => term.pseudofermions),
        ...(noiseless ? [noiseless.pseudofermions] : []),
      ];
      solverWork(solving);
      const steps = schedule.steps();
      const from = phase === 'train' ? learning?.startOf(request.trajectory) : undefined;
      if (from) state.u.copyFrom(from);
      const [after, info] = watchful(() =>
        widening(theory, () => {
          watch.begin();
          return kernelOf().step({ seed: run.schedule.seed, trajectory: request.trajectory }, state);
        }),
      );
      state = after;
      if (phase === 'train') learning?.after(request.trajectory);
      schedule.observe(info.deltaH);
      const { solves, iterations, residual, applications } = solverWork(solving);
      return {
        deltaH: info.deltaH,
        accepted: info.accepted,
        ...(lesson ? { loss: lesson.loss } : {}),
        ...(solves > 0 ? { cgIterations: iterations / solves } : {}),
        extra: {
          ...extraNumbers(info),
          ...(lesson ? learning!.numbersOf(lesson) : {}),
          ...(solves > 0 ? { residual } : {}),
          ...(applications && sampler.solver.precision === 'double' ? { dslash: applications } : {}),
          ...(sampler.tune ? { steps } : {}),
        },
      };
    },
    state: () => ({ ...learning?.state(), ...schedule.state() }),
    restore(saved) {
      learning?.restore(saved);
      schedule.restore(saved);
    },
    ...weightsOf(run, surrogate),
  };
}

/** Solves for the effective action are as expensive as exact ones then. */
function withoutSaving({ action }: GaugeRun, mass: number): string[] {
  const [quark] = quarksOf(action);
  if (!('mass' in quark) || mass > quark.mass) return [];
  return [
    `Careful: the effective mass ${mass} is not above the quark mass ${quark.mass}: no saving, the force costs as much.`,
  ];
}

const mostWidenings = 4;

/**
 * Makes a trajectory; where eigenvalues leave a range that was measured at its start, makes it again from the same start
 * and the same random numbers with a wider one. Every range that holds the spectrum gives the same action up to the
 * accuracy of the rational functions, and which one is taken depends on links, seed and trajectory alone.
 */
function widening<Result>({ quarks }: Theory, make: () => Result): Result {
  const parts = quarks.flatMap(term => term.pseudofermions).filter(part => part.widen !== undefined);
  for (let times = 0; ; times++) {
    for (const part of parts) part.widen!(times);
    try {
      return make();
    } catch (error) {
      if (!(error instanceof SpectrumError) || parts.length === 0 || times === mostWidenings) throw error;
    }
  }
}

/** What the solvers did since the last call, and the largest true residual they ended with. */
function solverWork(pseudofermions: readonly Pseudofermion[]): Required<SolverStatistics> {
  const work = pseudofermions.map(part => part.iterations());
  return work.reduce<Required<SolverStatistics>>(
    (sum, part) => ({
      solves: sum.solves + part.solves,
      iterations: sum.iterations + part.iterations,
      residual: Math.max(sum.residual, part.residual),
      applications: sum.applications + (part.applications ?? 0),
    }),
    { solves: 0, iterations: 0, residual: 0, applications: 0 },
  );
}

function bannerOf(
  run: GaugeRun,
  sampler: MolecularDynamics,
  { gauge, quarks }: Theory,
  kernel: Hmc<GaugeField>,
  network: Surrogate['network'],
): string[] {
  const lines = [`exact action: ${gauge.name}`];
  for (const { name } of quarks.flatMap(term => term.actions)) lines.push(`              + ${name}`);
  if (sampler.kind === 'slhmc') {
    const { mass, heavier = [] } = sampler.effective;
    const masses = [mass, ...heavier].join(', ');
    lines.push(`force from:   mass ${masses}, ${describe(run.network ?? { kind: 'identity' })}`);
    if (sampler.effective.pseudofermions === 'surrogate')
      lines.push('              drawn from there, dense determinants');
    lines.push(...withoutSaving(run, mass));
    if (network?.breaks)
      lines.push(
        `Careful: this network breaks ${network.breaks}. It is here to be compared with; averages are exact all the same.`,
      );
  }
  return [...lines, `sampler:      ${kernel.name}`];
}

function extraNumbers({ forceRms, unitarityDefect }: HmcInfo): Record<string, number> {
  const forces = Object.fromEntries(Object.entries(forceRms).map(([group, rms]) => [`forceRms.${group}`, rms]));
  return { ...forces, unitarityDefect };
}
