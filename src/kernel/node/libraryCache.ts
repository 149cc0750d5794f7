/**
 * Compiled libraries on disk, by the hash of all that they are made from. A file is written under another name and renamed,
 * so that processes which compile the same kernel do not meet; it ends in the hash of what is before, so that a file which
 * is not whole is never loaded.
 */
import { createHash, randomUUID } from 'node:crypto';
import {
  accessSync,
  appendFileSync,
  constants,
  linkSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFolder } from './makeFolder.ts';

const hashBytes = 32;
/** More libraries than this: those that were not used for longest go. */
const mostFiles = 1000;
/** Milliseconds after which a file under another name was left by a process that is gone. */
const abandoned = 3_600_000;

const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest();

export class LibraryCache {
  readonly folder: string;
  private readonly key: string;

  /** @param key the compiler, its options and the processor */
  constructor(folder: string, key: string) {
    this.folder = folder;
    this.key = key;
  }

  /** Where the library of this source is, if it is there and whole. */
  find(source: string): string | undefined {
    const path = this.pathOf(source);
    try {
      if (!isWhole(readFileSync(path))) {
        rmSync(path, { force: true });
        return undefined;
      }
    } catch {
      return undefined;
    }
    try {
      const now = new Date();
      utimesSync(path, now, now);
    } catch {
      // In a folder of somebody else it keeps its date.
    }
    return path;
  }

  /** A name for a library that is being made. */
  newName(): string {
    return join(this.folder, `${randomUUID()}.making`);
  }

  /** Takes up what was made. @returns where it is now */
  keep(made: string, source: string): string {
    appendFileSync(made, sha256(readFileSync(made)));
    const path = this.pathOf(source);
    renameSync(made, path);
    return path;
  }

  /** A short text about this compiler and processor, if one was kept. */
  readNote(name: string): string | undefined {
    try {
      return readFileSync(this.noteOf(name), 'utf8');
    } catch {
      return undefined;
    }
  }

  /** Keeps a text, unless another process was faster. @returns what is kept */
  keepNote(name: string, text: string): string {
    const made = this.newName();
    try {
      writeFileSync(made, text);
      linkSync(made, this.noteOf(name));
      return text;
    } catch {
      return this.readNote(name) ?? text;
    } finally {
      rmSync(made, { force: true });
    }
  }

  /** Removes what nobody needs any more. */
  tidy(): void {
    const files = readdirSync(this.folder).flatMap(name => {
      try {
        return [{ path: join(this.folder, name), time: statSync(join(this.folder, name)).mtimeMs }];
      } catch {
        return [];
      }
    });
    const left = files.filter(({ path, time }) => path.endsWith('.making') && Date.now() - time > abandoned);
    const libraries = files.filter(({ path }) => path.endsWith('.so')).sort((a, b) => b.time - a.time);
    for (const { path } of [...left, ...libraries.slice(mostFiles)]) rmSync(path, { force: true });
  }

  private noteOf(name: string): string {
    return join(this.folder, `${this.key.slice(0, 40)}.${name}`);
  }

  private pathOf(source: string): string {
    return join(this.folder, `${sha256(`${this.key}\0${source}`).toString('hex').slice(0, 40)}.so`);
  }
}

function isWhole(file: Uint8Array): boolean {
  if (file.length <= hashBytes) return false;
  return sha256(file.subarray(0, -hashBytes)).equals(file.subarray(-hashBytes));
}

/** The folder of compiled kernels: the first that can be written to, or one that goes with this process. */
export function cacheFolder(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const { CASK_CACHE: own, XDG_CACHE_HOME: common } = environment;
  const wanted = own || join(common || join(homedir(), '.cache'), 'cask');
  const folder = join(wanted, 'native');
  try {
    makeFolder(folder, 0o700);
    accessSync(folder, constants.W_OK | constants.X_OK);
    return folder;
  } catch {
    return temporaryFolder();
  }
}

function temporaryFolder(): string | undefined {
  try {
    const folder = mkdtempSync(join(tmpdir(), 'cask-native-'));
    process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
    return folder;
  } catch {
    return undefined;
  }
}
