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
  const sites = sitesInMemory(field);
  const quads = grid.lanes > 1 ? Math.floor(sites.length / 4) : 0;
  const parts = [
    { fill: lanes, list: quadList(memory, sites.slice(0, 4 * quads)) },
    { fill: single, list: siteList(memory, sites.slice(4 * quads)) },
  ];
  const stride = grid.lanes * realBytes;
  return ([key0, key1, trajectory, purpose], firstSlot) => {
    const lastSlot = firstSlot + components / 2;
    for (const { fill, list } of parts) {
      fill(list.pointer, list.end, stride, key0, key1, trajectory, purpose, firstSlot, lastSlot);
    }
  };
}

interface Place {
  /** Global number. */
  readonly site: number;
  /** Of component 0, in bytes. */
  readonly address: number;
}

/** The sites of a field in the order in which they lie in memory, lanes fastest. */
function sitesInMemory({ grid, parity, origin, stride }: FieldMemory): Place[] {
  const places: Place[] = [];
  for (let site = 0; site < grid.volume; site++) {
    const coordinates = grid.coordinates(site);
    const odd = coordinates.reduce((sum, c) => sum + c, 0) % 2 === 1;
    if (parity !== 'all' && odd !== (parity === 'odd')) continue;
    const { outer, lane } = grid.place(coordinates);
    places.push({ site, address: origin + outer * stride + lane * realBytes });
  }
  return places.sort((a, b) => a.address - b.address);
}

function quadList(memory: Arena, sites: readonly Place[]): MemoryBlock<Int32Array> {
  const list = new MemoryBlock(memory, Int32Array, (sites.length / 4) * laneEntryWords);
  for (let k = 0; k < sites.length; k += 4) {
    const numbers = sites.slice(k, k + 4).map(({ site }) => site);
    list.values.set([...numbers, sites[k].address, sites[k + 2].address], (k / 4) * laneEntryWords);
  }
  return list;
}

function siteList(memory: Arena, sites: readonly Place[]): MemoryBlock<Int32Array> {
  const list = new MemoryBlock(memory, Int32Array, 2 * sites.length);
  list.values.set(sites.flatMap(({ site, address }) => [site, address]));
  return list;
}
