/** Kernels on the reference machine. */
import { emitJs } from '../js/emit.ts';
import { realArray } from './block.ts';
import type { Grid } from './grid.ts';
import type { Precision } from './machine.ts';
import { type CompiledKernel, type Outline, rowList, sumsOf, totals } from './outline.ts';

export function compileJs(outline: Outline, grid: Grid, precision: Precision): CompiledKernel {
  const { fields, sums, parameters } = outline;
  const displacements = outline.displacements.map(d => d.join(','));
  const functions = outline.programs.map(program => {
    const own = sumsOf(program, outline);
    const run = emitJs({ program, precision, fields, sums: own.map(k => sums[k]), parameters, displacements });
    return { run, own };
  });
  const neighbours = grid.neighbours(outline.displacements);
  const Reals = realArray(precision);
  return {
    prepare(storages, sites, among) {
      const piece = among ? 1 : grid.rowLength;
      const rows = rowList(grid.rowsOf(sites), grid, piece, among);
      const order = grid.summationOrder(sites);
      const partial = sums.map(() => {
        const values = new Reals(new ArrayBuffer(grid.rows.length * Reals.BYTES_PER_ELEMENT), 0, grid.rows.length);
        return { values };
      });
      const firstSites = storages.map(storage => storage.firstSite);
      const values = new Float64Array(parameters.length);
      return {
        run(given) {
          parameters.forEach((name, k) => {
            values[k] = given[name];
          });
          const arrays = storages.map(storage => storage.values);
          const slots = partial.map(block => block.values);
          for (const { run, own } of functions) {
            const ownSlots = own.map(k => slots[k]);
            run(rows, piece, neighbours, values, arrays, firstSites, ownSlots);
          }
          return totals(sums, partial, order);
        },
        free() {},
      };
    },
  };
}
