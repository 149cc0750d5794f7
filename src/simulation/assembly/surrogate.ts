/** The effective action of self-learning HMC, how it learns, and the file of its weights. */
import type { GaugeField } from '../../gauge/index.ts';
import { type Functional, type PulledBack, pulledBack, type Transformation } from '../../lattice/index.ts';
import { adam, sgd, type Trainer, trainer } from '../../network/index.ts';
import type { Resolved } from '../../runfile/schema/index.ts';
import type { AssembleOptions, Simulation } from '../simulation.ts';
import { divergedWeights } from './divergedWeights.ts';
import { networkOf, weightsFile } from './network.ts';
import type { QuarkTerm } from './quarks.ts';

type Surrogate = Functional<GaugeField> | PulledBack<GaugeField>;

/** The same pseudofermion field, another mass, links of a network; undefined without self-learning. */
export function surrogateOf(
  run: Resolved,
  quarks: readonly QuarkTerm[],
  options: AssembleOptions,
): Surrogate | undefined {
  const map = run.network && networkOf(run.network, run.schedule.seed, options);
  return surrogateOn(run, quarks, map);
}

/** The same on the links of a given map. */
export function surrogateOn(
  run: Resolved,
  quarks: readonly QuarkTerm[],
  map: Transformation<GaugeField> | undefined,
): Surrogate | undefined {
  if (run.sampler.kind !== 'slhmc' || quarks.length === 0) return;
  const heavier = quarks[0].pseudofermions[0].withMass(run.sampler.effective.mass);
  return map ? pulledBack(heavier, map) : heavier;
}

/** A failed trajectory, with the network named where it is the cause. */
export function failureOf(error: unknown, surrogate: Surrogate | undefined, u: GaugeField, run: Resolved): unknown {
  if (!hasWeights(surrogate) || surrogate.weights.length === 0) return error;
  const { transformation } = surrogate;
  const sentence = divergedWeights(transformation, u, run);
  return sentence === undefined ? error : new Error(sentence, { cause: error });
}

const hasWeights = (surrogate: Surrogate | undefined): surrogate is PulledBack<GaugeField> =>
  surrogate !== undefined && 'transformation' in surrogate;

/** What trains the network, if the run asks for it. */
export function learningOf(
  { training, schedule }: Resolved,
  quarks: readonly QuarkTerm[],
  surrogate: Surrogate | undefined,
): Trainer<GaugeField> | undefined {
  if (!training || schedule.train === 0 || quarks.length === 0 || !hasWeights(surrogate)) return;
  const { loss, batch, optimiser } = training;
  const rule = optimiser.kind === 'adam' ? adam({ rate: optimiser.rate }) : sgd(optimiser.rate);
  return trainer({ exact: quarks[0].actions[0], surrogate, loss, batch, optimiser: rule });
}

export function weightsOf(run: Resolved, surrogate: Surrogate | undefined): Pick<Simulation, 'saveWeights'> {
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
