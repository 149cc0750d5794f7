/** A periodic hypercubic lattice on a machine. Directions 0 … D−1; the last one is time. */
import { type Machine, type Parity, type Precision, product, sharedMachine } from '../kernel/index.ts';
import { Field, type Space } from './field.ts';
import { coordinatesOf, siteAt } from './sites.ts';

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
   * @param extents sites per direction, x first, time last: 1 to 4 whole numbers, at least 2. What works on even and odd
   *   sites in turn (staggered quarks, even/odd preconditioning) needs even ones, and says so
   * @param machine what kernels on this lattice run on; fields of one machine cannot be used on another. Left out, the
   *   fastest one that agrees with the reference, chosen once per process
   * @throws if an extent is not a whole number above 1, or there are not 1 to 4 of them
   */
  constructor(extents: readonly number[], machine: Machine = sharedMachine()) {
    if (extents.length < 1 || extents.length > 4) {
      throw new Error(`A lattice has 1 to 4 directions, but ${extents.length} extents were given: [${extents}].`);
    }
    for (const extent of extents) {
      if (!Number.isInteger(extent) || extent < 2) {
        throw new Error(`Lattice extents are whole numbers, at least 2; found ${extent} in [${extents}].`);
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

  /** Coordinates of site number `site`; sites are counted with x fastest. */
  coordinates(site: number): number[] {
    return coordinatesOf(site, this.extents);
  }

  /** Number of the site with these coordinates, taken modulo the extents. */
  siteAt(coordinates: readonly number[]): number {
    return siteAt(coordinates, this.extents);
  }

  /** A new field of `components` reals per site, all zero. */
  field(components: number, options: FieldOptions = {}): Field {
    return new Field(this, components, options.precision ?? 'f64', options.parity ?? 'all');
  }
}
