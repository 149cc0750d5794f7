/** The effective action of self-learning HMC, and the file of its weights. */
import type { GaugeField } from '../../gauge/index.ts';
import {
  add,
  type Functional,
  pulledBack,
  type Trainable,
  type Transformation,
  type Weight,
} from '../../lattice/index.ts';
import type { EffectiveLoop, EffectiveTable } from '../../runfile/schema/effective.ts';
import type { GaugeRun } from '../../runfile/schema/index.ts';
import { type AssembleOptions, noFiles, type Simulation } from '../simulation.ts';
import { divergedWeights } from './divergedWeights.ts';
import { loopSum } from './effectiveLoops.ts';
import { effectivePrefix, networkOf, takeEffectiveWeights, weightsFile } from './network.ts';
import type { Theory } from './theory.ts';
import { type NoiselessQuarks, noiselessQuarks } from './withoutNoise.ts';

type Action = Functional<GaugeField> | Trainable<GaugeField>;

/** What drives the trajectories in place of the exact action. */
export interface Surrogate {
  /** Σ c φ† (M + m²)^{−p} φ of the pseudofermion field, heavier masses, links of a network: the force group "fermion". */
  readonly fermion: Action;
  /** Loops with couplings of their own, which join the force group "gauge". */
  readonly loops: Trainable<GaugeField> | undefined;
  /** Both, or their determinant: what training compares with the exact action of the quarks, or with theirs. */
  readonly whole: Action;
  /** Where pseudofermions stand for the surrogate. */
  readonly noiseless: NoiselessQuarks | undefined;
  readonly network: Transformation<GaugeField> | undefined;
  /** Coefficients, masses and couplings by name, for the file of weights; none if all is as simple as one mass. */
  readonly numbers: readonly Weight[];
}

/** The effective action of a run; undefined without self-learning. */
export function surrogateOf(
  run: GaugeRun,
  { quarks, ...theory }: Pick<Theory, 'quarks' | 'lattice' | 'group'>,
  options: AssembleOptions,
): Surrogate | undefined {
  const { dimension } = theory.lattice;
  const map = run.network && networkOf(run.network, { seed: run.schedule.seed, dimension }, options);
  return surrogateOn(run, { quarks, ...theory }, map, options);
}

/** The same on the links of a given map. @throws InputError if a weights file cannot be used */
export function surrogateOn(
  { sampler }: Pick<GaugeRun, 'sampler'>,
  { quarks, ...theory }: Pick<Theory, 'quarks' | 'lattice' | 'group'>,
  map: Transformation<GaugeField> | undefined,
  { announce, files = noFiles }: AssembleOptions = { announce() {} },
): Surrogate | undefined {
  if (sampler.kind !== 'slhmc' || quarks.length === 0) return;
  const { effective } = sampler;
  const numbers = effectiveNumbers(effective);
  if (effective.weights !== undefined) {
    takeEffectiveWeights(numbers.all, effective.weights, { announce, files });
  }
  const learn = (what: NonNullable<EffectiveTable['learn']>[number]) => (weight: Weight) =>
    effective.learn?.includes(what) ? weight : weight.value;
  const masses = numbers.masses.map(learn('masses'));
  const coefficients = numbers.coefficients.map(learn('coefficients'));
  const [{ pseudofermions }] = quarks;
  const noiseless =
    effective.pseudofermions === 'surrogate'
      ? noiselessQuarks({ sampler }, quarks[0], theory, effective.mass, map)
      : undefined;
  const heavier = isOneMass(effective)
    ? pseudofermions[0].withMass(effective.mass)
    : pseudofermions[0].sumOfMasses!(masses.map((mass, k) => ({ mass, coefficient: coefficients[k] })));
  const fermion = noiseless?.action ?? (map ? pulledBack(heavier, map) : heavier);
  const couplings = numbers.loops.map(({ loop, coupling }) => ({ loop, coupling: learn('loops')(coupling) }));
  const loops = couplings.length > 0 ? loopSum(couplings, theory.lattice) : undefined;
  const compared = noiseless?.surrogate ?? fermion;
  const whole = loops ? add<GaugeField>(compared, loops) : compared;
  return { fermion, loops, whole, noiseless, network: map, numbers: isOneMass(effective) && !loops ? [] : numbers.all };
}

/** The forces of the trajectories, by group. */
export function drivingForces(
  gauge: Functional<GaugeField>,
  { fermion, loops }: Pick<Surrogate, 'fermion' | 'loops'>,
): { gauge: Functional<GaugeField>; fermion: Functional<GaugeField> } {
  return { gauge: loops ? add<GaugeField>(gauge, loops) : gauge, fermion };
}

/** Nothing but heavier quarks, as they are. */
function isOneMass({ heavier, coefficients, learn = [], weights }: EffectiveTable): boolean {
  return !heavier && !coefficients && weights === undefined && learn.every(what => what === 'loops');
}

/** The numbers of [sampler.effective], by name. */
function effectiveNumbers({ mass, heavier = [], coefficients, loops = {} }: EffectiveTable) {
  const named = (what: string, value: number): Weight => ({ name: `${effectivePrefix}${what}`, value });
  const all = [mass, ...heavier];
  // Below the mass of the run there would be no saving.
  const masses = all.map((value, k): Weight => ({ ...named(`mass${k + 1}`, value), least: mass }));
  const factors = all.map((_, k) => named(`coefficient${k + 1}`, coefficients?.[k] ?? (k === 0 ? 1 : 0)));
  const couplings = Object.entries(loops).flatMap(([loop, value]) =>
    value === undefined ? [] : [{ loop: loop as EffectiveLoop, coupling: named(`loop.${loop}`, value) }],
  );
  return {
    masses,
    coefficients: factors,
    loops: couplings,
    all: [...factors, ...masses, ...couplings.map(({ coupling }) => coupling)],
  };
}

/** A failed trajectory, with the network named where it is the cause. */
export function failureOf(error: unknown, surrogate: Surrogate | undefined, u: GaugeField, run: GaugeRun): unknown {
  if (!surrogate?.network || surrogate.network.weights.length === 0) return error;
  const sentence = divergedWeights(surrogate.network, u, run);
  return sentence === undefined ? error : new Error(sentence, { cause: error });
}

export function weightsOf(run: GaugeRun, surrogate: Surrogate | undefined): Pick<Simulation, 'saveWeights'> {
  const { network: section = { kind: 'identity' }, training, schedule, sampler } = run;
  if (!surrogate || sampler.kind !== 'slhmc') return {};
  const weights = [...(surrogate.network?.weights ?? []), ...surrogate.numbers];
  if (weights.length === 0 && section.kind === 'identity') return {};
  const provenance = {
    seed: schedule.seed,
    trainingTrajectories: schedule.train,
    loss: training?.loss ?? 'none',
    effectiveMass: sampler.effective.mass,
  };
  return { saveWeights: () => weightsFile(section, weights, provenance) };
}
