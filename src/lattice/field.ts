/** Reals on the sites of a lattice. */

import { type Grid, type Machine, type Parity, type Precision, Storage } from '../kernel/index.ts';
import { plural } from '../words/index.ts';

/** Where fields can live. */
export interface Space {
  readonly extents: readonly number[];
  readonly dimension: number;
  readonly volume: number;
  readonly machine: Machine;
}

/** For each site of a parity, in global order: its number, its outer site and its lane. */
interface SiteOrder {
  readonly sites: Int32Array;
  readonly outer: Int32Array;
  readonly lane: Uint8Array;
}

const orders = new WeakMap<Grid, Map<Parity, SiteOrder>>();

function siteOrder(grid: Grid, parity: Parity): SiteOrder {
  let perParity = orders.get(grid);
  if (!perParity) {
    perParity = new Map();
    orders.set(grid, perParity);
  }
  let order = perParity.get(parity);
  if (!order) {
    const count = parity === 'all' ? grid.volume : grid.volume / 2;
    order = { sites: new Int32Array(count), outer: new Int32Array(count), lane: new Uint8Array(count) };
    for (let site = 0, k = 0; site < grid.volume; site++) {
      const coordinates = grid.coordinates(site);
      const odd = coordinates.reduce((sum, c) => sum + c, 0) % 2 === 1;
      if (parity !== 'all' && odd !== (parity === 'odd')) continue;
      const { outer, lane } = grid.place(coordinates);
      order.sites[k] = site;
      order.outer[k] = outer;
      order.lane[k++] = lane;
    }
    perParity.set(parity, order);
  }
  return order;
}

export class Field implements Disposable {
  readonly lattice: Space;
  /** Where kernels find it. */
  readonly storage: Storage;

  constructor(lattice: Space, components: number, precision: Precision, parity: Parity) {
    this.lattice = lattice;
    this.storage = new Storage(lattice.machine, lattice.extents, components, precision, parity);
  }

  get components(): number {
    return this.storage.components;
  }
  get parity(): Parity {
    return this.storage.parity;
  }
  get isFree(): boolean {
    return this.storage.isFree;
  }

  /**
   * Gives the memory back at once; whoever uses the field afterwards gets a sentence. The second time nothing happens.
   * A field that nobody refers to any more is given back too, but only when the engine collects it.
   */
  free(): void {
    this.storage.free();
  }

  [Symbol.dispose](): void {
    this.free();
  }

  /** Global numbers of the sites this field lives on, ascending; x runs fastest. */
  get sites(): Int32Array {
    return siteOrder(this.storage.grid, this.parity).sites;
  }

  /**
   * Component at the site with these coordinates (taken modulo the extents).
   *
   * @throws if the field has no such site or component
   */
  get(coordinates: readonly number[], component: number): number {
    return this.storage.values[this.position(coordinates, component)];
  }

  set(coordinates: readonly number[], component: number, value: number): void {
    this.storage.values[this.position(coordinates, component)] = value;
  }

  private position(coordinates: readonly number[], component: number): number {
    const { grid } = this.storage;
    const site = grid.coordinates(grid.siteAt(coordinates));
    const parity = site.reduce((sum, c) => sum + c, 0) % 2 === 1 ? 'odd' : 'even';
    if (coordinates.length !== grid.extents.length || (this.parity !== 'all' && this.parity !== parity)) {
      throw new Error(
        `This field lives on ${this.parity} sites of [${grid.extents}]; there is none at [${coordinates}].`,
      );
    }
    if (!Number.isInteger(component) || component < 0 || component >= this.components) {
      throw new Error(`This field has components 0 to ${this.components - 1}; found ${component}.`);
    }
    return this.storage.position(site) + component * grid.lanes;
  }

  /** All values, site by site in global order (x fastest), components within a site. */
  toArray(): Float64Array {
    const out = new Float64Array(this.sites.length * this.components);
    const { values } = this.storage;
    this.forEachNumber((at, inMemory) => {
      out[at] = values[inMemory];
    });
    this.lattice.machine.arena.rehearsal?.onLists();
    return out;
  }

  /** The inverse of `toArray`. */
  fromArray(numbers: ArrayLike<number>): this {
    if (numbers.length !== this.sites.length * this.components) {
      throw new Error(
        `This field holds ${this.sites.length} sites x ${this.components} reals = ` +
          `${this.sites.length * this.components} numbers; found ${numbers.length}.`,
      );
    }
    const { values } = this.storage;
    this.forEachNumber((at, inMemory) => {
      values[inMemory] = numbers[at];
    });
    this.lattice.machine.arena.rehearsal?.onLists();
    return this;
  }

  private forEachNumber(visit: (at: number, inMemory: number) => void): void {
    const { grid, firstSite } = this.storage;
    const { outer, lane } = siteOrder(grid, this.parity);
    const { components } = this;
    for (let i = 0; i < outer.length; i++) {
      const base = (outer[i] - firstSite) * components * grid.lanes + lane[i];
      for (let c = 0; c < components; c++) visit(i * components + c, base + c * grid.lanes);
    }
  }

  /** The same components on every site. */
  repeat(components: readonly number[]): this {
    if (components.length !== this.components) {
      throw new Error(`This field has ${plural(this.components, 'component')}; found ${components.length} to repeat.`);
    }
    const { values, grid } = this.storage;
    for (let at = 0; at < values.length; at += grid.lanes) {
      values.fill(components[(at / grid.lanes) % components.length], at, at + grid.lanes);
    }
    return this;
  }

  fill(value: number): this {
    this.storage.values.fill(value);
    return this;
  }

  /**
   * Takes over the values of a field of the same shape.
   *
   * @throws if shape, precision or layout (the machine's) differ; `fromArray(other.toArray())` goes between layouts
   */
  copyFrom(other: Field): this {
    const [here, there] = [shapeOf(this), shapeOf(other)];
    if (here !== there) throw new Error(`A field copies from one of its own shape, ${here}; found ${there}.`);
    this.storage.values.set(other.storage.values);
    return this;
  }

  /** A new field of the same shape, zero. */
  like(): Field {
    return new Field(this.lattice, this.components, this.storage.precision, this.parity);
  }

  clone(): Field {
    return this.like().copyFrom(this);
  }
}

function shapeOf({ storage, components, parity }: Field): string {
  const { extents, parts } = storage.grid;
  return `${components} reals (${storage.precision}) on ${parity} sites of [${extents}] cut [${parts}]`;
}
