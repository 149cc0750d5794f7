/** The numbers that go into a launch and come out of it: parameters and sums, alone, in lists and in blocks. */
import type { Reals } from '../backend.ts';
import type { KernelShape } from '../shape.ts';
import { isBlock } from '../trace/roles.ts';
import { type Summation, total, totals } from './sums.ts';

/** Parameters by name; those of a list as an array. */
export type Parameters = Readonly<Record<string, number | readonly number[]>>;
/** Arrays of blocks by name: read, or written, at every launch. */
export type Blocks = Readonly<Record<string, unknown>>;

/** Writes the parameters, in the order of the outline, to one array. */
export function parameterReader(kernel: KernelShape, blocks: Blocks): (given: Parameters) => Float64Array {
  const scalars: { name: string; list?: string; index: number; at: number }[] = [];
  const arrays: { from: Float64Array; at: number }[] = [];
  let count = 0;
  for (const [name, role] of Object.entries(kernel.roles)) {
    if (role.role === 'parameters') {
      arrays.push({ from: arrayFor(kernel, name, role.count, blocks), at: count });
      count += role.count;
    } else if (role.role === 'parameter') {
      const list = Object.keys(kernel.lists).find(candidate => kernel.lists[candidate].includes(name));
      scalars.push({
        name,
        index: list ? kernel.lists[list].indexOf(name) : 0,
        at: count++,
        ...(list ? { list } : {}),
      });
    }
  }
  const numbers = new Float64Array(count);
  return given => {
    for (const { name, list, index, at } of scalars) {
      const value = given[name] ?? (list === undefined ? undefined : (given[list] as readonly number[])?.[index]);
      if (typeof value !== 'number') {
        throw new Error(`Kernel ${kernel.name} needs the number ${name}; found ${String(value)}.`);
      }
      numbers[at] = value;
    }
    for (const { from, at } of arrays) numbers.set(from, at);
    return numbers;
  };
}

/** Adds up the partial sums of a launch: sums of blocks into their arrays, the others by name. */
export function sumWriter(kernel: KernelShape, blocks: Blocks, partialSums: number, summation: Summation) {
  const scalars: { name: string; first: number }[] = [];
  const arrays: { to: Float64Array; first: number }[] = [];
  let first = 0;
  for (const [name, role] of Object.entries(kernel.roles)) {
    if (role.role === 'sums') arrays.push({ to: arrayFor(kernel, name, role.count, blocks), first });
    else if (role.role === 'sum') scalars.push({ name, first });
    else continue;
    first += partialSums * (isBlock(role) ? role.count : 1);
  }
  const firsts = [
    ...arrays.flatMap(({ to, first }) => Array.from(to, (_, k) => first + k * partialSums)),
    ...scalars.map(({ first }) => first),
  ];
  const write = (values: Float64Array): Record<string, number> => {
    let at = 0;
    for (const { to } of arrays) {
      to.set(values.subarray(at, at + to.length));
      at += to.length;
    }
    return Object.fromEntries(scalars.map(({ name }) => [name, values[at++]]));
  };
  // One message for all sums of a launch.
  if (summation.gathering)
    return (partial: Reals) => (firsts.length === 0 ? {} : write(totals(partial, firsts, summation)));
  return (partial: Reals): Record<string, number> => {
    for (const array of arrays) {
      for (let k = 0; k < array.to.length; k++) array.to[k] = total(partial, array.first + k * partialSums, summation);
    }
    const totals: Record<string, number> = {};
    for (const scalar of scalars) totals[scalar.name] = total(partial, scalar.first, summation);
    return totals;
  };
}

function arrayFor(kernel: KernelShape, name: string, count: number, blocks: Blocks): Float64Array {
  const given = blocks[name];
  if (given instanceof Float64Array && given.length === count) return given;
  const found = given instanceof Float64Array ? `one of ${given.length}` : String(given);
  throw new Error(
    `Kernel ${kernel.name} needs a Float64Array of ${count} numbers for the block ${name}; found ${found}.`,
  );
}
