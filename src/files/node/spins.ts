/** Files of spins on a disk. */
import { type ReadSpins, readSpins, type SpinConfiguration, writeSpins } from '../configuration/spins.ts';
import { readWhole, writeAtomically } from './atomic.ts';
import { withFileSource } from './fileSource.ts';
import { withPath } from './open.ts';

/** @throws FileError beginning with the path */
export function openSpins(path: string): ReadSpins {
  return withPath(path, () => readSpins(readWhole(path)));
}

/** The file appears complete or not at all. @throws FileError beginning with the path */
export function saveSpins(path: string, configuration: SpinConfiguration): void {
  withPath(path, () => writeAtomically(path, writeSpins(configuration)));
}

/** Enough for the metadata, which stand before the tensors. */
const headBytes = 4096;

/** Whether the header of a safetensors file names spins; nothing else of it is looked at. @throws FileError beginning with the path */
export function isSpinFile(path: string): boolean {
  return withFileSource(path, source => {
    const head = source.read(0, Math.min(headBytes, source.length));
    return head[7] === 0 && head[8] === 0x7b && new TextDecoder().decode(head).includes('"cask.spins"');
  });
}
