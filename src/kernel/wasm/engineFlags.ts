/**
 * Switches of V8 that can be set while running. Elsewhere (other engines, browsers) nothing happens.
 */
function setFlag(flag: string): void {
  const builtin = globalThis.process?.getBuiltinModule?.('node:v8');
  builtin?.setFlagsFromString(flag);
}

/**
 * Asks V8 to fuse pairs of 128-bit operations into 256-bit ones. An experimental flag that it has for x64 alone, and
 * complains about elsewhere; there the code runs at 128 bits.
 */
export function enableRevectorizer(): void {
  if (globalThis.process?.arch === 'x64') setFlag('--experimental-wasm-revectorize');
}

/** Runs `work` with WebAssembly compiled at its first call by the optimising compiler, not by the quick one before. */
export function optimisedAtOnce<T>(work: () => T): T {
  setFlag('--no-liftoff');
  try {
    return work();
  } finally {
    setFlag('--liftoff');
  }
}
