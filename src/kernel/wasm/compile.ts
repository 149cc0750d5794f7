/**
 * Kernels in WebAssembly. A module has one function per program and variant (rows whose displaced reads need the same
 * lane permutations), and a `main` that calls them all with arguments from a descriptor in memory: one call from
 * JavaScript runs the whole kernel.
 */
import type { Assignment, CompiledKernel, Launch, Outline, Reals } from '../backend.ts';
import { sumsOf } from '../ir/program.ts';
import { MemoryBlock, realArray } from '../machine/block.ts';
import type { Grid, Parity, Row } from '../machine/grid.ts';
import { type Arena, maximumPages } from '../machine/memory.ts';
import { type Precision, wordSize } from '../machine/precision.ts';
import { emitFunction, fixedParameters, registerBytes, uniformKey } from './emit.ts';
import { encodeModule } from './encoder.ts';
import { emitMain } from './main.ts';

type RealBlock = MemoryBlock<Reals>;

export function compileWasm({ outline, grid, precision, contraction, memory }: Assignment): CompiledKernel {
  const uniforms = new Uniforms(outline, memory, grid, precision);
  const variants = rowVariants(grid, outline.displacements);
  const words = descriptorWords(outline, variants.length);
  const sumBytes = grid.tiles * grid.lanes * wordSize[precision];
  const functions = variants.flatMap(({ permutations }, v) =>
    outline.programs.map((program, p) => ({
      arguments: words.forVariant(v),
      code: emitFunction({
        name: `${outline.name}:${v}:${p}`,
        program,
        precision,
        lanes: grid.lanes,
        contraction,
        fields: outline.fields,
        sums: sumsOf(program, outline.sums).map(k => ({ name: outline.sums[k], offset: k * sumBytes })),
        uniforms: uniforms.offsets,
        displacements: outline.displacements.map((d, k) => ({ key: d.join(','), permutation: permutations[k] })),
      }),
    })),
  );
  const main = emitMain(functions, outline.programs.length);
  const bytes = encodeModule([...functions.map(f => f.code), main], { maximumPages, shared: memory.shared }, main.name);
  const module = new WebAssembly.Module(bytes);
  const instance = new WebAssembly.Instance(module, { machine: { memory: memory.memory } });
  const run = instance.exports[main.name] as (descriptor: number) => void;

  const counted = memory.layoutCounted(grid, precision);
  const neighbours = neighbourTable(memory, grid, counted, outline.displacements);
  const partialSums = ({ tiles, lanes }: Grid) => Math.max(1, outline.sums.length) * tiles * lanes;
  const partial = new MemoryBlock(memory, realArray(precision), partialSums(grid), partialSums(counted));
  const piecesIn = (layout: Grid, piece: number) => layout.outerVolume / piece;
  const walk = {
    piece: pieceLength(grid, outline),
    neighbours: outline.displacements.length > 0,
    largeFactor: piecesIn(counted, pieceLength(counted, outline)) / piecesIn(grid, pieceLength(grid, outline)),
  };
  const alone = { ...walk, piece: 1, largeFactor: piecesIn(counted, 1) / piecesIn(grid, 1) };
  const plans = new Map<Parity, RowPlan>();
  const planFor = (sites: Parity) => {
    const plan = plans.get(sites) ?? rowPlan(memory, grid, variants, sites, walk);
    plans.set(sites, plan);
    return plan;
  };
  return {
    prepare(fields, sites, among) {
      const plan = among ? rowPlan(memory, grid, variants, sites, { ...alone, among }) : planFor(sites);
      const descriptor = new MemoryBlock(memory, Int32Array, words.count);
      descriptor.values.set([
        among ? 1 : walk.piece,
        neighbours.pointer,
        uniforms.block.pointer,
        partial.pointer,
        ...plan.flatMap(list => [list.pointer, list.pointer + 4 * list.used]),
        ...fields.map(field => field.origin),
      ]);
      const own = among ? [descriptor, ...plan.map(({ block }) => block)] : [descriptor];
      return new WasmLaunch({ run, descriptor, uniforms, partial, own, keep: [neighbours, plan, fields] });
    },
  };
}

const tables = new WeakMap<Arena, Map<string, MemoryBlock<Int32Array>>>();

/** All kernels of a lattice that read at the same displacements share one table. */
function neighbourTable(
  memory: Arena,
  grid: Grid,
  counted: Grid,
  displacements: readonly (readonly number[])[],
): MemoryBlock<Int32Array> {
  const known = tables.get(memory) ?? new Map<string, MemoryBlock<Int32Array>>();
  tables.set(memory, known);
  const key = `${grid.extents}/${grid.lanes}: ${displacements.join(' ')}`;
  const found = known.get(key);
  if (found) return found;
  const lengthIn = ({ outerVolume }: Grid) => Math.max(1, outerVolume * displacements.length);
  const table = new MemoryBlock(memory, Int32Array, lengthIn(grid), lengthIn(counted));
  grid.writeNeighbours(displacements, table.values);
  known.set(key, table);
  return table;
}

interface LaunchParts {
  readonly run: (descriptor: number) => void;
  readonly descriptor: MemoryBlock<Int32Array>;
  readonly uniforms: Uniforms;
  readonly partial: RealBlock;
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

