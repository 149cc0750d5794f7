/** The network of a run, from its description, with its first weights. */
import type { GaugeField } from '../../gauge/index.ts';
import { key, type Transformation, type Weight } from '../../lattice/index.ts';
import {
  blockingLayer,
  caskLayer,
  convolutionLayer,
  flowLayer,
  type Layer,
  loadWeights,
  network,
  ownLayers,
  projectedLayer,
  randomiseWeights,
  stoutLayer,
  type WeightsFile,
  weightsToText,
} from '../../network/index.ts';
import { InputError } from '../../runfile/input/problem.ts';
import type { GaugeRun } from '../../runfile/schema/index.ts';
import { axesOf } from '../../runfile/schema/network.ts';
import { type AssembleOptions, noFiles } from '../simulation.ts';

type NetworkSection = NonNullable<GaugeRun['network']>;

/**
 * @param announce gets what a weights file had wrong and was read all the same
 * @throws InputError if a weights file cannot be read or belongs to another network
 */
export function networkOf(
  section: NetworkSection,
  { seed, dimension }: { readonly seed: number; readonly dimension: number },
  { announce, files = noFiles }: AssembleOptions = { announce() {} },
): Transformation<GaugeField> | undefined {
  if (section.kind === 'identity') return;
  const { blocks, weights, spread } = section;
  const layers = hasSharedBlocks(section)
    ? new Array<Layer>(blocks).fill(layerOf(section, 0, dimension))
    : Array.from({ length: blocks }, (_, k) => layerOf(section, k, dimension));
  const made = network(describe(section), layers);
  randomiseWeights(made, spread, key(seed, 0, 'weights'));
  if (weights !== undefined) takeWeights(made, section, weights, { announce, files });
  return made;
}

const hasSharedBlocks = (section: NetworkSection) => 'blockWeights' in section && section.blockWeights === 'shared';

function layerOf(section: Exclude<NetworkSection, { kind: 'identity' }>, k: number, dimension: number): Layer {
  const own = ownLayers.get(section.kind);
  if (own) return own.layer(`${section.kind}${k}`, section);
  switch (section.kind) {
    case 'stout':
      return stoutLayer(`layer${k}`, section.loops);
    case 'projected':
      return projectedLayer(`layer${k}`, section.loops);
    case 'flow': {
      const { loops, profile, pieces, steps } = section;
      return flowLayer(`flow${k}`, { loops, profile, pieces, steps });
    }
    case 'convolution': {
      const { loops, depth, transport = 'links' } = section;
      return convolutionLayer(`block${k}`, { loops, depth, transport });
    }
    case 'cask': {
      const { variant, reach, extents, heads, activation, output, loops } = section;
      const { value = 'stout', attention = 'neighbours', hub = ['plaquette'], transport = 'links' } = section;
      const directions = section.directions?.map(axis => axesOf(dimension).indexOf(axis));
      return caskLayer(`block${k}`, {
        ...{ variant, reach, extents, directions, attention, hub, heads, activation, output, loops, value, transport },
        scoreWeights: section.scores === 'trained',
      });
    }
    default:
      return blockingLayer(`layer${k}`, section.kind);
  }
}

export function describe(section: NetworkSection): string {
  if (section.kind === 'identity') return 'identity network';
  const shared = hasSharedBlocks(section) ? ' with one set of weights' : '';
  if (ownLayers.get(section.kind)) return `${section.blocks} layer(s) ${section.kind}${shared}`;
  switch (section.kind) {
    case 'stout':
    case 'projected':
      return `${section.blocks} ${section.kind} layer(s) of ${section.loops.join(', ')}${shared}`;
    case 'flow':
      return `${section.blocks} flow(s) along ${section.loops.join(', ')}, weights ${section.profile}${shared}`;
    case 'convolution': {
      const form = section.transport === 'none' ? 'plain' : 'gauge-equivariant';
      return `${section.blocks} block(s) of ${form} convolution, depth ${section.depth}, of ${section.loops.join(', ')}${shared}`;
    }
    case 'cask':
      return `${section.blocks} CASK block(s), ${section.variant}, ${attentionOf(section)}, ${section.heads} head(s)${shared}`;
    default:
      return `${section.blocks} layer(s) of ${section.kind} blocking${shared}`;
  }
}

