import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FileError } from '../bytes/fileError.ts';
import { readWhole, writeAtomically, writePiecesAtomically } from './atomic.ts';
import { withFileSource } from './fileSource.ts';
import type { FileSystem } from './fileSystem.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), 'cask-atomic-'));
  path = join(folder, 'weights.bin');
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

const before = Uint8Array.of(1, 2, 3);
const after = Uint8Array.from({ length: 1000 }, (_, i) => i % 251);

/** A file system whose call number `failing` fails with `code`, and all later ones too when `persistent`. */
function faulty(code: string, failing: number, persistent: boolean) {
  let calls = 0;
  const guarded = <F extends (...values: never[]) => unknown>(call: F) =>
    ((...values: Parameters<F>) => {
      calls++;
      if (calls === failing || (persistent && calls > failing)) throw Object.assign(new Error(code), { code });
      return call(...values);
    }) as F;
  const files: FileSystem = {
    openSync: guarded(fs.openSync),
    writeSync: guarded(fs.writeSync),
    readSync: guarded(fs.readSync),
    fstatSync: guarded(fs.fstatSync),
    lstatSync: guarded(fs.lstatSync),
    fsyncSync: guarded(fs.fsyncSync),
    closeSync: guarded(fs.closeSync),
    renameSync: guarded(fs.renameSync),
    unlinkSync: guarded(fs.unlinkSync),
  };
  return { files, calls: () => calls };
}

/** A disk that gives byte 500 of each read back with one bit flipped. */
const flipping: FileSystem = {
  ...fs,
  readSync: ((fd: number, bytes: Uint8Array, offset: number, length: number, at: number) => {
    const count = fs.readSync(fd, bytes, offset, length, at);
    bytes[500] ^= 1;
    return count;
  }) as typeof fs.readSync,
};

