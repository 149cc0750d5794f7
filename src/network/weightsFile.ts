/**
 * Weights as a file that explains itself: the make-up of the network, every weight by name, where they come from, and a
 * checksum, in JSON or in a safetensors file (the same content in the metadata keys below and one tensor without axes
 * for each weight).
 *
 *   cask.weights     version of this format, "1"
 *   cask.network     JSON
 *   cask.provenance  JSON
 *   cask.sha256      SHA-256 of: cask.network, line feed, cask.provenance, line feed, then for each weight in the
 *                    order of the code units of its name: name, zero byte, 64-bit little-endian real
 *
 * In JSON the checksum is the key `checksum`, "sha256:" and the same 64 digits.
 */
import type { Weight } from '../lattice/index.ts';
import { sha256 } from './sha256.ts';

const format = 'cask-weights';
const version = 1;
const checksumPrefix = 'sha256:';

export interface WeightsFile {
  /** What was built: kind, blocks, loops, variant … as in the run file. */
  readonly network: Readonly<Record<string, unknown>>;
  readonly weights: Readonly<Record<string, number>>;
  /** Program version, seed, trajectories trained, loss … */
  readonly provenance: Readonly<Record<string, string | number>>;
}

export interface ReadWeightsFile extends WeightsFile {
  /** What the reader forgave, one sentence each. */
  readonly remarks: readonly string[];
}

/** Named tensors with text beside them, as safetensors files hold them. */
export interface NamedTensors {
  readonly tensors: ReadonlyMap<string, { readonly shape: readonly number[]; readonly data: ArrayLike<number> }>;
  readonly metadata: Readonly<Record<string, string>>;
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
  const file = { network, weights: Object.fromEntries(weights.map(({ name, value }) => [name, value])), provenance };
  const checksum = `${checksumPrefix}${checksumOf(file)}`;
  return `${JSON.stringify({ format, version, ...file, checksum }, undefined, 2)}\n`;
}

const keys = ['format', 'version', 'network', 'weights', 'provenance', 'checksum'];

/**
 * @param source how the file is called in sentences
 * @throws if the text is not a weights file, does not fit its checksum, or holds a weight that is not a finite number
 */
export function weightsFromText(text: string, source: string): ReadWeightsFile {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new Error(`${source} is not JSON; expected a weights file written by cask.`);
  }
  if (!isRecord(parsed) || parsed.format !== format || !isRecord(parsed.weights) || !isRecord(parsed.network)) {
    throw new Error(`${source} has no "format": "${format}" with "network" and "weights"; expected a weights file.`);
  }
  refuseVersion(source, String(parsed.version));
  // A damaged word "checksum" must not look like a file that never had one.
  const strange = Object.keys(parsed).find(key => !keys.includes(key));
  if (strange !== undefined) throw new Error(`${source} has the key "${strange}"; expected ${keys.join(', ')}.`);
  const { network, weights, provenance = {}, checksum } = parsed;
  const file = { network, weights, provenance } as unknown as WeightsFile;
  refuseStrangeNumbers(source, weights);
  if (checksum === undefined) return { ...file, remarks: [noChecksum(source)] };
  if (checksum !== `${checksumPrefix}${checksumOf(file)}`) throw wrongChecksum(source, checksum, checksumOf(file));
  return { ...file, remarks: [] };
}

/** The content of a safetensors file with these weights. */
export function weightsToTensors(file: WeightsFile) {
  const entries = Object.entries(file.weights);
  return {
    tensors: new Map(entries.map(([name, value]) => [name, { shape: [], data: Float64Array.of(value) }])),
    metadata: {
      'cask.weights': String(version),
      'cask.network': JSON.stringify(file.network),
      'cask.provenance': JSON.stringify(file.provenance),
      'cask.sha256': checksumOf(file),
    },
  };
}

/**
 * @param source how the file is called in sentences
 * @throws as `weightsFromText`
 */
export function weightsFromTensors({ tensors, metadata }: NamedTensors, source: string): ReadWeightsFile {
  if (metadata['cask.weights'] === undefined) {
    throw new Error(`${source} has no metadata "cask.weights"; expected a weights file written by cask.`);
  }
  refuseVersion(source, metadata['cask.weights']);
  const entries = [...tensors].map(([name, { shape, data }]): [string, number] => {
    if (data.length === 1) return [name, data[0]];
    throw new Error(`${source} holds the tensor ${name} of shape [${shape.join(', ')}]; expected one number per name.`);
  });
  const network = metadataIn(metadata, 'cask.network', source);
  const provenance = metadataIn(metadata, 'cask.provenance', source) as WeightsFile['provenance'];
  const file = { network, weights: Object.fromEntries(entries), provenance };
  refuseStrangeNumbers(source, file.weights);
  const stated = metadata['cask.sha256'];
  if (stated === undefined) return { ...file, remarks: [noChecksum(source)] };
  if (stated !== checksumOf(file)) throw wrongChecksum(source, stated, checksumOf(file));
  return { ...file, remarks: [] };
}

function metadataIn(metadata: NamedTensors['metadata'], key: string, source: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(metadata[key] ?? '');
  } catch {
    value = undefined;
  }
  if (isRecord(value)) return value;
  throw new Error(`${source} has no JSON object as metadata "${key}"; expected a weights file written by cask.`);
}

function checksumOf({ network, weights, provenance }: WeightsFile): string {
  const text = new TextEncoder();
  const head = text.encode(`${JSON.stringify(network)}\n${JSON.stringify(provenance)}\n`);
  const pieces = [head];
  for (const name of Object.keys(weights).sort()) {
    const real = new Uint8Array(8);
    // JSON has no negative zero, so that one counts as zero in both forms.
    new DataView(real.buffer).setFloat64(0, weights[name] + 0, true);
    pieces.push(text.encode(`${name}\0`), real);
  }
  const bytes = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let offset = 0;
  for (const piece of pieces) {
    bytes.set(piece, offset);
    offset += piece.length;
  }
  return sha256(bytes);
}

function refuseVersion(source: string, found: string): void {
  if (found === String(version)) return;
  throw new Error(`${source} is version ${found} of the weights format; this cask reads ${version}.`);
}

function refuseStrangeNumbers(source: string, weights: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(weights)) {
    if (typeof value === 'number' && Number.isFinite(value)) continue;
    throw new Error(`${source} gives the weight ${name} as ${JSON.stringify(value)}; expected a finite number.`);
  }
}

const noChecksum = (source: string) =>
  `${source} carries no checksum: a changed digit in it could not be seen. Files written by this cask carry one.`;

function wrongChecksum(source: string, stated: unknown, computed: string): Error {
  return new Error(
    `${source} states the checksum ${String(stated)}, but its content gives ${computed}. The file is damaged or was ` +
      'changed by hand; take another copy, or remove the checksum if the change was intended.',
  );
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
