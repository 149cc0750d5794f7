/** The weights of a run: `weights.json` to be read by people, `weights.safetensors` to be read by programs. */
import { FileError, readTensors, writeTensors } from '../files/index.ts';
import { readWhole } from '../files/node/index.ts';
import { type ReadWeightsFile, weightsFromTensors, weightsFromText, weightsToTensors } from '../network/index.ts';
import type { Lock } from './lock.ts';
import { writeFile } from './write.ts';

/** Writes both files. @throws RunError when the disk does not take them */
export function writeWeights(lock: Lock, { fileName, text }: { fileName: string; text: string }): void {
  writeFile(lock, fileName, text);
  const { tensors, metadata } = weightsToTensors(weightsFromText(text, fileName));
  writeFile(lock, fileName.replace(/\.json$/, '.safetensors'), writeTensors(tensors, metadata));
}

/**
 * Reads a weights file of either form, recognised by content.
 *
 * @throws Error or FileError with a sentence that names the file
 */
export function readWeights(path: string): ReadWeightsFile {
  const bytes = readWhole(path);
  if (!isTensorFile(bytes)) return weightsFromText(new TextDecoder().decode(bytes), path);
  try {
    const content = readTensors(bytes);
    const file = weightsFromTensors(content, path);
    return { ...file, remarks: [...file.remarks, ...content.remarks.map(remark => `${path}: ${remark}`)] };
  } catch (error) {
    throw error instanceof FileError ? new FileError(`${path}: ${error.message}`) : error;
  }
}

/** The JSON of a safetensors file begins behind eight bytes with its length; no text has zero bytes. */
const isTensorFile = (bytes: Uint8Array) => bytes.length > 8 && bytes[7] === 0;
