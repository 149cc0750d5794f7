/** The effective model of a run of spins, with its first weights, and the file of them. */
import type { Lattice } from '../../lattice/index.ts';
import { weightsToText } from '../../network/index.ts';
import { InputError } from '../../runfile/input/problem.ts';
import type { SpinEffective } from '../../runfile/schema/spin/effective.ts';
import type { SpinRun } from '../../runfile/schema/spin/index.ts';
import { beginLayers, type EffectiveModel, effectiveModel, shellsOf } from '../../spin/index.ts';
import { type AssembleOptions, noFiles, type Simulation } from '../simulation.ts';

const kinds = { transformer: 'transformer', convolution: 'convolution', plainTransformer: 'plain' } as const;

/** @throws InputError if a file of weights cannot be read or belongs to another model */
export function effectiveOf(
  section: SpinEffective,
  { extents, machine }: Lattice,
  seed: number,
  { files = noFiles, announce }: Pick<AssembleOptions, 'files' | 'announce'>,
): EffectiveModel {
  const { shells = shellsOf(extents).length } = section;
  const model =
    section.kind === 'linear'
      ? effectiveModel({ extents, machine, shells, layers: 0 })
      : effectiveModel({
          ...{ extents, machine, shells, layers: section.layers },
          ...{ kind: kinds[section.kind], score: section.score },
        });
  if (section.kind !== 'linear') beginLayers(model, section.spread, seed);
  if (section.weights !== undefined) takeStored(model, section, section.weights, { files, announce });
  return model;
}

/** What a model is, apart from its weights and the lattice. */
function makeUp(section: SpinEffective, model: EffectiveModel): Record<string, unknown> {
  const score = section.kind === 'linear' ? {} : { score: section.score };
  return { kind: section.kind, shells: model.shells.length, layers: model.layers.length, ...score };
}

/** Weights of the same model, or of one with fewer layers, on any lattice. */
function takeStored(
  model: EffectiveModel,
  section: SpinEffective,
  path: string,
  { files, announce }: Required<Pick<AssembleOptions, 'files' | 'announce'>>,
): void {
  try {
    const { network, weights, remarks } = files.weights(path);
    for (const remark of remarks) announce(`Careful: ${remark}`);
    const here = makeUp(section, model);
    for (const [name, value] of Object.entries(here)) {
      const there = network[name];
      const isBelow = name === 'layers' && typeof there === 'number' && there <= model.layers.length;
      // A model without layers is the bottom of all others.
      const isBottom = network.kind === 'linear' && name !== 'shells';
      if (there === value || isBelow || isBottom) continue;
      throw new Error(
        `${path} was made with ${name} = ${JSON.stringify(there)}; this run has ${JSON.stringify(value)}.`,
      );
    }
    for (const weight of model.weights) weight.value = weights[weight.name] ?? weight.value;
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
      text: weightsToText(makeUp(effective!, model), model.weights, provenance),
    }),
  };
}
