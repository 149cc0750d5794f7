/** The bytes of a file, read where they are asked for. */
import * as fs from 'node:fs';
import type { ByteSource } from '../bytes/byteSource.ts';
import { refuse } from '../bytes/fileError.ts';
import { causeInWords } from './fileSystem.ts';
import { openWithoutWaiting, refuseSpecial } from './regularFile.ts';

/**
 * Opens a file, hands it to `use`, and closes it.
 *
 * @throws FileError naming the file and the cause; whatever `use` throws
 */
export function withFileSource<Result>(path: string, use: (source: ByteSource) => Result): Result {
  const guarded = <Value>(act: () => Value): Value => {
    try {
      return act();
    } catch (error) {
      return refuse(`Could not read ${path}: ${causeInWords(error)}.`);
    }
  };
  const descriptor = guarded(() => openWithoutWaiting(path, fs));
  let result: Result;
  try {
    const { size } = guarded(() => {
      const status = fs.fstatSync(descriptor);
      refuseSpecial(status);
      return status;
    });
    result = use({ length: size, read: (start, end) => guarded(() => bytesAt(descriptor, start, end)) });
  } catch (error) {
    try {
      fs.closeSync(descriptor);
    } catch {
      // The first error is the one to report.
    }
    throw error;
  }
  guarded(() => fs.closeSync(descriptor));
  return result;
}

function bytesAt(descriptor: number, start: number, end: number): Uint8Array {
  const bytes = new Uint8Array(end - start);
  for (let done = 0; done < bytes.length; ) {
    const count = fs.readSync(descriptor, bytes, done, bytes.length - done, start + done);
    if (count <= 0) refuse(`the file ended after ${start + done} bytes`);
    done += count;
  }
  return bytes;
}
