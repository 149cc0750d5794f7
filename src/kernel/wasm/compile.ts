/**
 * Kernels in WebAssembly. A module has one function per program and variant (rows whose displaced reads need the same
 * lane permutations), and a `main` that calls them all with arguments from a descriptor in memory: one call from
 * JavaScript runs the whole kernel.
 */
import type { Assignment, CompiledKernel, FieldMemory, Launch, Outline, Reals } from '../backend.ts';
import { sumsOf } from '../ir/program.ts';
import { repeated } from '../ir/repeated.ts';
import { MemoryBlock, realArray } from '../machine/block.ts';
import type { Grid, Parity } from '../machine/grid.ts';
import type { Halo } from '../machine/halo.ts';
import { type Arena, maximumPages } from '../machine/memory.ts';
import { type Precision, wordSize } from '../machine/precision.ts';
import { blocksOf } from '../threads/blocks.ts';
import type { BlockLaunch } from '../threads/pool.ts';
import { instantiate } from '../threads/worker.ts';
import { registerBytes } from './assembler.ts';
import { emitFunction, fixedParameters, uniformKey } from './emit.ts';
import { encodeModule } from './encoder.ts';
import { emitMain } from './main.ts';
import { pieceLength, type RowPlan, rowPlan, rowVariants } from './rowPlan.ts';

type RealBlock = MemoryBlock<Reals>;

/** Runs a kernel with the arguments that the descriptors of a launch hold, one for each of its blocks of rows. */
export type Run = (launch: BlockLaunch) => void;

/** A kernel in WebAssembly, as seen by code of another kind that takes the same descriptors. */
export interface DescribedKernel {
  readonly assignment: Assignment;
  /** For each variant and each displacement. */
  readonly permutations: readonly (readonly (readonly number[])[])[];
  readonly partial: RealBlock;
  /** From the partial sums of one sum to those of the next. */
  readonly sumBytes: number;
  readonly run: Run;
}

/** Chooses what runs a launch on these fields: the WebAssembly or something with the same effect. */
export type Substitute = (kernel: DescribedKernel) => (fields: readonly FieldMemory[], sites: Parity) => Run;