function attentionOf(section: Extract<NetworkSection, { kind: 'cask' }>): string {
  const { reach, extents, directions, attention = 'neighbours', hub = ['plaquette'] } = section;
  const near = extents ? `extents ${extents.join(', ')}` : `reach ${reach}`;
  const plain = section.transport === 'none' ? ' without transport' : '';
  const along = directions ? ` along ${directions.join(', ')}` : '';
  return attention === 'neighbours'
    ? `${near}${along}${plain}`
    : `${near}${along}${plain}, ${attention} with a hub of ${hub.join(', ')}`;
}

/** Names of what [sampler.effective] trains begin with this. */
export const effectivePrefix = 'effective.';

/** The file that a run leaves behind: what the network is, all weights, and where they come from. */
export function weightsFile(
  section: NetworkSection,
  weights: readonly Weight[],
  provenance: Readonly<Record<string, string | number>>,
): { fileName: string; text: string } {
  return { fileName: 'weights.json', text: weightsToText(makeUp(section), weights, provenance) };
}

/** What a network is, apart from its weights. */
function makeUp(section: NetworkSection): Record<string, unknown> {
  const { weights, spread, ...made } = section as Record<string, unknown>;
  return made;
}

type Reading = Required<Pick<AssembleOptions, 'announce' | 'files'>>;

function takeWeights(made: Transformation<GaugeField>, section: NetworkSection, path: string, reading: Reading): void {
  reporting('network.weights', () => {
    const file = readWeights(path, reading);
    const isDeeper = growsFrom(section, file.network.blocks);
    for (const [name, here] of Object.entries(makeUp(section))) {
      const there = JSON.stringify(file.network[name]);
      if (name === 'blocks' && isDeeper) continue;
      if (there !== JSON.stringify(here)) {
        throw new Error(`${path} was made with ${name} = ${there}; this run has ${JSON.stringify(here)}.`);
      }
    }
    if (isDeeper) reading.announce(`${path} has ${file.network.blocks} of the blocks; the others begin anew.`);
    loadWeights(
      isDeeper ? made.weights.filter(({ name }) => name in file.weights) : made.weights,
      only(file, name => !name.startsWith(effectivePrefix)),
      path,
    );
  });
}

/** A deeper network starts from a shallower one of the same blocks, each with weights of its own. */
function growsFrom(section: NetworkSection, blocks: unknown): boolean {
  return 'blocks' in section && !hasSharedBlocks(section) && typeof blocks === 'number' && blocks < section.blocks;
}

/** Coefficients, masses and couplings from a file that a run left behind. @throws InputError if it does not fit */
export function takeEffectiveWeights(numbers: readonly Weight[], path: string, reading: Reading): void {
  reporting('sampler.effective.weights', () => {
    const file = readWeights(path, reading);
    loadWeights(
      numbers,
      only(file, name => name.startsWith(effectivePrefix)),
      path,
    );
  });
}

function readWeights(path: string, { announce, files }: Reading): WeightsFile {
  const file = files.weights(path);
  for (const remark of file.remarks) announce(`Careful: ${remark}`);
  return file;
}

function only(file: WeightsFile, wanted: (name: string) => boolean): WeightsFile {
  return { ...file, weights: Object.fromEntries(Object.entries(file.weights).filter(([name]) => wanted(name))) };
}

function reporting(key: string, read: () => void): void {
  try {
    read();
  } catch (error) {
    throw new InputError([`${key}: ${(error as Error).message}`]);
  }
}
