/** Functions of this folder as WebAssembly, with the best instructions that the engine has. */
import { encodeModule, type WasmFunction } from '../wasm/encoder.ts';
import { optimisedAtOnce } from '../wasm/engineFlags.ts';

export const realBytes = 8;
const pageBytes = 65536;

export const pagesFor = (reals: number) => Math.ceil((reals * realBytes) / pageBytes);

export type Callable = (...args: number[]) => void;

/**
 * @param warmUp calls the function number k once, so that nothing is changed: then it is compiled
 * @throws WebAssembly.CompileError if the engine lacks an instruction
 */
export function instantiated(
  memory: WebAssembly.Memory,
  functions: readonly WasmFunction[],
  warmUp: (run: Callable, k: number) => void,
): Callable[] {
  const maximumPages = memory.buffer.byteLength / pageBytes;
  return optimisedAtOnce(() =>
    functions.map((code, k) => {
      const bytes = encodeModule([code], { maximumPages, shared: false }, code.name);
      const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { machine: { memory } });
      const run = instance.exports[code.name] as Callable;
      warmUp(run, k);
      return run;
    }),
  );
}

/** With fused multiply-add if the engine has it, else without, else in JavaScript. */
export function withBest<T>(simd: (contraction: boolean) => T, plain: () => T): T {
  if (typeof WebAssembly === 'undefined') return plain();
  for (const contraction of [true, false]) {
    try {
      return simd(contraction);
    } catch (error) {
      if (!(error instanceof WebAssembly.CompileError)) throw error;
    }
  }
  return plain();
}
