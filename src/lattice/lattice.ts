/** A periodic hypercubic lattice on a machine. Directions 0 .. D-1; the last one is time. */
import { type Machine, type Parity, type Precision, product, sharedMachine } from '../kernel/index.ts';
import { Field, type Space } from './field.ts';

export interface FieldOptions {
  /** Default f64. */
  readonly precision?: Precision;
  /** Which sites the field lives on. Default all. */
  readonly parity?: Parity;
}

export class Lattice implements Space {
  readonly extents: readonly number[];
  readonly dimension: number;
  readonly volume: number;
  readonly machine: Machine;

  /**
   * @param extents sites per direction, x first, time last: 2 to 4 even numbers
   * @param machine what kernels on this lattice run on; fields of one machine cannot be used on another. Left out, the
   *   fastest one that agrees with the reference, chosen once per process
   * @throws if an extent is odd or below 2, or there are not 2, 3 or 4 of them
   */
  constructor(extents: readonly number[], machine: Machine = sharedMachine()) {
    if (extents.length < 2 || extents.length > 4) {
      throw new Error(`A lattice has 2, 3 or 4 directions, but ${extents.length} extents were given: [${extents}].`);
    }
    for (const extent of extents) {
      if (!Number.isInteger(extent) || extent < 2 || extent % 2 !== 0) {
        throw new Error(`Lattice extents are even numbers, at least 2; found ${extent} in [${extents}].`);
      }
    }
    this.extents = [...extents];
    this.dimension = extents.length;
    this.volume = product(extents);
    this.machine = machine;
  }

  get name(): string {
    return this.extents.join('×');
  }

  /** A new field of `components` reals per site, all zero. */
  field(components: number, options: FieldOptions = {}): Field {
    return new Field(this, components, options.precision ?? 'f64', options.parity ?? 'all');
  }
}
