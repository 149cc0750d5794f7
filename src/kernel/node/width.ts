/** Which width of vectors is fastest on this computer: measured once, then kept beside the compiled kernels. */
import { timed } from '../machine/choose.ts';
import { Machine } from '../machine/machine.ts';
import { nativeBackend } from '../native/backend.ts';
import type { NativeCompiler } from '../native/compiler.ts';
import type { LibraryCache } from './libraryCache.ts';

/** Below this WebAssembly has the same vectors. */
const worthComparing = 32;
const note = 'vectorBytes';

/** Bytes of a vector. */
export function fastestWidth(compiler: NativeCompiler, cache: LibraryCache): number {
  const wide = compiler.vectorBytes.filter(bytes => bytes >= worthComparing);
  if (wide.length < 2) return compiler.vectorBytes[0];
  const known = Number(cache.readNote(note));
  if (wide.includes(known)) return known;
  const machines = wide.map(vectorBytes => new Machine(nativeBackend(compiler, { vectorBytes, atOnce: true })));
  const times = timed(machines);
  const fastest = wide.reduce((a, b) =>
    times.get(machines[wide.indexOf(b)])! < times.get(machines[wide.indexOf(a)])! ? b : a,
  );
  // Processes that begin at the same time take the width of the first.
  const kept = Number(cache.keepNote(note, String(fastest)));
  return wide.includes(kept) ? kept : fastest;
}
