/** A C compiler for kernels: its process, its libraries on disk, and what calls them. */
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import type { NativeCode, NativeCompiler } from '../native/compiler.ts';
import {
  compileInBackground,
  compileWaiting,
  findToolchain,
  libraryArguments,
  macroOf,
  type Toolchain,
} from './compilerProcess.ts';
import { cacheFolder, LibraryCache } from './libraryCache.ts';
import { type Loader, loader } from './loader.ts';

export interface CompilerFound {
  readonly compiler: NativeCompiler;
  /** Where it keeps what it made. */
  readonly cache: LibraryCache;
}

/** The compiler of this computer, or the sentence that says why there is none. */
export function gnuCompiler(environment: NodeJS.ProcessEnv = process.env): CompilerFound | string {
  const libraries = loader();
  if (!libraries) return 'koffi, which calls C libraries, is not installed (npm install koffi).';
  const toolchain = findToolchain(environment);
  if (typeof toolchain === 'string') return toolchain;
  const folder = cacheFolder(environment);
  if (folder === undefined) return 'no folder for compiled kernels can be written to; name one in CASK_CACHE.';
  const key = createHash('sha256').update([...libraryArguments(toolchain, '', ''), toolchain.macros].join('\0'));
  const cache = new LibraryCache(folder, key.digest('hex'));
  cache.tidy();
  return { compiler: new GnuCompiler(libraries, toolchain, cache), cache };
}

class GnuCompiler implements NativeCompiler {
  readonly name: string;
  readonly vectorBytes: readonly number[];
  private readonly libraries: Loader;
  private readonly toolchain: Toolchain;
  private readonly cache: LibraryCache;
  private readonly loaded = new Map<string, NativeCode>();

  constructor(libraries: Loader, toolchain: Toolchain, cache: LibraryCache) {
    this.libraries = libraries;
    this.toolchain = toolchain;
    this.cache = cache;
    this.name = toolchain.name;
    this.vectorBytes = vectorsOf(toolchain.macros);
  }

  known(source: string): NativeCode | undefined {
    const path = this.cache.find(source);
    try {
      return path === undefined ? undefined : this.load(path);
    } catch {
      // Whole, and still not to be loaded: whoever compiles it will hear why.
      return undefined;
    }
  }

  async compile(source: string): Promise<NativeCode> {
    const known = this.known(source);
    if (known) return known;
    const made = this.cache.newName();
    try {
      await compileInBackground(this.toolchain, source, made, this.cache.folder);
      return this.keep(made, source);
    } finally {
      rmSync(made, { force: true });
    }
  }

  compileNow(source: string): NativeCode {
    const known = this.known(source);
    if (known) return known;
    const made = this.cache.newName();
    try {
      compileWaiting(this.toolchain, source, made, this.cache.folder);
      return this.keep(made, source);
    } finally {
      rmSync(made, { force: true });
    }
  }

  addressOf(memory: WebAssembly.Memory): number {
    return this.libraries.addressOf(memory);
  }

  private keep(made: string, source: string): NativeCode {
    const path = this.cache.keep(made, source);
    try {
      return this.load(path);
    } catch (error) {
      rmSync(path, { force: true });
      throw error;
    }
  }

  private load(path: string): NativeCode {
    const loaded = this.loaded.get(path) ?? { library: path, run: this.libraries.load(path) };
    this.loaded.set(path, loaded);
    return loaded;
  }
}

/** The widths of vectors, in bytes, that the processor has and the compiler uses. */
function vectorsOf(macros: string): number[] {
  const has = (name: string) => macroOf(macros, name) !== undefined;
  return [...(has('__AVX512F__') ? [64] : []), ...(has('__AVX2__') && has('__FMA__') ? [32] : []), 16];
}
