/** A back end of thirty lines: it walks through a program at every site and lane, two lanes where the lattice allows. */
import type { Assignment, Backend, CompiledKernel, FieldMemory } from './backend.ts';
import { meaning } from './ir/meaning.ts';
import type { Instruction } from './ir/program.ts';
import { rowList } from './machine/rows.ts';

type Operation = (...args: readonly number[]) => number;
const madd: Record<string, Operation> = { madd: (a, b, c) => c + a * b, nmadd: (a, b, c) => c - a * b };
const choice: Record<string, Operation> = { select: (holds, yes, no) => (holds ? yes : no) };
const operations = Object.assign({}, meaning.unary, meaning.binary, meaning.comparison, madd, choice) as Record<
  string,
  Operation
>;

function compile({ outline, grid }: Assignment): CompiledKernel {
  const neighbours = grid.neighbours(outline.displacements);
  const columns = outline.displacements.map(d => d.join(','));
  const partial = new Float64Array(outline.sums.length * grid.tiles * grid.lanes);

  /** Where a component lies for this lane of an outer site, seen from the site that reads it. */
  const position = (field: FieldMemory, component: number, from: number, lane: number, displacement: string) => {
    const column = columns.indexOf(displacement);
    const outer = column < 0 ? from : neighbours[from * columns.length + column];
    const row = grid.rows[Math.floor(from / grid.rowLength)];
    const there = column < 0 ? lane : grid.permutation(row, outline.displacements[column])[lane];
    return ((outer - field.firstSite) * field.components + component) * grid.lanes + there;
  };
  return {
    prepare(fields, sites, among) {
      const named = Object.fromEntries(outline.fields.map(({ name }, k) => [name, fields[k]]));
      const rows = rowList(grid, sites, 1, among);
      return {
        run(parameters) {
          partial.fill(0);
          const step = (instruction: Instruction, values: number[], outer: number, lane: number): number => {
            const args = instruction.args.map(arg => values[arg]);
            switch (instruction.op) {
              case 'const':
                return instruction.value;
              case 'parameter':
                return parameters[outline.parameters.indexOf(instruction.name)];
              case 'load': {
                const field = named[instruction.field];
                return field.values[position(field, instruction.component, outer, lane, `${instruction.displacement}`)];
              }
              case 'store': {
                const field = named[instruction.field];
                field.values[position(field, instruction.component, outer, lane, 'here')] = args[0];
                return args[0];
              }
              case 'accumulate': {
                const tile = outline.sums.indexOf(instruction.sum) * grid.tiles + Math.floor(outer / grid.tileLength);
                partial[tile * grid.lanes + lane] += args[0];
                return args[0];
              }
              default:
                return operations[instruction.op](...args);
            }
          };
          for (const program of outline.programs) {
            for (let r = 0; r < rows.length; r += 2) {
              for (let lane = 0; lane < grid.lanes; lane++) {
                const values: number[] = [];
                for (const instruction of program) values.push(step(instruction, values, rows[r], lane));
              }
            }
          }
          return partial;
        },
        free() {},
      };
    },
  };
}

export const interpreter: Backend = {
  name: 'interpreter',
  lanes: { f64: [2], f32: [1] },
  fuses: false,
  lacks: { f64: new Set(), f32: new Set(['mul']) },
  memoryBytes: 2 ** 32,
  unavailable: () => undefined,
  compile,
};
