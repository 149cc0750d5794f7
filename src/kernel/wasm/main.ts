/** The function that JavaScript calls: it runs all parts of a kernel with arguments read from a descriptor. */
import { Bytes, type WasmFunction } from './encoder.ts';
import { op } from './opcodes.ts';

export interface Call {
  /** Word of the descriptor for each argument. */
  readonly arguments: readonly number[];
}

const wordBytes = 4;

/** Calls the functions 0, 1, 2 .. of the module in order. */
export function emitMain(calls: readonly Call[]): WasmFunction {
  const code = new Bytes();
  calls.forEach((call, index) => {
    for (const word of call.arguments) {
      code
        .byte(op.local_get)
        .unsigned(0)
        .byte(op.i32_load)
        .byte(2)
        .unsigned(word * wordBytes);
    }
    code.byte(op.call).unsigned(index);
  });
  return { name: 'main', parameters: ['i32'], locals: [], code };
}
