/**
 * Weights as a file that explains itself: JSON with the make-up of the network, every weight by name, and where they
 * come from.
 */
import type { Weight } from '../lattice/index.ts';

const format = 'cask-weights';
const version = 1;

export interface WeightsFile {
  /** What was built: kind, blocks, loops, variant … as in the run file. */
  readonly network: Readonly<Record<string, unknown>>;
  readonly weights: Readonly<Record<string, number>>;
  /** Program version, seed, trajectories trained, loss … */
  readonly provenance: Readonly<Record<string, string | number>>;
}

/** @throws if a weight is not a finite number, which JSON cannot hold */
export function weightsToText(
  network: WeightsFile['network'],
  weights: readonly Weight[],
  provenance: WeightsFile['provenance'],
): string {
  const broken = weights.find(({ value }) => !Number.isFinite(value));
  if (broken) {
    throw new Error(`The weight ${broken.name} is ${broken.value}; expected a finite number. Nothing was written.`);
  }
  const named = Object.fromEntries(weights.map(({ name, value }) => [name, value]));
  return `${JSON.stringify({ format, version, network, weights: named, provenance }, undefined, 2)}\n`;
}

/** @throws if the text is not a weights file, or holds a weight that is not a finite number */
export function weightsFromText(text: string, source: string): WeightsFile {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new Error(`${source} is not JSON; expected a weights file written by cask.`);
  }
  if (!isRecord(parsed) || parsed.format !== format || !isRecord(parsed.weights) || !isRecord(parsed.network)) {
    throw new Error(`${source} has no "format": "${format}" with "network" and "weights"; expected a weights file.`);
  }
  if (parsed.version !== version) {
    throw new Error(
      `${source} is version ${String(parsed.version)} of the weights format; this cask reads ${version}.`,
    );
  }
  for (const [name, value] of Object.entries(parsed.weights)) {
    if (typeof value !== 'number' || !Number.isFinite(value)) {
      throw new Error(`${source} gives the weight ${name} as ${JSON.stringify(value)}; expected a finite number.`);
    }
  }
  return parsed as unknown as WeightsFile;
}

/** Sets the weights from the file; every name must be there, and no other. */
export function loadWeights(weights: readonly Weight[], file: WeightsFile, source: string): void {
  const missing = weights.filter(({ name }) => !Object.hasOwn(file.weights, name)).map(({ name }) => name);
  const known = new Set(weights.map(({ name }) => name));
  const strange = Object.keys(file.weights).filter(name => !known.has(name));
  if (missing.length + strange.length > 0) {
    const lacks = missing.length > 0 ? ` lacks ${missing.join(', ')}` : '';
    const extra = strange.length > 0 ? ` has ${strange.join(', ')}, which this network does not know` : '';
    throw new Error(`${source}${lacks}${lacks && extra ? ' and' : ''}${extra}; it was made for another network.`);
  }
  for (const weight of weights) weight.value = file.weights[weight.name];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