  run(parameters: Readonly<Float64Array>): Reals {
    const { run, descriptor, uniforms, partial } = this.parts;
    uniforms.write(parameters);
    run(descriptor.pointer);
    return partial.values;
  }

  free(): void {
    for (const block of this.parts.own) block.free();
  }
}

/** Parameters and constants, in this order, each repeated over the lanes of a value. */
class Uniforms {
  readonly offsets = new Map<string, number>();
  readonly block: RealBlock;
  private readonly lanes: number;

  constructor({ parameters, programs }: Outline, memory: Arena, grid: Grid, precision: Precision) {
    const vectorBytes = Math.max(registerBytes, grid.lanes * wordSize[precision]);
    this.lanes = vectorBytes / wordSize[precision];
    for (const name of parameters) {
      this.offsets.set(uniformKey({ op: 'parameter', name }), this.offsets.size * vectorBytes);
    }
    const constants: [number, number][] = [];
    for (const instruction of programs.flat()) {
      if (instruction.op !== 'const' || this.offsets.has(uniformKey(instruction))) continue;
      constants.push([this.offsets.size, instruction.value]);
      this.offsets.set(uniformKey(instruction), this.offsets.size * vectorBytes);
    }
    this.block = new MemoryBlock(memory, realArray(precision), Math.max(1, this.offsets.size) * this.lanes);
    for (const [slot, value] of constants) this.put(this.block.values, slot, value);
  }

  write(parameters: Readonly<Float64Array>): void {
    const { values } = this.block;
    for (let k = 0; k < parameters.length; k++) this.put(values, k, parameters[k]);
  }

  private put(values: Reals, slot: number, value: number): void {
    for (let i = slot * this.lanes, end = i + this.lanes; i < end; i++) values[i] = value;
  }
}

/** Where in the descriptor the arguments of a variant's functions are. */
function descriptorWords({ fields }: Outline, variants: number) {
  const shared = 4;
  const pointers = shared + 2 * variants;
  const bases = fields.map((_, k) => pointers + k);
  return {
    count: pointers + fields.length,
    /** In the order of the emitted parameters. */
    forVariant: (v: number) => {
      const rows = shared + 2 * v;
      const place = { rowLength: 0, neighbours: 1, uniforms: 2, sums: 3, rows, rowsEnd: rows + 1 };
      return [...fixedParameters.map(name => place[name]), ...bases];
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

/** For each variant the list of its rows; `used` words of the block. */
type RowPlan = readonly {
  readonly pointer: number;
  readonly used: number;
  readonly block: MemoryBlock<Int32Array>;
}[];

/** How the list of sites is walked through. */
interface Walk {
  /** Sites visited by all parts of a kernel before the next ones. */
  readonly piece: number;
  /** Whether the kernel reads neighbours. */
  readonly neighbours: boolean;
  /** How many times as many pieces the lattice that is counted for has. */
  readonly largeFactor: number;
  /** If given, only pieces that begin at these outer sites. */
  readonly among?: ReadonlySet<number>;
}

/** The rows that each variant visits. */
function rowPlan(memory: Arena, grid: Grid, variants: readonly Variant[], sites: Parity, walk: Walk): RowPlan {
  const wanted = new Set(grid.rowsOf(sites));
  return variants.map(({ rows }) => {
    const list = pieces(
      rows.filter(row => wanted.has(row)),
      grid,
      walk,
    );
    const length = Math.max(1, list.length);
    const block = new MemoryBlock(memory, Int32Array, length, length * walk.largeFactor);
    block.values.set(list);
    return { pointer: block.pointer, used: list.length, block };
  });
}

const [shortestPiece, longestPiece] = [4, 8];

/**
 * Few sites, so that they stay in the fastest cache, and a divisor of the row. A kernel with sums visits tiles, of which
 * these are made; one of a single part, whole rows.
 */
function pieceLength({ rowLength, tileLength }: Grid, { programs, sums }: Outline): number {
  if (sums.length > 0) return tileLength;
  if (programs.length === 1) return rowLength;
  for (let piece = longestPiece; piece >= shortestPiece; piece--) if (rowLength % piece === 0) return piece;
  return rowLength;
}

/**
 * Pairs (first outer site, number of its tile). Even and odd sites of the same slow coordinates are each other's neighbours:
 * visited together, what one has brought into the cache is there for the other.
 */
function pieces(
  rows: readonly Row[],
  { rowLength, tileLength, slowRows }: Grid,
  { piece, neighbours, among }: Walk,
): Int32Array {
  const entries = rows.flatMap(({ firstSite }) => {
    const number = firstSite / rowLength;
    return Array.from({ length: rowLength / piece }, (_, k) => ({ number, k, slow: number % slowRows }));
  });
  if (neighbours) entries.sort((a, b) => a.slow - b.slow || a.k - b.k || a.number - b.number);
  const visited = entries
    .map(({ number, k }) => number * rowLength + k * piece)
    .map(site => [site, Math.floor(site / tileLength)]);
  return Int32Array.from(visited.filter(([site]) => !among || among.has(site)).flat());
}
