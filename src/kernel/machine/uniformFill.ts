/** Fields of uniform random numbers, made where they lie. */
import type { UniformFill } from '../backend.ts';
import type { Storage } from './storage.ts';

/**
 * Prepares to fill a field: component c of a site is number c mod 2 of slot `firstSlot` + ⌊c/2⌋, as `fillUniform` of
 * lattice/random says, bit for bit. Undefined if the field's machine takes its numbers from outside.
 *
 * @throws if the field is not f64 or has an odd number of components
 */
export function uniformFill(storage: Storage): UniformFill | undefined {
  const { machine, components, precision } = storage;
  if (!machine.backend.uniformFill) return undefined;
  if (precision !== 'f64' || components % 2 !== 0) {
    throw new Error(
      `Uniform numbers are made in f64, two at a time; found a field of ${components} components (${precision}).`,
    );
  }
  const prepare = () => machine.backend.uniformFill!(storage, machine.arena, machine.pool);
  let fill = prepare();
  let { moves } = storage;
  return (words, firstSlot) => {
    if (storage.moves !== moves) {
      fill = prepare();
      moves = storage.moves;
    }
    fill(words, firstSlot);
    storage.changes.mark(storage.parity);
  };
}
