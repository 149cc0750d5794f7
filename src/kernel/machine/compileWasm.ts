/**
 * Kernels in WebAssembly. A module has one function per program and variant (rows whose displaced reads need the same
 * lane permutations), and a `main` that calls them all with arguments from a descriptor in memory: one call from
 * JavaScript runs the whole kernel.
 */
import { emitFunction, fixedParameters, uniformKey } from '../wasm/emit.ts';
import { encodeModule } from '../wasm/encoder.ts';
import { emitMain } from '../wasm/main.ts';
import { MemoryBlock, realArray } from './block.ts';
import type { Grid, Parity, Row } from './grid.ts';
import { type Machine, type Precision, registerBytes, wordSize } from './machine.ts';
import { maximumPages } from './memory.ts';
import { type CompiledKernel, type Launch, type Outline, sumsOf, totals } from './outline.ts';

type RealBlock = MemoryBlock<Float64Array | Float32Array>;

export function compileWasm(outline: Outline, machine: Machine, grid: Grid, precision: Precision): CompiledKernel {
  const { arena } = machine;
  const uniforms = new Uniforms(outline, machine, grid, precision);
  const variants = rowVariants(grid, outline.displacements);
  const words = descriptorWords(outline, variants.length);
  const functions = variants.flatMap(({ permutations }, v) =>
    outline.programs.map((program, p) => ({
      arguments: words.forVariant(v, sumsOf(program, outline)),
      code: emitFunction({
        name: `${outline.name}:${v}:${p}`,
        program,
        precision,
        lanes: grid.lanes,
        contraction: machine.contraction,
        fields: outline.fields,
        sums: sumsOf(program, outline).map(k => outline.sums[k]),
        uniforms: uniforms.offsets,
        displacements: outline.displacements.map((d, k) => ({ key: d.join(','), permutation: permutations[k] })),
      }),
    })),
  );
  const main = emitMain(functions, outline.programs.length);
  const bytes = encodeModule([...functions.map(f => f.code), main], { maximumPages, shared: arena.shared }, main.name);
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { machine: { memory: arena.memory } });
  const run = instance.exports[main.name] as (descriptor: number) => void;

  const table = grid.neighbours(outline.displacements);
  const neighbours = new MemoryBlock(arena, Int32Array, Math.max(1, table.length));
  neighbours.values.set(table);
  const Reals = realArray(precision);
  const partial = outline.sums.map(() => new MemoryBlock(arena, Reals, grid.rows.length * grid.lanes));
  const walk = { piece: pieceLength(grid, outline), neighbours: outline.displacements.length > 0 };
  const plans = new Map<Parity, RowPlan>();
  const planFor = (sites: Parity) => {
    const plan = plans.get(sites) ?? rowPlan(machine, grid, variants, sites, walk);
    plans.set(sites, plan);
    return plan;
  };
  return {
    prepare(storages, sites, among) {
      const plan = among ? rowPlan(machine, grid, variants, sites, { ...walk, piece: 1, among }) : planFor(sites);
      const descriptor = new MemoryBlock(arena, Int32Array, words.count);
      descriptor.values.set([
        among ? 1 : walk.piece,
        neighbours.pointer,
        uniforms.block.pointer,
        ...plan.lists.flatMap(list => [list.pointer, list.pointer + 4 * list.used]),
        ...storages.map(storage => storage.origin),
        ...partial.map(block => block.pointer),
      ]);
      const { sums } = outline;
      const own = among ? [descriptor, ...plan.lists.map(({ block }) => block)] : [descriptor];
      const keep = [neighbours, plan.lists, storages];
      return new WasmLaunch({ run, descriptor, uniforms, sums, partial, order: plan.order, own, keep });
    },
  };
}

interface LaunchParts {
  readonly run: (descriptor: number) => void;
  readonly descriptor: MemoryBlock<Int32Array>;
  readonly uniforms: Uniforms;
  readonly sums: readonly string[];
  readonly partial: readonly RealBlock[];
  readonly order: Int32Array;
  /** What no other launch uses. */
  readonly own: readonly MemoryBlock<Int32Array>[];
  /** What the descriptor points to: without an owner, memory returns to the arena. */
  readonly keep: readonly unknown[];
}

class WasmLaunch implements Launch {
  private readonly parts: LaunchParts;

  constructor(parts: LaunchParts) {
    this.parts = parts;
  }

  run(parameters: Readonly<Record<string, number>>): Record<string, number> {
    const { run, descriptor, uniforms, sums, partial, order } = this.parts;
    uniforms.write(parameters);
    run(descriptor.pointer);
    return totals(sums, partial, order);
  }

  free(): void {
    for (const block of this.parts.own) block.free();
  }
}

