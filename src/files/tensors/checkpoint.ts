/**
 * The file of a checkpoint: named lists of reals, and facts in JSON, in a safetensors file (safetensors.ts) with the
 * metadata keys
 *
 *   cask.checkpoint  version of this format, "1"
 *   cask.facts       JSON
 *   cask.crc32       CRC-32 of the whole file; a checkpoint without it is refused
 *
 * CRC-32 finds every error of up to 32 neighbouring bits, so every flipped bit. Reals keep all their bits.
 */
import { FileError, refuse } from '../bytes/fileError.ts';
import { concatenate } from '../bytes/reals.ts';
import { readTensors, tensorPieces } from './safetensors.ts';

export interface Checkpoint {
  /** Whatever JSON can hold. */
  readonly facts: unknown;
  readonly state: ReadonlyMap<string, Float64Array>;
}

const versionKey = 'cask.checkpoint';
const factsKey = 'cask.facts';
const version = '1';

/** @throws FileError naming the list that holds a number which is not finite; such a state must not be continued */
export function checkpointToBytes(checkpoint: Checkpoint): Uint8Array {
  return concatenate(checkpointPieces(checkpoint));
}

/** The same piece by piece, which are valid as long as the state does not change. @throws as `checkpointToBytes` */
export function checkpointPieces({ facts, state }: Checkpoint): Uint8Array[] {
  for (const [name, numbers] of state) {
    const bad = numbers.findIndex(value => !Number.isFinite(value));
    if (bad >= 0) {
      refuse(`${name} holds ${numbers[bad]} at position ${bad}; expected finite numbers. No checkpoint was written.`);
    }
  }
  const tensors = new Map([...state].map(([name, data]) => [name, { shape: [data.length], data }]));
  return tensorPieces(tensors, { [versionKey]: version, [factsKey]: JSON.stringify(facts) });
}

/** @throws FileError when anything in the file is damaged, or it is another kind of file */
export function checkpointFromBytes(bytes: Uint8Array): Checkpoint {
  const { tensors, metadata, remarks } = readTensors(bytes);
  if (remarks.length > 0) refuse(`A checkpoint must carry its checksum. ${remarks.join(' ')}`);
  if (metadata[versionKey] !== version) {
    refuse(`Checkpoint format "${metadata[versionKey] ?? '(none)'}" was found; expected "${version}".`);
  }
  const state = new Map([...tensors].map(([name, { data }]) => [name, Float64Array.from(data)]));
  try {
    return { facts: JSON.parse(metadata[factsKey]), state };
  } catch {
    throw new FileError('The facts of the checkpoint are not JSON.');
  }
}
