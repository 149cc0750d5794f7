/** The effective model of a run of spins, with its first weights, and the file of them. */
import type { Lattice } from '../../lattice/index.ts';
import { weightsToText } from '../../network/index.ts';
import { InputError } from '../../runfile/input/problem.ts';
import type { SpinEffective } from '../../runfile/schema/spin/effective.ts';
import type { SpinRun } from '../../runfile/schema/spin/index.ts';
import { beginLayers, type EffectiveModel, effectiveModel, shellsOf, takeWeights } from '../../spin/index.ts';
import { type AssembleOptions, noFiles, type Simulation } from '../simulation.ts';

const kinds = { transformer: 'transformer', convolution: 'convolution', plainTransformer: 'plain' } as const;

/** @throws InputError if a file of weights cannot be read or belongs to another model */
export function effectiveOf(
  section: SpinEffective,
  { extents, machine }: Lattice,
  seed: number,
  { files = noFiles, announce }: Pick<AssembleOptions, 'files' | 'announce'>,
): EffectiveModel {
  const { weights } = section;
  const stored = weights === undefined ? undefined : asInput(() => ({ path: weights, ...files.weights(weights) }));
  const shells = section.shells ?? distancesIn(stored) ?? shellsOf(extents).length;
  const model = asInput(() =>
    section.kind === 'linear'
      ? effectiveModel({ extents, machine, shells, layers: 0 })
      : effectiveModel({
          ...{ extents, machine, shells, layers: section.layers },
          ...{ kind: kinds[section.kind], score: section.score },
        }),
  );
  if (section.kind !== 'linear') beginLayers(model, section.spread, seed);
  if (stored) {
    for (const remark of stored.remarks) announce(`Careful: ${remark}`);
    const { extents: there } = asInput(() => takeStored(model, section, stored)).options;
    if (there.join() !== extents.join()) {
      announce(`weights:      learnt on ${there.join('×')}, divided among the images of their distances`);
    }
  }
  return model;
}

const extentsKey = 'extents';

type Stored = ReturnType<NonNullable<AssembleOptions['files']>['weights']> & { readonly path: string };

/** What a model is, apart from its weights and the lattice. */
function makeUp(section: SpinEffective, model: EffectiveModel): Record<string, unknown> {
  const score = section.kind === 'linear' ? {} : { score: section.score };
  const { shells, layers } = model;
  const distances = shells.map(({ distanceSquared }) => distanceSquared);
  return { kind: section.kind, shells: shells.length, [squaredDistances]: distances, layers: layers.length, ...score };
}

const squaredDistances = 'squaredDistances';

/** The shells that the weights belong to: on a larger lattice the nearest so many are others. Older files do not name them. */
function distancesIn(stored: Stored | undefined): number[] | undefined {
  const distances = stored?.network[squaredDistances];
  return Array.isArray(distances) ? distances.map(Number) : undefined;
}

/** Weights of the same model, or of one with fewer layers, from any lattice that has its shells. */
function takeStored(model: EffectiveModel, section: SpinEffective, stored: Stored): EffectiveModel {
  const { path, network } = stored;
  for (const [name, here] of Object.entries(makeUp(section, model))) {
    const there = network[name];
    const isBelow = name === 'layers' && typeof there === 'number' && there <= model.layers.length;
    // A model without layers is the bottom of all others.
    const isBottom = network.kind === 'linear' && (name === 'kind' || name === 'layers' || name === 'score');
    const isUnknown = name === squaredDistances && there === undefined;
    if (JSON.stringify(there) === JSON.stringify(here) || isBelow || isBottom || isUnknown) continue;
    const wayOut = name === squaredDistances ? ' Leave effective.shells out to have those of the weights.' : '';
    throw new Error(
      `${path} was made with ${name} = ${JSON.stringify(there)}; this run has ${JSON.stringify(here)}.${wayOut}`,
    );
  }
  const learnt = learntModel(model, stored);
  takeWeights(model, learnt);
  return learnt;
}

/** The model as it was learnt: with the same shells, on the lattice that the file names. Older files name none: on this one. */
function learntModel({ options, shells }: EffectiveModel, { path, network, weights }: Stored): EffectiveModel {
  const there = network[extentsKey];
  const learnt = effectiveModel({
    ...options,
    extents: Array.isArray(there) ? there.map(Number) : options.extents,
    shells: shells.map(({ distanceSquared }) => distanceSquared),
    layers: Number(network.layers),
  });
  for (const weight of learnt.weights) {
    const value = weights[weight.name];
    if (value === undefined)
      throw new Error(`${path} holds no weight ${weight.name}; expected all that its model has.`);
    weight.value = value;
  }
  return learnt;
}

function asInput<Result>(act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    throw error instanceof Error ? new InputError([`effective.weights: ${error.message}`]) : error;
  }
}

export function spinWeights(
  { effective, schedule, model: { kind } }: SpinRun,
  model: EffectiveModel,
): Pick<Simulation, 'saveWeights'> {
  const provenance = { seed: schedule.seed, trainingTrajectories: schedule.train, model: kind };
  return {
    saveWeights: () => ({
      fileName: 'weights.json',
      text: weightsToText(
        { ...makeUp(effective!, model), [extentsKey]: model.options.extents },
        model.weights,
        provenance,
      ),
    }),
  };
}
