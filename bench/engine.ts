// Fair treatment of candidates: compiled for good before they are timed, with the switches of V8 they are meant for.
import { setFlagsFromString } from 'node:v8';

/**
 * Prepares and runs something once, so that V8 compiles its WebAssembly: by the optimising compiler at the first call,
 * and with the revectorizer only if `wide`.
 */
export function compiled<T extends { readonly run: () => void }>(wide: boolean, make: () => T): T {
  const width = wide ? '--experimental-wasm-revectorize' : '--no-experimental-wasm-revectorize';
  setFlagsFromString('--no-liftoff');
  setFlagsFromString(width);
  const made = make();
  made.run();
  setFlagsFromString('--liftoff');
  return made;
}

const warmUpMicroseconds = 300_000;

/** Runs JavaScript for so much CPU time that the optimising compiler, which works beside it, has long been done. */
export function warmUp(run: () => void): void {
  const begin = process.cpuUsage();
  for (let spent = 0; spent < warmUpMicroseconds; ) {
    run();
    const { user, system } = process.cpuUsage(begin);
    spent = user + system;
  }
}
