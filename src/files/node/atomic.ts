/**
 * Writing a file so that after a crash, a full disk or a power cut either the old or the new content is there,
 * never a mixture: pending file beside the target, fsync, read back and compare, rename, fsync of the folder.
 */

import * as fs from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { crc32, hexWord } from '../bytes/crc32.ts';
import { refuse } from '../bytes/fileError.ts';
import { bringToDisk } from './durable.ts';
import { causeInWords, type FileSystem } from './fileSystem.ts';
import { openWithoutWaiting, refuseSpecial } from './regularFile.ts';

const pieceBytes = 1 << 26;
const readBackBytes = 1 << 22;

/**
 * Write `bytes` to `path`, replacing an existing file only after the new content is safely on the disk and was
 * read back unchanged.
 * @throws FileError naming the file, the step and the cause; the previous file is then still in place
 */
export function writeAtomically(path: string, bytes: Uint8Array, files: FileSystem = fs): void {
  throughPending(path, files, pending => {
    pending.write(bytes);
    pending.sync();
    pending.step('reading the pending file back');
    compareContent(pending.descriptor, bytes, files);
  });
}

/**
 * The same for content that need not fit into memory: what comes back from the disk is compared by size and CRC-32.
 * @param inspect is called with the path of the pending file before it replaces anything; what it throws, and what
 *   making the pieces throws, ends the writing and is handed on as it is
 */
export function writePiecesAtomically(
  path: string,
  pieces: Iterable<Uint8Array>,
  inspect: (pending: string) => void,
  files: FileSystem = fs,
): void {
  throughPending(
    path,
    files,
    pending => {
      let length = 0;
      let crc = 0;
      for (const piece of handedOn(pieces)) {
        pending.write(piece, length);
        length += piece.length;
        crc = crc32(piece, 0, piece.length, crc);
      }
      pending.sync();
      pending.step('reading the pending file back');
      compareSums(pending.descriptor, length, crc, files);
    },
    inspect,
  );
}

/** An error that has nothing to do with the file that is written. */
class HandedOn {
  readonly error: unknown;
  constructor(error: unknown) {
    this.error = error;
  }
}

function* handedOn(pieces: Iterable<Uint8Array>): Generator<Uint8Array> {
  try {
    yield* pieces;
  } catch (error) {
    throw new HandedOn(error);
  }
}

/** The file that becomes another one once all is well. */
interface Pending {
  readonly descriptor: number;
  /** Names what is done next, for the error that may come. */
  step(name: string): void;
  write(bytes: Uint8Array, at?: number): void;
  sync(): void;
}

function throughPending(
  path: string,
  files: FileSystem,
  fill: (pending: Pending) => void,
  inspect: (pending: string) => void = () => {},
): void {
  const pending = join(dirname(path), `.${basename(path)}.${process.pid}.pending`);
  let step = 'looking at what is there';
  let descriptor: number | undefined;
  try {
    const before = files.lstatSync(path, { throwIfNoEntry: false });
    if (before !== undefined && !before.isSymbolicLink()) refuseSpecial(before);
    step = 'creating the pending file';
    descriptor = files.openSync(pending, 'w+');
    fill(pendingFile(descriptor, path, files, name => (step = name)));
    step = 'closing the pending file';
    const closing = descriptor;
    descriptor = undefined;
    files.closeSync(closing);
    try {
      inspect(pending);
    } catch (error) {
      throw new HandedOn(error);
    }
    step = 'renaming the pending file';
    files.renameSync(pending, path);
  } catch (error) {
    removePending(pending, descriptor, files);
    if (error instanceof HandedOn) throw error.error;
    refuse(`Could not write ${path}: ${causeInWords(error)}, while ${step}. The previous file, if any, is untouched.`);
  }
  syncFolder(path, files);
}

