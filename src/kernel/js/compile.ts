/** Kernels on the reference machine. */
import type { Assignment, CompiledKernel } from '../backend.ts';
import { sumsOf } from '../ir/program.ts';
import { realArray } from '../machine/block.ts';
import { rowList } from '../machine/rows.ts';
import { emitJs } from './emit.ts';

export function compileJs({ outline, grid, precision }: Assignment): CompiledKernel {
  const { fields, sums, parameters } = outline;
  const displacements = outline.displacements.map(d => d.join(','));
  const functions = outline.programs.map(program => {
    const own = sumsOf(program, sums);
    const run = emitJs({ program, precision, fields, sums: own.map(k => sums[k]), parameters, displacements });
    return { run, own };
  });
  const neighbours = grid.neighbours(outline.displacements);
  const Reals = realArray(precision);
  return {
    prepare(storages, sites, among) {
      const piece = among ? 1 : grid.tileLength;
      const rows = rowList(grid, sites, piece, among);
      const count = grid.tiles;
      const partial = new Reals(new ArrayBuffer(sums.length * count * Reals.BYTES_PER_ELEMENT), 0, sums.length * count);
      const slots = functions.map(({ own }) => own.map(k => partial.subarray(k * count, (k + 1) * count)));
      const firstSites = storages.map(storage => storage.firstSite);
      return {
        run(values) {
          const arrays = storages.map(storage => storage.values);
          functions.forEach(({ run }, f) => {
            run(rows, piece, neighbours, values, arrays, firstSites, slots[f]);
          });
          return partial;
        },
        free() {},
      };
    },
  };
}
