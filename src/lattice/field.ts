/** Reals on the sites of a lattice. */
import { type Grid, type Machine, type Parity, type Precision, Storage, unrank } from '../kernel/index.ts';
import { plural } from '../words/index.ts';
import { gathered, lengthOfFirst, scattered } from './gathered.ts';

/** Where fields can live. */
export interface Space {
  readonly extents: readonly number[];
  readonly dimension: number;
  readonly volume: number;
  readonly machine: Machine;
}

/** For each site of a parity, in global order: its number, and where it is. */
interface SiteOrder {
  /** Of the whole lattice. */
  readonly sites: Int32Array;
  /** Of this rank, with outer site and lane of each. */
  readonly own: Int32Array;
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
    order = makeOrder(grid, parity);
    perParity.set(parity, order);
  }
  return order;
}

function makeOrder(grid: Grid, parity: Parity): SiteOrder {
  const count = parity === 'all' ? grid.volume : grid.volume / 2;
  const own = sitesIn(grid, parity, grid.local, grid.offset, count);
  const outer = new Int32Array(count);
  const lane = new Uint8Array(count);
  own.forEach((site, k) => {
    const place = grid.place(grid.coordinates(site));
    outer[k] = place.outer;
    lane[k] = place.lane;
  });
  if (!grid.division) return { sites: own, own, outer, lane };
  const origin = grid.extents.map(() => 0);
  return {
    sites: sitesIn(grid, parity, grid.extents, origin, count * grid.division.communicator.size),
    own,
    outer,
    lane,
  };
}

/** Global numbers of the sites of a part of the lattice, ascending. */
function sitesIn(
  grid: Grid,
  parity: Parity,
  extents: readonly number[],
  offset: readonly number[],
  count: number,
): Int32Array {
  const sites = new Int32Array(count);
  for (let number = 0, k = 0; k < count; number++) {
    const coordinates = unrank(number, extents).map((c, mu) => c + offset[mu]);
    const odd = coordinates.reduce((sum, c) => sum + c, 0) % 2 === 1;
    if (parity === 'all' || odd === (parity === 'odd')) sites[k++] = grid.siteAt(coordinates);
  }
  return sites;
}

export class Field implements Disposable {
  readonly lattice: Space;
  /** Where kernels find it. */
  readonly storage: Storage;

  constructor(lattice: Space, components: number, precision: Precision, parity: Parity) {
    this.lattice = lattice;
    this.storage = new Storage(lattice.machine, lattice.extents, components, precision, parity);
  }

  /** Kernels will read it at neighbours: among ranks there is room for those from now on. */
  readAtNeighbours(): this {
    this.storage.reserveNeighbours();
    return this;
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

  /** Of these the ones that this rank holds: all, where the lattice is not divided. */
  get ownSites(): Int32Array {
    return siteOrder(this.storage.grid, this.parity).own;
  }

  /**
   * Component at the site with these coordinates (taken modulo the extents). To be called by all ranks.
   *
   * @throws if the field has no such site or component
   */
  get(coordinates: readonly number[], component: number): number {
    const position = this.position(coordinates, component);
    const { division } = this.storage.grid;
    const value = position === undefined ? 0 : this.storage.reading[position];
    if (!division) return value;
    const all = new Float64Array(2 * division.communicator.size);
    division.communicator.allGather(Float64Array.of(position === undefined ? 0 : 1, value), all);
    return all[all.findIndex((isHere, k) => k % 2 === 0 && isHere === 1) + 1];
  }

  set(coordinates: readonly number[], component: number, value: number): void {
    const position = this.position(coordinates, component);
    if (position !== undefined) this.storage.values[position] = value;
  }

  /** Where in the values it is; undefined if another rank holds it. */
  private position(coordinates: readonly number[], component: number): number | undefined {
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
    return grid.owns(site) ? this.storage.position(site) + component * grid.lanes : undefined;
  }

  /** All values, site by site in global order (x fastest), components within a site. To be called by all ranks. */
  toArray(): Float64Array {
    return gathered(this, 'all ranks');
  }

  /** The same for rank 0, which writes files; the others get an empty list. To be called by all ranks. */
  toArrayOfFirst(): Float64Array {
    return gathered(this, 'rank 0');
  }

  /** The values on its own sites, in the order of `ownSites`. */
  ownArray(): Float64Array {
    const out = this.ownPart(0, new Float64Array(this.ownSites.length * this.components));
    this.lattice.machine.arena.rehearsal?.onLists();
    return out;
  }

  /** Fills a list with the values on its own sites from number `first` on. */
  ownPart(first: number, out: Float64Array): Float64Array {
    const { reading } = this.storage;
    this.forEachNumber(first, out.length / this.components, (at, inMemory) => {
      out[at] = reading[inMemory];
    });
    return out;
  }

  /** The inverse of `ownArray`. */
  fromOwnArray(numbers: ArrayLike<number>): this {
    this.requireNumbers(numbers.length, this.ownSites.length);
    this.fromOwnPart(0, numbers);
    this.lattice.machine.arena.rehearsal?.onLists();
    return this;
  }

  /** Overwrites the values on its own sites from number `first` on. */
  fromOwnPart(first: number, numbers: ArrayLike<number>): void {
    const { values } = this.storage;
    this.forEachNumber(first, numbers.length / this.components, (at, inMemory) => {
      values[inMemory] = numbers[at];
    });
  }

  /** The inverse of `toArrayOfFirst`: rank 0 hands out what it read from a file. To be called by all ranks. */
  fromArrayOfFirst(numbers: ArrayLike<number>): this {
    if (!this.storage.grid.division) return this.fromOwnArray(numbers);
    this.requireNumbers(lengthOfFirst(this, numbers), this.sites.length);
    scattered(this, numbers);
    return this;
  }

  /** The inverse of `toArray`: each rank takes what belongs to its sites. */
  fromArray(numbers: ArrayLike<number>): this {
    if (!this.storage.grid.division) return this.fromOwnArray(numbers);
    this.requireNumbers(numbers.length, this.sites.length);
    const { components, sites, ownSites } = this;
    const own = new Float64Array(ownSites.length * components);
    let k = 0;
    ownSites.forEach((site, i) => {
      while (sites[k] !== site) k++;
      for (let c = 0; c < components; c++) own[i * components + c] = numbers[k * components + c];
    });
    return this.fromOwnArray(own);
  }

  private requireNumbers(length: number, sites: number): void {
    if (length === sites * this.components) return;
    throw new Error(
      `This field holds ${sites} sites x ${this.components} reals = ${sites * this.components} numbers; ` +
        `found ${length}.`,
    );
  }

  private forEachNumber(first: number, count: number, visit: (at: number, inMemory: number) => void): void {
    const { grid, firstSite } = this.storage;
    const { outer, lane } = siteOrder(grid, this.parity);
    const { components } = this;
    for (let i = 0; i < count; i++) {
      const base = (outer[first + i] - firstSite) * components * grid.lanes + lane[first + i];
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
    this.storage.fill(value);
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
    this.storage.copyFrom(other.storage);
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