export function compileWasm(assignment: Assignment, substitute?: Substitute): CompiledKernel {
  const { outline, grid, precision, contraction, memory, pool } = assignment;
  const uniforms = new Uniforms(outline, memory, grid, precision);
  const variants = rowVariants(grid, outline.displacements);
  const words = descriptorWords(outline, variants.length);
  const sumBytes = grid.tiles * grid.lanes * wordSize[precision];
  const loops = repeated(outline.programs);
  const functions = variants.flatMap(({ permutations }, v) =>
    loops.map((loop, p) => ({
      arguments: words.forVariant(v),
      code: emitFunction({
        name: `${outline.name}:${v}:${p}`,
        loop,
        precision,
        lanes: grid.lanes,
        contraction,
        fields: outline.fields,
        sums: sumsOf(loop.program, outline.sums).map(k => ({ name: outline.sums[k], offset: k * sumBytes })),
        uniforms: uniforms.offsets,
        displacements: outline.displacements.map((d, k) => ({ key: d.join(','), permutation: permutations[k] })),
      }),
    })),
  );
  const main = emitMain(functions, loops.length);
  const bytes = encodeModule([...functions.map(f => f.code), main], { maximumPages, shared: memory.shared }, main.name);
  const code = { module: new WebAssembly.Module(bytes), entry: main.name };
  const pooled = pool?.open(code);
  const runHere = pooled?.run ?? instantiate(code, memory.memory);
  const run: Run = launch => {
    if (launch.blocks > 1) pool!.run(pooled!, launch);
    else runHere(launch.descriptor);
  };

  const counted = memory.layoutCounted(grid, precision);
  const neighbours = neighbourTable(memory, grid, counted, outline.displacements);
  const partialSums = ({ tiles, lanes }: Grid) => Math.max(1, outline.sums.length) * tiles * lanes;
  const partial = new MemoryBlock(memory, realArray(precision), partialSums(grid), partialSums(counted));
  const piecesIn = (layout: Grid, piece: number) => layout.outerVolume / piece;
  const pieceIn = (layout: Grid) => pieceLength(layout, loops.length, outline.sums.length);
  const walk = {
    piece: pieceIn(grid),
    neighbours: outline.displacements.length > 0,
    largeFactor: piecesIn(counted, pieceIn(counted)) / piecesIn(grid, pieceIn(grid)),
  };
  const alone = { ...walk, piece: 1, largeFactor: piecesIn(counted, 1) / piecesIn(grid, 1) };
  const microseconds = siteMicroseconds(outline, grid, precision);
  const blocksFor = (outerSites: number) => blocksOf(microseconds * outerSites, pool, grid.slowRows);
  const outerSitesOf = (sites: Parity) => (sites === 'all' ? grid.outerVolume : grid.outerVolume / 2);
  const plans = new Map<Parity, RowPlan>();
  const planFor = (sites: Parity) => {
    const blocks = blocksFor(outerSitesOf(sites));
    const plan = plans.get(sites) ?? rowPlan(memory, grid, variants, sites, { ...walk, blocks });
    plans.set(sites, plan);
    return plan;
  };
  const permutations = variants.map(variant => variant.permutations);
  const substituted = substitute?.({ assignment, permutations, partial, sumBytes, run });
  return {
    prepare(fields, sites, among) {
      const plan = among
        ? rowPlan(memory, grid, variants, sites, { ...alone, among, blocks: blocksFor(among.size) })
        : planFor(sites);
      const blocks = plan[0].bounds.length - 1;
      const descriptors = new MemoryBlock(memory, Int32Array, (blocks > 1 ? blocks + 1 : 1) * words.count);
      // After those of several blocks, one for all of them.
      const ranges = Array.from({ length: blocks }, (_, b) => [b, b + 1]);
      if (blocks > 1) ranges.push([0, blocks]);
      for (const [k, [first, end]] of ranges.entries()) {
        const words = [
          among ? 1 : walk.piece,
          neighbours.pointer,
          uniforms.block.pointer,
          partial.pointer,
          ...plan.flatMap(({ bounds }) => [bounds[first], bounds[end]]),
          ...fields.map(field => field.origin),
        ];
        descriptors.values.set(words, k * words.length);
      }
      const { pointer } = descriptors;
      const own = among ? [descriptors, ...plan.map(({ block }) => block)] : [descriptors];
      return new WasmLaunch({
        run: (!among && substituted?.(fields, sites)) || run,
        launch: {
          descriptor: pointer,
          stride: 4 * words.count,
          blocks,
          pace: { estimate: microseconds * (among?.size ?? outerSitesOf(sites)), runsAlone: 0 },
        },
        uniforms,
        partial,
        own,
        keep: [neighbours, plan, fields],
      });
    },
  };
}

const tables = new WeakMap<Arena | Halo, Map<string, MemoryBlock<Int32Array>>>();

/**
 * All kernels of a lattice that read at the same displacements share one table, and so do layouts with equally many lanes.
 * Among ranks each layout has numbered the sites of other ranks in its own way.
 */
function neighbourTable(
  memory: Arena,
  grid: Grid,
  counted: Grid,
  displacements: readonly (readonly number[])[],
): MemoryBlock<Int32Array> {
  const owner = grid.halo ?? memory;
  const known = tables.get(owner) ?? new Map<string, MemoryBlock<Int32Array>>();
  tables.set(owner, known);
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
  readonly run: Run;
  readonly launch: BlockLaunch;
  readonly uniforms: Uniforms;
  readonly partial: RealBlock;
  /** What no other launch uses. */
  readonly own: readonly MemoryBlock<Int32Array>[];
  /** What the descriptors point to: without an owner, memory returns to the arena. */
  readonly keep: readonly unknown[];
}

class WasmLaunch implements Launch {
  private readonly parts: LaunchParts;

  constructor(parts: LaunchParts) {
    this.parts = parts;
  }

  run(parameters: Readonly<Float64Array>): Reals {
    const { run, launch, uniforms, partial } = this.parts;
    uniforms.write(parameters);
    run(launch);
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

/** In cache, of a processor of 3 GHz. */
const nanosecondsPerOperation = 0.07;

/** A guess of the time that one outer site takes: its operations, as if all of them took equally long. */
function siteMicroseconds({ programs }: Outline, { lanes }: Grid, precision: Precision): number {
  const registers = Math.max(1, (lanes * wordSize[precision]) / registerBytes);
  return (programs.flat().length * registers * nanosecondsPerOperation) / 1000;
}
