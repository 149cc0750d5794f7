// Fair treatment of the WebAssembly candidates: each compiled once, optimised, with the switches of V8 it is meant for.
import { setFlagsFromString } from 'node:v8';

/**
 * Prepares and runs something once, so that V8 compiles it: by the optimising compiler at the first call, and with the
 * revectorizer only if `wide`.
 */
export function compiled<T extends { readonly run: () => void }>(wide: boolean, make: () => T): T {
  setFlagsFromString('--no-liftoff');
  const made = make();
  setFlagsFromString(wide ? '--experimental-wasm-revectorize' : '--no-experimental-wasm-revectorize');
  made.run();
  setFlagsFromString('--liftoff');
  return made;
}

/** Runs JavaScript for long enough to be compiled by the optimising compiler, which works beside it. */
export function warmUp(run: () => void): void {
  const begin = performance.now();
  while (performance.now() - begin < 300) run();
}
