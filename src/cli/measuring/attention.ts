/** What a trained effective model attends to on a configuration of spins: the matrix A_ij of one layer, as a picture. */
import { Lattice } from '../../lattice/index.ts';
import type { Plane } from '../../report/figures/density.ts';
import { InputError } from '../../runfile/input/problem.ts';
import { spinEffectiveSection } from '../../runfile/schema/spin/effective.ts';
import { filesOnDisk } from '../../runfolder/runFiles.ts';
import { effectiveOf } from '../../simulation/spins/effective.ts';
import { attentionMap, type EffectiveModel, SpinField } from '../../spin/index.ts';
import { openSpinFile } from './spins.ts';

export interface AttentionOptions {
  /** The configuration. */
  readonly file: string;
  /** `weights.json` of a run. */
  readonly weights: string;
  /** From 1. */
  readonly layer: number;
}

/** @throws InputError when either file is none of its kind, or the model has no such layer */
export function attentionPlane({ file, weights, layer }: AttentionOptions): Plane {
  const { configuration } = openSpinFile(file);
  const { extents, components, spins } = configuration;
  const lattice = new Lattice(extents);
  const model = storedModel(weights, lattice);
  if (layer > model.layers.length || components !== 3) {
    throw new InputError([
      `${weights} holds a ${model.name}, and ${file} spins of ${components} components; expected at least ${layer} layers, and 3 components.`,
    ]);
  }
  const N = lattice.volume;
  const A = attentionMap(model, new SpinField(lattice, lattice.field(3).fromArray(spins)), layer);
  return {
    rows: Array.from({ length: N }, (_, i) => Array.from(A.subarray(N * i, N * (i + 1)))),
    xLabel: 'j, which is attended to',
    yLabel: 'i',
    title: 'A_ij',
    caption: `Attention A_ij of layer ${layer}, sites counted with x fastest. ${model.name}, ${weights}; ${extents.join('×')}, ${file}`,
  };
}

/** The model that a file of weights belongs to, on this lattice. */
function storedModel(weights: string, lattice: Lattice): EffectiveModel {
  const { kind, shells, squaredDistances, layers, score } = networkOf(weights);
  const section = spinEffectiveSection.safeParse({
    ...{ kind, weights },
    ...(squaredDistances === undefined ? { shells } : {}),
    ...(kind === 'linear' ? {} : { layers, score }),
  });
  if (!section.success) throw new InputError([`${weights} holds no weights of an effective model of spins.`]);
  return effectiveOf(section.data, lattice, 0, { files: filesOnDisk, announce: () => {} });
}

function networkOf(weights: string): Readonly<Record<string, unknown>> {
  try {
    return filesOnDisk.weights(weights).network;
  } catch (error) {
    throw error instanceof Error ? new InputError([error.message]) : error;
  }
}
