/** The native code of one kernel on one layout: its text, and the table that goes with the descriptors. */
import { emitGnuC, type RowKind, tableWords } from '../clike/gnuC.ts';
import { MemoryBlock } from '../machine/block.ts';
import type { DescribedKernel, Run } from '../wasm/compile.ts';
import type { NativeCode, NativeCompiler } from './compiler.ts';

const isIdentity = (permutation: readonly number[]) => permutation.every((lane, k) => lane === k);

/** The first column with the permutations of column k. */
function firstLike(permutations: DescribedKernel['permutations'], k: number): number {
  return permutations[0].findIndex((_, j) => permutations.every(variant => `${variant[j]}` === `${variant[k]}`));
}

export function sourceOf({ assignment, permutations }: DescribedKernel): string {
  const { outline, grid, precision, contraction } = assignment;
  const straight = permutations.map(variant => variant.every(isIdentity));
  const rows: RowKind[] = [];
  if (straight.includes(true)) rows.push('straight');
  if (straight.includes(false)) rows.push('turned');
  return emitGnuC({
    programs: outline.programs,
    precision,
    lanes: grid.lanes,
    contraction,
    fields: outline.fields,
    sums: outline.sums,
    parameters: outline.parameters,
    displacements: outline.displacements.map((displacement, k) => ({
      key: displacement.join(','),
      turn: permutations.every(variant => isIdentity(variant[k])) ? undefined : firstLike(permutations, k),
    })),
    rows,
  });
}

/** The function with its memory and table, in the place of the WebAssembly. */
export function boundTo(kernel: DescribedKernel, compiler: NativeCompiler, { library, run }: NativeCode): Run {
  const { memory, pool } = kernel.assignment;
  const table = tableOf(kernel);
  const base = compiler.addressOf(memory.memory);
  const { pointer } = table;
  const runHere = (descriptor: number) => run(base, descriptor, pointer);
  const code = { shared: { library, table: pointer }, run: runHere, table };
  return launch => {
    if (launch.blocks > 1) pool!.run(code, launch);
    else runHere(launch.descriptor);
  };
}

function tableOf({ assignment, permutations, sumBytes }: DescribedKernel): MemoryBlock<Int32Array> {
  const { outline, grid, memory } = assignment;
  const width = outline.displacements.length * grid.lanes;
  const first = tableWords.permutations + permutations.length;
  const table = new MemoryBlock(memory, Int32Array, first + permutations.length * width);
  const { values, pointer } = table;
  values[tableWords.variants] = permutations.length;
  values[tableWords.sumBytes] = sumBytes;
  permutations.forEach((variant, v) => {
    const at = first + v * width;
    values.set(variant.flat(), at);
    values[tableWords.permutations + v] = variant.every(isIdentity) ? 0 : pointer + values.BYTES_PER_ELEMENT * at;
  });
  return table;
}
