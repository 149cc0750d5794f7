/** From a kernel and a layout to code that runs. */
import { type Effect, type Program, programOf } from '../ir/program.ts';
import type { LoadSource } from '../ir/real.ts';
import { emitJs } from '../js/emit.ts';
import type { KernelShape } from '../shape.ts';
import { isField } from '../trace/roles.ts';
import { emitFunction, uniformKey } from '../wasm/emit.ts';
import { encodeModule } from '../wasm/encoder.ts';
import { chunksOf } from './chunks.ts';
import type { Grid, Parity, Row } from './grid.ts';
import { type Machine, type Precision, registerBytes, wordSize } from './machine.ts';
import { maximumPages } from './memory.ts';
import type { Storage } from './storage.ts';

export type Launch = (parameters: Readonly<Record<string, number>>) => Record<string, number>;

export interface CompiledKernel {
  prepare(storages: readonly Storage[], sites: Parity): Launch;
}

/** What both back ends need to know about a kernel. */
interface Outline {
  readonly programs: readonly Program[];
  readonly fields: readonly { readonly name: string; readonly components: number }[];
  readonly sums: readonly string[];
  readonly parameters: readonly string[];
  readonly displacements: readonly (readonly number[])[];
}

const programs = new WeakMap<KernelShape, Outline>();

function outline(kernel: KernelShape): Outline {
  const known = programs.get(kernel);
  if (known) return known;
  const chunks = chunksOf(kernel.effects as Effect[]).map(programOf);
  const roles = Object.entries(kernel.roles);
  const displacements = new Map<string, readonly number[]>();
  for (const instruction of chunks.flat()) {
    if (instruction.op !== 'load') continue;
    const { displacement } = instruction.leaf as LoadSource;
    if (displacement.some(d => d !== 0)) displacements.set(displacement.join(','), displacement);
  }
  const made: Outline = {
    programs: chunks,
    fields: roles.flatMap(([name, role]) => (isField(role) ? [{ name, components: role.type.components }] : [])),
    sums: roles.flatMap(([name, role]) => (role.role === 'sum' ? [name] : [])),
    parameters: roles.flatMap(([name, role]) => (role.role === 'parameter' ? [name] : [])),
    displacements: [...displacements.values()],
  };
  programs.set(kernel, made);
  return made;
}

export function compile(kernel: KernelShape, machine: Machine, grid: Grid, precision: Precision): CompiledKernel {
  const parts = outline(kernel);
  return machine.kind === 'js'
    ? compileJs(parts, grid, precision)
    : compileWasm(kernel.name, parts, machine, grid, precision);
}

function compileJs(parts: Outline, grid: Grid, precision: Precision): CompiledKernel {
  const { fields, sums, parameters } = parts;
  const displacements = parts.displacements.map(d => d.join(','));
  const functions = parts.programs.map(program =>
    emitJs({ program, precision, fields, sums, parameters, displacements }),
  );
  const neighbours = grid.neighbours(parts.displacements);
  return {
    prepare(storages, sites) {
      const rows = rowList(grid.rowsOf(sites), grid);
      const order = grid.summationOrder(sites);
      const partial = sums.map(() =>
        precision === 'f64' ? new Float64Array(grid.rows.length) : new Float32Array(grid.rows.length),
      );
      const firstSites = storages.map(storage => storage.firstSite);
      const values = new Float64Array(parameters.length);
      return given => {
        parameters.forEach((name, k) => {
          values[k] = given[name]!;
        });
        const arrays = storages.map(storage => storage.values);
        for (const run of functions) run(rows, grid.rowLength, neighbours, values, arrays, firstSites, partial);
        return totals(sums, partial, order);
      };
    },
  };
}