/** Constants and parameters, each repeated over the lanes of a value. */
class Uniforms {
  readonly offsets = new Map<string, number>();
  readonly block: RealBlock;
  private readonly parameters: readonly string[];
  private readonly lanes: number;

  constructor({ parameters, programs }: Outline, { arena }: Machine, grid: Grid, precision: Precision) {
    const vectorBytes = Math.max(registerBytes, grid.lanes * wordSize[precision]);
    this.lanes = vectorBytes / wordSize[precision];
    this.parameters = parameters;
    for (const name of parameters) this.offsets.set(uniformKey('parameter', name), this.offsets.size * vectorBytes);
    const constants: [number, number][] = [];
    for (const { op, leaf } of programs.flat()) {
      if (op !== 'const' || this.offsets.has(uniformKey(op, leaf as number))) continue;
      constants.push([this.offsets.size, leaf as number]);
      this.offsets.set(uniformKey(op, leaf as number), this.offsets.size * vectorBytes);
    }
    this.block = new MemoryBlock(arena, realArray(precision), Math.max(1, this.offsets.size) * this.lanes);
    for (const [slot, value] of constants) this.put(this.block.values, slot, value);
  }

  write(given: Readonly<Record<string, number>>): void {
    const { values } = this.block;
    for (let k = 0; k < this.parameters.length; k++) this.put(values, k, given[this.parameters[k]]);
  }

  private put(values: Float64Array | Float32Array, slot: number, value: number): void {
    for (let i = slot * this.lanes, end = i + this.lanes; i < end; i++) values[i] = value;
  }
}

/** Where in the descriptor the arguments of a variant's functions are. */
function descriptorWords({ fields, sums }: Outline, variants: number) {
  const shared = 3;
  const pointers = shared + 2 * variants;
  const bases = fields.map((_, k) => pointers + k);
  return {
    count: pointers + fields.length + sums.length,
    /** In the order of the emitted parameters; `own` are the sums that this function adds to. */
    forVariant: (v: number, own: readonly number[]) => {
      const place = { rowLength: 0, neighbours: 1, uniforms: 2, rows: shared + 2 * v, rowsEnd: shared + 2 * v + 1 };
      return [...fixedParameters.map(name => place[name]), ...bases, ...own.map(k => pointers + fields.length + k)];
    },
  };
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

interface RowPlan {
  readonly lists: readonly {
    readonly pointer: number;
    readonly used: number;
    readonly block: MemoryBlock<Int32Array>;
  }[];
  readonly order: Int32Array;
}

/** How the list of sites is walked through. */
interface Walk {
  /** Sites visited by all parts of a kernel before the next ones. */
  readonly piece: number;
  /** Whether the kernel reads neighbours. */
  readonly neighbours: boolean;
  /** If given, only pieces that begin at these outer sites. */
  readonly among?: ReadonlySet<number>;
}

/** The rows that each variant visits. */
function rowPlan({ arena }: Machine, grid: Grid, variants: readonly Variant[], sites: Parity, walk: Walk): RowPlan {
  const wanted = new Set(grid.rowsOf(sites));
  const lists = variants.map(({ rows }) => {
    const list = pieces(
      rows.filter(row => wanted.has(row)),
      grid,
      walk,
    );
    const block = new MemoryBlock(arena, Int32Array, Math.max(1, list.length));
    block.values.set(list);
    return { pointer: block.pointer, used: list.length, block };
  });
  return { lists, order: grid.summationOrder(sites) };
}

const [shortestPiece, longestPiece] = [4, 8];

/**
 * Few sites, so that they stay in the fastest cache, and a divisor of the row. Sums are per row, so a kernel with sums
 * keeps its rows whole, as does one of a single part.
 */
function pieceLength({ rowLength }: Grid, { programs, sums }: Outline): number {
  if (programs.length === 1 || sums.length > 0) return rowLength;
  for (let piece = longestPiece; piece >= shortestPiece; piece--) if (rowLength % piece === 0) return piece;
  return rowLength;
}

/**
 * Pairs (first outer site, row number). Even and odd sites of the same slow coordinates are each other's neighbours:
 * visited together, what one has brought into the cache is there for the other.
 */
function pieces(rows: readonly Row[], { rowLength, rows: all }: Grid, { piece, neighbours, among }: Walk): Int32Array {
  const entries = rows.flatMap(({ firstSite }) => {
    const number = firstSite / rowLength;
    return Array.from({ length: rowLength / piece }, (_, k) => ({ number, k, slow: number % (all.length / 2) }));
  });
  if (neighbours) entries.sort((a, b) => a.slow - b.slow || a.k - b.k || a.number - b.number);
  const visited = entries.map(({ number, k }) => [number * rowLength + k * piece, number]);
  return Int32Array.from(visited.filter(([site]) => !among || among.has(site)).flat());
}
