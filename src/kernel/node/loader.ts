/** Calls functions of libraries through koffi, an optional dependency, which is itself machine code and may not load. */
import { createRequire } from 'node:module';
import { entryPoint } from '../clike/gnuC.ts';
import type { NativeFunction } from '../native/compiler.ts';
import type { OpenLibrary } from '../threads/worker.ts';

export interface Loader {
  load(library: string): NativeFunction;
  /** Where the memory begins. */
  addressOf(memory: WebAssembly.Memory): number;
}

/** Undefined where there is no koffi. */
export function loader(): Loader | undefined {
  let koffi: typeof import('koffi');
  try {
    koffi = createRequire(import.meta.url)('koffi');
  } catch {
    return undefined;
  }
  return {
    load: library => koffi.load(library).func(entryPoint, 'void', ['uintptr_t', 'uint32', 'uint32']),
    addressOf: memory => Number(koffi.address(new Uint8Array(memory.buffer))),
  };
}

/** For the threads of a pool: the process has the library already. */
export const openLibrary: OpenLibrary = ({ library, table }, memory) => {
  const { load, addressOf } = loader()!;
  const [run, base] = [load(library), addressOf(memory)];
  return descriptor => run(base, descriptor, table);
};
