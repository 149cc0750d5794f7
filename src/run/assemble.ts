/**
 * Builds the physics of a run from its resolved parameters: names become lattice, actions, network, sampler and
 * observables. The walk from a run file to a kernel passes through here.
 */
import { configurationOf } from '../files/index.ts';
import type { GaugeField } from '../gauge/index.ts';
import { type Cite, type Functional, key, type PulledBack, pulledBack } from '../lattice/index.ts';
import { type Forces, type Hmc, type HmcState, hmc, slhmc } from '../markov/index.ts';
import { adam, sgd, type Trainer, type TrainingInfo, trainer } from '../network/index.ts';
import { arithmeticOf, kernelHashes } from './assembly/arithmetic.ts';
import { scheduleFor } from './assembly/integrator.ts';
import { measurements } from './assembly/measurements.ts';
import { describe, networkOf, weightsFile } from './assembly/network.ts';
import { type Theory, theoryOf } from './assembly/theory.ts';
import type { Resolved } from './schema/index.ts';
import type { Assemble, Simulation, State, TrajectoryRecord, TrajectoryRequest } from './simulation.ts';

export const assemble: Assemble = run => {
  const theory = theoryOf(run);
  const { gauge, pseudofermion } = theory;
  const exact: Functional<GaugeField>[] = pseudofermion ? [gauge, pseudofermion.action] : [gauge];
  const forces: Forces = pseudofermion ? { gauge, fermion: pseudofermion.action } : { gauge };
  const surrogate = surrogateOf(run, theory);
  const learning = learningOf(run, theory, surrogate);
  let lesson: TrainingInfo | undefined;
  let phase: TrajectoryRequest['phase'] = 'thermalise';

  const common = {
    action: sumOf(exact),
    schedule: scheduleFor(run),
    refresh: (u: GaugeField, { seed, trajectory }: { seed: number; trajectory: number }) =>
      pseudofermion?.refresh(u, key(seed, trajectory, 'pseudofermion')),
    onProposal: (proposal: GaugeField, start: GaugeField) => {
      lesson = phase === 'train' ? learning?.observe(start, proposal) : undefined;
    },
  };
  const plain = hmc({ ...common, forces });
  const learned = surrogate && slhmc({ ...common, effective: { gauge, fermion: surrogate } });
  // Far from equilibrium a surrogate proposes nothing acceptable, so the chain is thermalised with the exact force.
  const kernelOf = (): Hmc => {
    const exactForce = phase === 'thermalise' || (phase === 'train' && run.training?.chain === 'hmc');
    return learned && !exactForce ? learned : plain;
  };
  let state: HmcState = plain.init(theory.start);
  const measure = measurements(run, theory);

  return {
    name: `${run.group.name} on ${theory.lattice.name}, ${(learned ?? plain).name}`,
    machine: theory.chosen.machine.kind,
    arithmetic: arithmeticOf(theory.lattice),
    kernels: () => kernelHashes(state.u),
    cites: uniqueCites([...common.action.cites, ...(learned ?? plain).cites, ...(surrogate?.cites ?? [])]),
    describe: () => bannerOf(run, theory, learned ?? plain),
    next(request): TrajectoryRecord {
      phase = request.phase;
      pseudofermion?.iterations();
      const [after, info] = kernelOf().step({ seed: run.schedule.seed, trajectory: request.trajectory }, state);
      state = after;
      const solver = pseudofermion?.iterations();
      return {
        deltaH: info.deltaH,
        accepted: info.accepted,
        ...measure(state.u, request),
        ...(lesson ? { loss: lesson.loss } : {}),
        ...(solver && solver.solves > 0 ? { cgIterations: solver.iterations / solver.solves } : {}),
        extra: extraNumbers(info.forceRms, info.unitarityDefect, lesson),
      };
    },
    state: () => ({ [linksName]: state.u.field.toArray(), ...prefixed(learning?.state() ?? {}) }),
    restore(saved) {
      state.u.field.fromArray(saved[linksName] ?? []);
      learning?.restore(unprefixed(saved));
    },
    configuration: () => configurationOf(state.u),
    ...weightsOf(run, surrogate),
  };
};