function compileWasm(name: string, parts: Outline, machine: Machine, grid: Grid, precision: Precision): CompiledKernel {
  const { arena } = machine;
  const owner = {};
  const vectorBytes = Math.max(registerBytes, grid.lanes * wordSize[precision]);
  const uniforms = new Map<string, number>();
  const constants: [number, number][] = [];
  for (const parameter of parts.parameters) uniforms.set(`parameter ${parameter}`, uniforms.size * vectorBytes);
  for (const instruction of parts.programs.flat()) {
    if (instruction.op !== 'const' || uniforms.has(uniformKey(instruction))) continue;
    constants.push([uniforms.size, instruction.leaf as number]);
    uniforms.set(uniformKey(instruction), uniforms.size * vectorBytes);
  }
  const words = vectorBytes / wordSize[precision];
  const block = new LiveView(machine, precision, Math.max(1, uniforms.size) * words, owner);
  const writeUniform = (slot: number, value: number) => {
    block.values.fill(value, slot * words, (slot + 1) * words);
  };
  for (const [slot, value] of constants) writeUniform(slot, value);

  const table = grid.neighbours(parts.displacements);
  const neighbours = table.length === 0 ? 0 : arena.allocate(table.byteLength, owner);
  if (table.length > 0) new Int32Array(arena.memory.buffer, neighbours, table.length).set(table);

  const variants = rowVariants(grid, parts.displacements);
  const functions = variants.flatMap(({ permutations }, v) =>
    parts.programs.map((program, p) =>
      emitFunction({
        name: `${name}:${v}:${p}`,
        program,
        precision,
        lanes: grid.lanes,
        contraction: machine.contraction,
        fields: parts.fields,
        sums: program.some(i => i.op === 'accumulate') ? parts.sums : [],
        uniforms,
        displacements: parts.displacements.map((d, k) => ({ key: d.join(','), permutation: permutations[k]! })),
      }),
    ),
  );
  const bytes = encodeModule(functions, { maximumPages, shared: arena.shared });
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { machine: { memory: arena.memory } });
  const entry = (v: number, p: number) => instance.exports[`${name}:${v}:${p}`] as (...args: number[]) => void;

  return {
    prepare(storages, sites) {
      const calls: (() => void)[] = [];
      const launchOwner = {};
      const partialLength = grid.rows.length * grid.lanes;
      const partial = parts.sums.map(() => new LiveView(machine, precision, partialLength, launchOwner));
      const wanted = new Set(grid.rowsOf(sites));
      variants.forEach(({ rows }, v) => {
        const list = rowList(
          rows.filter(row => wanted.has(row)),
          grid,
        );
        if (list.length === 0) return;
        const pointer = arena.allocate(list.byteLength, launchOwner);
        new Int32Array(arena.memory.buffer, pointer, list.length).set(list);
        const end = pointer + list.byteLength;
        const bases = storages.map(storage => storage.origin);
        parts.programs.forEach((program, p) => {
          const run = entry(v, p);
          const sums = program.some(i => i.op === 'accumulate') ? partial.map(view => view.pointer) : [];
          const args = [pointer, end, grid.rowLength, neighbours, block.pointer, ...bases, ...sums];
          calls.push(() => run(...args));
        });
      });
      const order = grid.summationOrder(sites);
      return given => {
        parts.parameters.forEach((parameter, k) => {
          writeUniform(k, given[parameter]!);
        });
        for (const call of calls) call();
        return totals(
          parts.sums,
          partial.map(view => view.values),
          order,
        );
      };
    },
  };
}

/** Numbers in machine memory that stay addressable when the memory grows. */
class LiveView {
  readonly pointer: number;
  private readonly machine: Machine;
  private readonly precision: Precision;
  private readonly length: number;
  private view: Float64Array | Float32Array | undefined;

  constructor(machine: Machine, precision: Precision, length: number, owner: object) {
    this.machine = machine;
    this.precision = precision;
    this.length = length;
    this.pointer = machine.arena.allocate(length * wordSize[precision], owner);
  }

  get values(): Float64Array | Float32Array {
    const { buffer } = this.machine.arena.memory;
    if (this.view?.buffer !== buffer) {
      this.view =
        this.precision === 'f64'
          ? new Float64Array(buffer, this.pointer, this.length)
          : new Float32Array(buffer, this.pointer, this.length);
    }
    return this.view;
  }
}

interface Variant {
  readonly permutations: readonly (readonly number[])[];
  readonly rows: readonly Row[];
}

/** Rows grouped by the lane permutations that their displaced reads need. */
function rowVariants(grid: Grid, displacements: readonly (readonly number[])[]): Variant[] {
  const groups = new Map<string, { permutations: number[][]; rows: Row[] }>();
  for (const row of grid.rows) {
    const permutations = displacements.map(d => grid.permutation(row, d));
    const key = permutations.map(p => p.join('')).join('|');
    const group = groups.get(key);
    if (group) group.rows.push(row);
    else groups.set(key, { permutations, rows: [row] });
  }
  return [...groups.values()];
}

/** Pairs (first outer site, row number). */
function rowList(rows: readonly Row[], grid: Grid): Int32Array {
  return Int32Array.from(rows.flatMap(row => [row.firstSite, row.firstSite / grid.rowLength]));
}

function totals(
  names: readonly string[],
  partial: readonly (Float64Array | Float32Array)[],
  order: Int32Array,
): Record<string, number> {
  const result: Record<string, number> = {};
  names.forEach((name, k) => {
    const slots = partial[k]!;
    let total = 0;
    for (let i = 0; i < order.length; i++) total += slots[order[i]!]!;
    result[name] = total;
  });
  return result;
}
