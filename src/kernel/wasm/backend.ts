/** WebAssembly with one or with two SIMD registers per value. */
import type { Backend } from '../backend.ts';
import { maximumPages, pageSize } from '../machine/memory.ts';
import { type Precision, wordSize } from '../machine/precision.ts';
import { registerBytes } from './assembler.ts';
import { compileWasm } from './compile.ts';
import { enableRevectorizer } from './engineFlags.ts';
import { uniformFill } from './uniformFill.ts';

/** As many sites as the registers hold, or as one register holds. */
function lanes(registers: number, precision: Precision): readonly number[] {
  const perRegister = registerBytes / wordSize[precision];
  return registers === 1 ? [perRegister] : [registers * perRegister, perRegister];
}

function backend(name: string, registers: number, compile: Backend['compile']): Backend {
  return {
    name,
    lanes: { f64: lanes(registers, 'f64'), f32: lanes(registers, 'f32') },
    fuses: true,
    usesThreads: true,
    // The bits of a number, on which exp, log, sin, cos and atan2 rest, are within reach in f64 only.
    lacks: { f64: new Set(), f32: new Set(['pow2', 'exponent', 'mantissa']) },
    memoryBytes: maximumPages * pageSize,
    unavailable: () => (typeof WebAssembly === 'undefined' ? 'this engine has no WebAssembly.' : undefined),
    compile,
    uniformFill,
  };
}

export const wasm128 = backend('wasm128', 1, compileWasm);
export const wasm256 = backend('wasm256', 2, assignment => {
  enableRevectorizer();
  return compileWasm(assignment);
});
