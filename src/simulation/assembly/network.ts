/** The network of a run, from its description, with its first weights. */
import type { GaugeField } from '../../gauge/index.ts';
import { key, type Transformation, type Weight } from '../../lattice/index.ts';
import {
  caskLayer,
  loadWeights,
  network,
  randomiseWeights,
  stoutLayer,
  type WeightsFile,
  weightsToText,
} from '../../network/index.ts';
import { InputError } from '../../runfile/input/problem.ts';
import type { Resolved } from '../../runfile/schema/index.ts';
import { type AssembleOptions, noFiles } from '../simulation.ts';

type NetworkSection = NonNullable<Resolved['network']>;

/**
 * @param announce gets what a weights file had wrong and was read all the same
 * @throws InputError if a weights file cannot be read or belongs to another network
 */
export function networkOf(
  section: NetworkSection,
  seed: number,
  { announce, files = noFiles }: AssembleOptions = { announce() {} },
): Transformation<GaugeField> | undefined {
  if (section.kind === 'identity') return;
  const { blocks, loops, weights, spread } = section;
  const layers = Array.from({ length: blocks }, (_, b) => {
    if (section.kind === 'stout') return stoutLayer(`layer${b}`, loops);
    const { variant, reach, heads, activation, output } = section;
    return caskLayer(`block${b}`, { variant, reach, heads, activation, output, loops });
  });
  const made = network(describe(section), layers);
  if (weights === undefined) randomiseWeights(made, spread, key(seed, 0, 'weights'));
  else takeWeights(made, section, weights, { announce, files });
  return made;
}

export function describe(section: NetworkSection): string {
  switch (section.kind) {
    case 'identity':
      return 'identity network';
    case 'stout':
      return `${section.blocks} stout layer(s) of ${section.loops.join(', ')}`;
    case 'cask':
      return `${section.blocks} CASK block(s), ${section.variant}, reach ${section.reach}, ${section.heads} head(s)`;
  }
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
    for (const [name, here] of Object.entries(makeUp(section))) {
      const there = JSON.stringify(file.network[name]);
      if (there !== JSON.stringify(here)) {
        throw new Error(`${path} was made with ${name} = ${there}; this run has ${JSON.stringify(here)}.`);
      }
    }
    loadWeights(
      made.weights,
      only(file, name => !name.startsWith(effectivePrefix)),
      path,
    );
  });
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
