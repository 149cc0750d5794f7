/** The function that JavaScript calls: it runs all parts of a kernel with arguments read from a descriptor. */
import { Bytes, type WasmFunction } from './encoder.ts';
import { op } from './opcodes.ts';

export interface Call {
  /** Word of the descriptor for each argument; the first two are the beginning and the end of the list of rows. */
  readonly arguments: readonly number[];
}

const wordBytes = 4;
/** An entry of the list of rows: first outer site and row number. */
const rowBytes = 2 * wordBytes;
const descriptor = 0;
const row = 1;

/**
 * Calls the functions 0, 1, 2 .. of the module. Each `together` of them are the parts of one kernel and have one list
 * of rows: all parts run over a row before the next one, while its sites are in the cache.
 */
export function emitMain(calls: readonly Call[], together: number): WasmFunction {
  const code = new Bytes();
  const load = (word: number) =>
    code
      .byte(op.local_get)
      .unsigned(descriptor)
      .byte(op.i32_load)
      .byte(2)
      .unsigned(word * wordBytes);
  const nextRow = () => code.byte(op.local_get).unsigned(row).byte(op.i32_const).signed(rowBytes).byte(op.i32_add);
  const perRow = (first: number) => {
    const [rows, rowsEnd] = calls[first].arguments;
    load(rows).byte(op.local_set).unsigned(row);
    code.byte(op.block).byte(op.void).byte(op.loop).byte(op.void).byte(op.local_get).unsigned(row);
    load(rowsEnd).byte(op.i32_ge_u).byte(op.br_if).unsigned(1);
    for (let index = first; index < first + together; index++) {
      code.byte(op.local_get).unsigned(row);
      nextRow();
      for (const word of calls[index].arguments.slice(2)) load(word);
      code.byte(op.call).unsigned(index);
    }
    nextRow().byte(op.local_set).unsigned(row).byte(op.br).unsigned(0).byte(op.end).byte(op.end);
  };
  const once = (index: number) => {
    for (const word of calls[index].arguments) load(word);
    code.byte(op.call).unsigned(index);
  };
  for (let first = 0; first < calls.length; first += together) (together === 1 ? once : perRow)(first);
  return { name: 'main', parameters: ['i32'], locals: ['i32'], code };
}
