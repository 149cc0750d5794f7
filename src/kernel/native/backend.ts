/**
 * Native code beside WebAssembly: the same programs as C, on the same memory, with the same bits. A run begins in
 * WebAssembly, and each kernel changes over when its C is there and faster.
 */
import type { Assignment, Backend } from '../backend.ts';
import { type Precision, wordSize } from '../machine/precision.ts';
import { registerBytes } from '../wasm/assembler.ts';
import { wasm256 } from '../wasm/backend.ts';
import { compileWasm } from '../wasm/compile.ts';
import { enableRevectorizer } from '../wasm/engineFlags.ts';
import { Changeover } from './changeover.ts';
import { boundTo, sourceOf } from './code.ts';
import type { NativeCompiler } from './compiler.ts';
import { Workshop } from './workshop.ts';

export interface NativeOptions {
  /** Bytes of a vector. */
  readonly vectorBytes: number;
  /** Compilers that work at a time. Default 1. */
  readonly atATime?: number;
  /** Waits for the compiler when a kernel is bound, and runs nothing but native code: for comparisons. */
  readonly atOnce?: boolean;
}

/** As many lanes as a vector holds, or half as many and so on, down to a register of WebAssembly. */
function lanes(vectorBytes: number, precision: Precision): number[] {
  const counts: number[] = [];
  for (let bytes = vectorBytes; bytes >= registerBytes; bytes /= 2) counts.push(bytes / wordSize[precision]);
  return counts;
}

export function nativeBackend(compiler: NativeCompiler, options: NativeOptions): Backend {
  const { vectorBytes, atATime = 1, atOnce = false } = options;
  const workshop = new Workshop(compiler, atATime);
  return {
    ...wasm256,
    name: 'native',
    lanes: { f64: lanes(vectorBytes, 'f64'), f32: lanes(vectorBytes, 'f32') },
    compile(assignment: Assignment) {
      enableRevectorizer();
      // What is rehearsed is memory, not speed.
      if (assignment.memory.rehearsal) return compileWasm(assignment);
      return compileWasm(assignment, kernel => {
        if (atOnce) {
          const run = boundTo(kernel, compiler, compiler.compileNow(sourceOf(kernel)));
          return () => run;
        }
        const changeover = new Changeover(kernel, workshop);
        return (fields, sites) => changeover.runOn(fields, sites);
      });
    },
    describe: () => `C by ${compiler.name} with vectors of ${8 * vectorBytes} bits, beside WebAssembly.`,
    account: () => workshop.account(),
  };
}
