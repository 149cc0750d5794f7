/** Fields of uniform random numbers, made where they are used: in the memory of a WebAssembly machine. */
import type { FieldMemory, UniformFill } from '../backend.ts';
import { MemoryBlock } from '../machine/block.ts';
import { type Arena, maximumPages } from '../machine/memory.ts';
import { blocksOf } from '../threads/blocks.ts';
import type { PooledCode, ThreadPool } from '../threads/pool.ts';
import { type EntryFunction, instantiate, type WasmCode } from '../threads/worker.ts';
import { encodeModule, type WasmFunction } from './encoder.ts';
import { emitMain } from './main.ts';
import { emitUniformFill, fillArguments } from './philox.ts';
import { emitLaneFill, laneEntryWords } from './philoxLanes.ts';

interface FillCode {
  /** Runs with arguments from a descriptor that holds the values of `fillArguments`, in their order. */
  readonly run: EntryFunction;
  readonly pooled: PooledCode | undefined;
}

interface FillFunctions {
  /** One site after the other. */
  readonly single: FillCode;
  /** Four sites at once, where they lie two by two. */
  readonly lanes: FillCode;
}

const realBytes = Float64Array.BYTES_PER_ELEMENT;
const known = new WeakMap<Arena, FillFunctions>();

function fillFunctions(memory: Arena, pool: ThreadPool | undefined): FillFunctions {
  let functions = known.get(memory);
  if (!functions) {
    const open = (fill: WasmFunction): FillCode => {
      const code = compiled(memory, fill);
      const pooled = pool?.open(code);
      return { run: pooled?.run ?? instantiate(code, memory.memory), pooled };
    };
    functions = { single: open(emitUniformFill()), lanes: open(emitLaneFill()) };
    known.set(memory, functions);
  }
  return functions;
}

function compiled({ shared }: Arena, fill: WasmFunction): WasmCode {
  const main = emitMain([{ arguments: [...fillArguments.keys()] }], 1);
  const bytes = encodeModule([fill, main], { maximumPages, shared }, main.name);
  return { module: new WebAssembly.Module(bytes), entry: main.name };
}

const nanosecondsPerReal = 3;

export function uniformFill(field: FieldMemory, memory: Arena, pool?: ThreadPool): UniformFill {
  const { grid, components } = field;
  const { single, lanes } = fillFunctions(memory, pool);
  const { length } = sitesInMemory(field);
  const inQuads = grid.lanes > 1 ? 4 * Math.floor(length / 4) : 0;
  const parts = [
    { code: lanes, list: quadList(memory, field, inQuads), entryWords: laneEntryWords, entries: inQuads / 4 },
    { code: single, list: siteList(memory, field, inQuads), entryWords: 2, entries: length - inQuads },
  ]
    .filter(({ entries }) => entries > 0)
    .map(({ code, list, entryWords, entries }) => {
      const sites = entryWords === laneEntryWords ? 4 * entries : entries;
      const microseconds = (sites * components * nanosecondsPerReal) / 1000;
      const blocks = blocksOf(microseconds, pool, entries);
      const bound = (b: number) => list.pointer + 4 * entryWords * Math.floor((entries * b) / blocks);
      // One for each of several blocks, and one for all of them.
      const ranges = Array.from({ length: blocks }, (_, b) => [bound(b), bound(b + 1)]);
      if (blocks > 1) ranges.push([bound(0), bound(blocks)]);
      const descriptors = new MemoryBlock(memory, Int32Array, ranges.length * fillArguments.length);
      const launch = {
        descriptor: descriptors.pointer,
        stride: 4 * fillArguments.length,
        blocks,
        pace: { estimate: microseconds, runsAlone: 0 },
      };
      return { code, list, ranges, descriptors, launch };
    });
  const stride = grid.lanes * realBytes;
  return ([key0, key1, trajectory, purpose], firstSlot) => {
    const lastSlot = firstSlot + components / 2;
    for (const { code, ranges, descriptors, launch } of parts) {
      const { values } = descriptors;
      ranges.forEach(([first, end], k) => {
        const from = [first, end, stride, key0, key1, trajectory, purpose, firstSlot, lastSlot];
        values.set(from, k * fillArguments.length);
      });
      if (launch.blocks > 1) pool!.run(code.pooled!, launch);
      else code.run(launch.descriptor);
    }
  };
}

/** The sites of a field in the order in which they lie in memory, lanes fastest. */
interface SitesInMemory {
  readonly length: number;
  /** Global number. */
  site(k: number): number;
  /** Of component 0, in bytes. */
  address(k: number): number;
}

function sitesInMemory({ grid, parity, origin, stride, firstSite }: FieldMemory): SitesInMemory {
  const { lanes, volume } = grid;
  const outer = (k: number) => firstSite + Math.floor(k / lanes);
  return {
    length: parity === 'all' ? volume : volume / 2,
    site: k => grid.siteIn(outer(k), k % lanes),
    address: k => origin + outer(k) * stride + (k % lanes) * realBytes,
  };
}

/** The first `count` sites, four by four. */
function quadList(memory: Arena, field: FieldMemory, count: number): MemoryBlock<Int32Array> {
  const sites = sitesInMemory(field);
  const list = listOf(memory, field, (count / 4) * laneEntryWords);
  const { values } = list;
  for (let k = 0; k < count; k += 4) {
    const entry = (k / 4) * laneEntryWords;
    for (let i = 0; i < 4; i++) values[entry + i] = sites.site(k + i);
    values[entry + 4] = sites.address(k);
    values[entry + 5] = sites.address(k + 2);
  }
  return list;
}

/** The sites from number `first` on, one by one. */
function siteList(memory: Arena, field: FieldMemory, first: number): MemoryBlock<Int32Array> {
  const sites = sitesInMemory(field);
  const list = listOf(memory, field, 2 * (sites.length - first));
  const { values } = list;
  for (let k = first; k < sites.length; k++) {
    values[2 * (k - first)] = sites.site(k);
    values[2 * (k - first) + 1] = sites.address(k);
  }
  return list;
}

/** Both kinds of lists take two words per site. */
function listOf(memory: Arena, { grid, precision }: FieldMemory, words: number): MemoryBlock<Int32Array> {
  return new MemoryBlock(
    memory,
    Int32Array,
    words,
    (words / grid.volume) * memory.layoutCounted(grid, precision).volume,
  );
}
