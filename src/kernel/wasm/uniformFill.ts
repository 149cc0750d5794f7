/** Fields of uniform random numbers, made where they are used: in the memory of a WebAssembly machine. */
import type { FieldMemory, UniformFill } from '../backend.ts';
import { MemoryBlock } from '../machine/block.ts';
import { type Arena, maximumPages } from '../machine/memory.ts';
import { encodeModule, type WasmFunction } from './encoder.ts';
import { emitUniformFill } from './philox.ts';
import { emitLaneFill, laneEntryWords } from './philoxLanes.ts';

/** With the values of `fillArguments`, in their order. */
type FillFunction = (...values: readonly number[]) => void;

interface FillFunctions {
  /** One site after the other. */
  readonly single: FillFunction;
  /** Four sites at once, where they lie two by two. */
  readonly lanes: FillFunction;
}

const realBytes = Float64Array.BYTES_PER_ELEMENT;
const known = new WeakMap<Arena, FillFunctions>();

function fillFunctions(memory: Arena): FillFunctions {
  let functions = known.get(memory);
  if (!functions) {
    functions = { single: instance(memory, emitUniformFill()), lanes: instance(memory, emitLaneFill()) };
    known.set(memory, functions);
  }
  return functions;
}

function instance({ memory, shared }: Arena, code: WasmFunction): FillFunction {
  const module = new WebAssembly.Module(encodeModule([code], { maximumPages, shared }, code.name));
  return new WebAssembly.Instance(module, { machine: { memory } }).exports[code.name] as FillFunction;
}

export function uniformFill(field: FieldMemory, memory: Arena): UniformFill {
  const { grid, components } = field;
  const { single, lanes } = fillFunctions(memory);
  const { length } = sitesInMemory(field);
  const inQuads = grid.lanes > 1 ? 4 * Math.floor(length / 4) : 0;
  const parts = [
    { fill: lanes, list: quadList(memory, field, inQuads) },
    { fill: single, list: siteList(memory, field, inQuads) },
  ];
  const stride = grid.lanes * realBytes;
  return ([key0, key1, trajectory, purpose], firstSlot) => {
    const lastSlot = firstSlot + components / 2;
    for (const { fill, list } of parts) {
      fill(list.pointer, list.end, stride, key0, key1, trajectory, purpose, firstSlot, lastSlot);
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