const linksName = 'links';
const trainingPrefix = 'training.';

const prefixed = (state: State): State =>
  Object.fromEntries(Object.entries(state).map(([name, numbers]) => [`${trainingPrefix}${name}`, numbers]));

const unprefixed = (state: State): State =>
  Object.fromEntries(
    Object.entries(state)
      .filter(([name]) => name.startsWith(trainingPrefix))
      .map(([name, numbers]) => [name.slice(trainingPrefix.length), numbers]),
  );

function sumOf(terms: readonly Functional<GaugeField>[]): Functional<GaugeField> {
  return {
    name: terms.map(term => term.name).join(' + '),
    cites: terms.flatMap(term => term.cites),
    value: u => terms.reduce((sum, term) => sum + term.value(u), 0),
    gradient() {
      throw new Error('The exact action of a run is only evaluated; its forces are separate groups.');
    },
  };
}

/** The effective fermion action of self-learning HMC: the same pseudofermion field, another mass, links of a network. */
function surrogateOf(run: Resolved, { pseudofermion }: Theory): Functional<GaugeField> | undefined {
  if (run.sampler.kind !== 'slhmc' || !pseudofermion) return;
  const heavier = pseudofermion.withMass(run.sampler.effective.mass);
  const map = run.network && networkOf(run.network, run.schedule.seed);
  return map ? pulledBack(heavier, map) : heavier;
}

const hasWeights = (surrogate: Functional<GaugeField> | undefined): surrogate is PulledBack<GaugeField> =>
  surrogate !== undefined && 'transformation' in surrogate;

function learningOf(
  { training, schedule }: Resolved,
  { pseudofermion }: Theory,
  surrogate: Functional<GaugeField> | undefined,
): Trainer<GaugeField> | undefined {
  if (!training || schedule.train === 0 || !pseudofermion || !hasWeights(surrogate)) return;
  const { loss, batch, optimiser } = training;
  const rule = optimiser.kind === 'adam' ? adam({ rate: optimiser.rate }) : sgd(optimiser.rate);
  return trainer({ exact: pseudofermion.action, surrogate, loss, batch, optimiser: rule });
}

function weightsOf(run: Resolved, surrogate: Functional<GaugeField> | undefined): Pick<Simulation, 'saveWeights'> {
  const { network, training, schedule, sampler } = run;
  if (!network || !hasWeights(surrogate) || sampler.kind !== 'slhmc') return {};
  const provenance = {
    seed: schedule.seed,
    trainingTrajectories: schedule.train,
    loss: training?.loss ?? 'none',
    effectiveMass: sampler.effective.mass,
  };
  return { saveWeights: () => weightsFile(network, surrogate.transformation, provenance) };
}

function bannerOf(run: Resolved, { chosen, gauge, pseudofermion }: Theory, kernel: Hmc): string[] {
  const lines = [chosen.report.reason, `exact action: ${gauge.name}`];
  if (pseudofermion) lines.push(`              + ${pseudofermion.action.name}`);
  if (run.sampler.kind === 'slhmc') {
    lines.push(`force from:   mass ${run.sampler.effective.mass}, ${describe(run.network ?? { kind: 'identity' })}`);
  }
  return [...lines, `sampler:      ${kernel.name}`];
}

function extraNumbers(
  forceRms: Readonly<Record<string, number>>,
  unitarityDefect: number,
  lesson: TrainingInfo | undefined,
): Record<string, number> {
  const forces = Object.fromEntries(Object.entries(forceRms).map(([group, rms]) => [`forceRms.${group}`, rms]));
  const learned: Record<string, number> = lesson ? { r: lesson.r } : {};
  if (lesson?.difference !== undefined) learned.rDifference = lesson.difference;
  return { ...forces, unitarityDefect, ...learned };
}

function uniqueCites(cites: readonly Cite[]): Cite[] {
  return [...new Map(cites.map(cite => [cite.key, cite])).values()];
}