function pendingFile(descriptor: number, path: string, files: FileSystem, step: (name: string) => void): Pending {
  return {
    descriptor,
    step,
    write(bytes, at = 0) {
      step('writing the pending file');
      for (let done = 0; done < bytes.length; ) {
        const length = Math.min(pieceBytes, bytes.length - done);
        const count = files.writeSync(descriptor, bytes, done, length, at + done);
        if (count <= 0) refuse('the system accepted no more bytes');
        done += count;
      }
    },
    sync() {
      step('bringing the pending file to the disk');
      bringToDisk(descriptor, path, files);
    },
  };
}

/** Reads a file piece by piece, and checks that it has this length. */
function readBack(
  descriptor: number,
  length: number,
  files: FileSystem,
  visit: (piece: Uint8Array, count: number, done: number) => void,
): void {
  const piece = new Uint8Array(Math.min(readBackBytes, Math.max(length, 1)));
  let done = 0;
  while (done < length) {
    const count = files.readSync(descriptor, piece, 0, Math.min(piece.length, length - done), done);
    if (count <= 0) refuse(`only ${done} of ${length} bytes came back`);
    visit(piece, count, done);
    done += count;
  }
  const size = files.fstatSync(descriptor).size;
  if (size !== length) refuse(`the file has ${size} bytes, not ${length}`);
}

function compareContent(descriptor: number, bytes: Uint8Array, files: FileSystem): void {
  readBack(descriptor, bytes.length, files, (piece, count, done) => {
    for (let i = 0; i < count; i++) {
      if (piece[i] !== bytes[done + i]) refuse(`byte ${done + i} came back as ${piece[i]}, not ${bytes[done + i]}`);
    }
  });
}

function compareSums(descriptor: number, length: number, written: number, files: FileSystem): void {
  let read = 0;
  readBack(descriptor, length, files, (piece, count) => {
    read = crc32(piece, 0, count, read);
  });
  if (read !== written) refuse(`what came back has the CRC-32 ${hexWord(read)}, not ${hexWord(written)}`);
}

function removePending(pending: string, descriptor: number | undefined, files: FileSystem): void {
  closeAfterError(descriptor, files);
  try {
    files.unlinkSync(pending);
  } catch {
    // The error that led here matters more than one met while cleaning up.
  }
}

function closeAfterError(descriptor: number | undefined, files: FileSystem): void {
  if (descriptor === undefined) return;
  try {
    files.closeSync(descriptor);
  } catch {
    // As above: the first error is the one to report.
  }
}

/** Make the rename itself durable. Windows cannot open folders; there the rename is left to the file system. */
function syncFolder(path: string, files: FileSystem): void {
  if (process.platform === 'win32') return;
  let descriptor: number | undefined;
  try {
    descriptor = files.openSync(dirname(path), 'r');
    bringToDisk(descriptor, path, files);
    files.closeSync(descriptor);
  } catch (error) {
    closeAfterError(descriptor, files);
    refuse(
      `${path} was written, but ${causeInWords(error)} while bringing its folder to the disk: ` +
        'after a power cut the previous file may return. Check the disk.',
    );
  }
}

/**
 * The whole content of a file.
 * @throws FileError naming the file and the cause
 */
export function readWhole(path: string, files: FileSystem = fs): Uint8Array {
  let descriptor: number | undefined;
  try {
    descriptor = openWithoutWaiting(path, files);
    const status = files.fstatSync(descriptor);
    refuseSpecial(status);
    const { size } = status;
    const bytes = new Uint8Array(size);
    for (let done = 0; done < size; ) {
      const count = files.readSync(descriptor, bytes, done, Math.min(pieceBytes, size - done), done);
      if (count <= 0) refuse(`the file ended after ${done} of ${size} bytes`);
      done += count;
    }
    files.closeSync(descriptor);
    return bytes;
  } catch (error) {
    closeAfterError(descriptor, files);
    return refuse(`Could not read ${path}: ${causeInWords(error)}.`);
  }
}