describe('writeAtomically', () => {
  it('replaces the content and leaves no other file', () => {
    for (const bytes of [before, after, new Uint8Array(0)]) {
      writeAtomically(path, bytes);
      expect(readWhole(path)).toEqual(bytes);
    }
    expect(fs.readdirSync(folder)).toEqual(['weights.bin']);
  });

  it.each([
    ['ENOSPC', 'the disk is full'],
    ['EDQUOT', 'the disk quota is used up'],
    ['EPERM', 'the operation is not permitted'],
    ['EIO', 'input/output error'],
    ['EMFILE', 'too many files'],
  ])('leaves the old file or the whole new one when any call fails with %s', (code, words) => {
    const { files, calls } = faulty('never', 0, false);
    writeAtomically(path, after, files);
    const total = calls();
    // Look, open, write, fsync, read, fstat, close, rename, and open, fsync, close of the folder.
    expect(total).toBe(11);
    for (const persistent of [false, true]) {
      for (let failing = 1; failing <= total; failing++) {
        fs.writeFileSync(path, before);
        let message = '';
        try {
          writeAtomically(path, after, faulty(code, failing, persistent).files);
        } catch (error) {
          expect(error).toBeInstanceOf(FileError);
          message = String(error);
        }
        expect(message).toContain(path);
        expect(message).toContain(words);
        const renamed = failing > 8;
        expect(readWhole(path)).toEqual(renamed ? after : before);
        if (!persistent) expect(fs.readdirSync(folder)).toEqual(['weights.bin']);
      }
    }
  });

  it('finishes when the system takes a few bytes at a time, and refuses when it takes none', () => {
    const slow: FileSystem = {
      ...fs,
      writeSync: ((fd: number, bytes: Uint8Array, offset: number, length: number, at: number) =>
        fs.writeSync(fd, bytes, offset, Math.min(length, 7), at)) as typeof fs.writeSync,
    };
    writeAtomically(path, after, slow);
    expect(readWhole(path)).toEqual(after);
    const stuck: FileSystem = { ...fs, writeSync: () => 0 };
    expect(() => writeAtomically(path, before, stuck)).toThrow(/accepted no more bytes, while writing/);
    expect(readWhole(path)).toEqual(after);
  });

  it('refuses to rename what comes back changed, short or long from the disk', () => {
    writeAtomically(path, before);
    expect(() => writeAtomically(path, after, flipping)).toThrow(/byte 500 came back as 248, not 249/);
    expect(() => writeAtomically(path, after, { ...fs, readSync: () => 0 })).toThrow(/only 0 of 1000 bytes/);
    const growing: FileSystem = { ...fs, fstatSync: (() => ({ size: 1001 })) as unknown as typeof fs.fstatSync };
    expect(() => writeAtomically(path, after, growing)).toThrow(/has 1001 bytes, not 1000/);
    expect(readWhole(path)).toEqual(before);
    expect(fs.readdirSync(folder)).toEqual(['weights.bin']);
  });

  it('goes without fsync where the file system has none, and says so once', async () => {
    const warnings: string[] = [];
    const listen = (warning: Error) => warnings.push(warning.message);
    process.on('warning', listen);
    try {
      const files: FileSystem = {
        ...fs,
        fsyncSync() {
          throw Object.assign(new Error('EINVAL'), { code: 'EINVAL' });
        },
      };
      for (const bytes of [before, after]) {
        writeAtomically(path, bytes, files);
        expect(readWhole(path)).toEqual(bytes);
      }
      await new Promise(setImmediate);
      expect(warnings).toEqual([expect.stringMatching(`The file system of ${folder} cannot .*fsync: EINVAL`)]);
    } finally {
      process.off('warning', listen);
    }
  });

  it.skipIf(process.platform === 'win32')('replaces no pipe and no device', () => {
    spawnSync('mkfifo', [path]);
    expect(() => writeAtomically(path, after)).toThrow(/Could not write .*the path is a pipe/);
    expect(fs.lstatSync(path).isFIFO()).toBe(true);
    expect(() => writeAtomically('/dev/null', after)).toThrow(/Could not write \/dev\/null: the path is a device/);
    expect(fs.lstatSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  it('names file and cause when the folder is missing or the path is a folder', () => {
    expect(() => writeAtomically(join(folder, 'no', 'file'), after)).toThrow(
      /file or its folder does not exist \(ENOENT\)/,
    );
    expect(() => writeAtomically(folder, after)).toThrow(new RegExp(`Could not write ${folder}`));
  });
});

describe('writePiecesAtomically', () => {
  const pieces = [after.subarray(0, 400), new Uint8Array(), after.subarray(400)];
  const inspected = () => {};

  it('puts the pieces together, shows them in their pending file, and leaves no other', () => {
    const seen: Uint8Array[] = [];
    writePiecesAtomically(path, pieces, pending => seen.push(readWhole(pending)));
    expect(readWhole(path)).toEqual(after);
    expect(seen).toEqual([after]);
    expect(fs.readdirSync(folder)).toEqual(['weights.bin']);
  });

  it('leaves the old file or the whole new one when any call fails', () => {
    const { files, calls } = faulty('never', 0, false);
    writePiecesAtomically(path, pieces, inspected, files);
    // Look, open, two writes, fsync, read, fstat, close, rename, and open, fsync, close of the folder.
    expect(calls()).toBe(12);
    for (const persistent of [false, true]) {
      for (let failing = 1; failing <= 12; failing++) {
        fs.writeFileSync(path, before);
        const write = () => writePiecesAtomically(path, pieces, inspected, faulty('EIO', failing, persistent).files);
        expect(write).toThrow(/weights\.bin.*input\/output error/);
        expect(readWhole(path)).toEqual(failing > 9 ? after : before);
        if (!persistent) expect(fs.readdirSync(folder)).toEqual(['weights.bin']);
      }
    }
  });

  it('refuses to rename what comes back changed, and what is refused on inspection', () => {
    writeAtomically(path, before);
    expect(() => writePiecesAtomically(path, pieces, inspected, flipping)).toThrow(
      /what came back has the CRC-32 [0-9a-f]{8}, not [0-9a-f]{8}, while reading the pending file back/,
    );
    const complaint = new FileError('not what was wanted');
    const complain = () => {
      throw complaint;
    };
    expect(() => writePiecesAtomically(path, pieces, complain)).toThrow(complaint);
    function* broken() {
      yield pieces[0];
      throw complaint;
    }
    expect(() => writePiecesAtomically(path, broken(), inspected)).toThrow(complaint);
    expect(readWhole(path)).toEqual(before);
    expect(fs.readdirSync(folder)).toEqual(['weights.bin']);
  });
});

describe.skipIf(process.platform === 'win32')('what is no regular file', () => {
  it.each([
    ['readWhole', readWhole],
    ['withFileSource', (name: string) => withFileSource(name, ({ length }) => length)],
  ])('is refused without waiting for a writer: %s', (_, read) => {
    spawnSync('mkfifo', [path]);
    expect(() => read(path)).toThrow(`Could not read ${path}: the path is a pipe, not a file; write what comes out`);
    expect(() => read('/dev/zero')).toThrow('Could not read /dev/zero: the path is a device or a socket, not a file.');
    expect(() => read(folder)).toThrow(/the path is a folder/);
  });
});

describe('readWhole', () => {
  it('names file and cause', () => {
    expect(() => readWhole(path)).toThrow(`Could not read ${path}: the file or its folder does not exist (ENOENT).`);
    expect(() => readWhole(folder)).toThrow(/the path is a folder/);
    fs.writeFileSync(path, after);
    for (let failing = 1; failing <= 4; failing++) {
      expect(() => readWhole(path, faulty('EIO', failing, true).files)).toThrow(/Could not read .*input\/output error/);
    }
    expect(() => readWhole(path, { ...fs, readSync: () => 0 })).toThrow(/ended after 0 of 1000 bytes/);
  });
});
