/** Fields of uniform random numbers, made where they are used: in the memory of a WebAssembly machine. */
import { encodeModule, type WasmFunction } from '../wasm/encoder.ts';
import { emitUniformFill } from '../wasm/philox.ts';
import { emitLaneFill, laneEntryWords } from '../wasm/philoxLanes.ts';
import { MemoryBlock } from './block.ts';
import type { Machine } from './machine.ts';
import { maximumPages } from './memory.ts';
import type { Storage } from './storage.ts';

/** Fills with the draws of slots `firstSlot`, `firstSlot` + 1 .. under (seed low, seed high, trajectory, purpose). */
export type UniformFill = (words: readonly [number, number, number, number], firstSlot: number) => void;

/** With the values of `fillArguments`, in their order. */
type FillFunction = (...values: readonly number[]) => void;

interface FillFunctions {
  /** One site after the other. */
  readonly single: FillFunction;
  /** Four sites at once, where they lie two by two. */
  readonly lanes: FillFunction;
}

const realBytes = Float64Array.BYTES_PER_ELEMENT;
const known = new WeakMap<Machine, FillFunctions>();

function fillFunctions(machine: Machine): FillFunctions {
  let functions = known.get(machine);
  if (!functions) {
    functions = { single: instance(machine, emitUniformFill()), lanes: instance(machine, emitLaneFill()) };
    known.set(machine, functions);
  }
  return functions;
}

function instance({ arena }: Machine, code: WasmFunction): FillFunction {
  const bytes = encodeModule([code], { maximumPages, shared: arena.shared }, code.name);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { machine: { memory: arena.memory } });
  return exports[code.name] as FillFunction;
}

/**
 * Prepares to fill a field: component c of a site is number c mod 2 of slot `firstSlot` + ⌊c/2⌋, as `fillUniform` of
 * lattice/random says, bit for bit.
 *
 * @throws if the field is not f64, has an odd number of components, or does not live in WebAssembly memory
 */
export function uniformFill(storage: Storage): UniformFill {
  const { machine, grid, components, precision } = storage;
  if (machine.kind === 'js' || precision !== 'f64' || components % 2 !== 0) {
    throw new Error(
      'Uniform numbers are filled in WebAssembly, f64, two at a time; ' +
        `found a field of ${components} components (${precision}) on ${machine.kind}.`,
    );
  }
  const { single, lanes } = fillFunctions(machine);
  const sites = sitesInMemory(storage);
  const quads = grid.lanes > 1 ? Math.floor(sites.length / 4) : 0;
  const parts = [
    { fill: lanes, list: quadList(machine, sites.slice(0, 4 * quads)) },
    { fill: single, list: siteList(machine, sites.slice(4 * quads)) },
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
function sitesInMemory(storage: Storage): Place[] {
  const { grid, parity, origin, stride } = storage;
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

function quadList({ arena }: Machine, sites: readonly Place[]): MemoryBlock<Int32Array> {
  const list = new MemoryBlock(arena, Int32Array, (sites.length / 4) * laneEntryWords);
  for (let k = 0; k < sites.length; k += 4) {
    const numbers = sites.slice(k, k + 4).map(({ site }) => site);
    list.values.set([...numbers, sites[k].address, sites[k + 2].address], (k / 4) * laneEntryWords);
  }
  return list;
}

function siteList({ arena }: Machine, sites: readonly Place[]): MemoryBlock<Int32Array> {
  const list = new MemoryBlock(arena, Int32Array, 2 * sites.length);
  list.values.set(sites.flatMap(({ site, address }) => [site, address]));
  return list;
}
