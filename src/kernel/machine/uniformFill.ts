/** Fields of uniform random numbers, made where they are used: in the memory of a WebAssembly machine. */
import { encodeModule } from '../wasm/encoder.ts';
import { emitUniformFill } from '../wasm/philox.ts';
import { MemoryBlock } from './block.ts';
import type { Machine } from './machine.ts';
import { maximumPages } from './memory.ts';
import type { Storage } from './storage.ts';

/** Fills with the draws of slots `firstSlot`, `firstSlot` + 1 .. under (seed low, seed high, trajectory, purpose). */
export type UniformFill = (words: readonly [number, number, number, number], firstSlot: number) => void;

/** With the values of `fillArguments`, in their order. */
type FillFunction = (...values: readonly number[]) => void;

const functions = new WeakMap<Machine, FillFunction>();

function fillFunction(machine: Machine): FillFunction {
  let fill = functions.get(machine);
  if (!fill) {
    const { arena } = machine;
    const bytes = encodeModule([emitUniformFill()], { maximumPages, shared: arena.shared }, 'fill');
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { machine: { memory: arena.memory } });
    fill = exports.fill as FillFunction;
    functions.set(machine, fill);
  }
  return fill;
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
  const fill = fillFunction(machine);
  const stride = grid.lanes * Float64Array.BYTES_PER_ELEMENT;
  const list = new MemoryBlock(machine.arena, Int32Array, 2 * (storage.length / components));
  let used = 0;
  for (let site = 0; site < grid.volume; site++) {
    const coordinates = grid.coordinates(site);
    const odd = coordinates.reduce((sum, c) => sum + c, 0) % 2 === 1;
    if (storage.parity !== 'all' && odd !== (storage.parity === 'odd')) continue;
    const { outer, lane } = grid.place(coordinates);
    const address = storage.origin + outer * storage.stride + lane * Float64Array.BYTES_PER_ELEMENT;
    list.values.set([site, address], used);
    used += 2;
  }
  return ([key0, key1, trajectory, purpose], firstSlot) => {
    const end = list.pointer + used * Int32Array.BYTES_PER_ELEMENT;
    const lastSlot = firstSlot + components / 2;
    fill(list.pointer, end, stride, key0, key1, trajectory, purpose, firstSlot, lastSlot);
  };
}
