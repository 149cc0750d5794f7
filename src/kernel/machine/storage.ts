/**
 * The memory of one field: `components` reals for every site of a parity, in the machine's layout. Where the lattice is
 * divided among ranks, sites of other ranks follow its own, even ones before them and odd ones behind, as soon as a
 * kernel reads there; then the field moves to a larger place. A back end with a device may hold newer numbers there.
 */
import type { FieldMemory } from '../backend.ts';
import { MemoryBlock, realArray } from './block.ts';
import { Changes } from './changes.ts';
import type { Grid, Parity } from './grid.ts';
import type { Machine } from './machine.ts';
import { type Precision, wordSize } from './precision.ts';
import { type DeviceCopy, type DeviceUse, Residence } from './residence.ts';

type Reals = Float64Array | Float32Array;

export class Storage implements Disposable {
  readonly machine: Machine;
  readonly grid: Grid;
  readonly components: number;
  readonly precision: Precision;
  readonly parity: Parity;
  /** First outer site held, sites of other ranks aside. */
  readonly firstSite: number;
  private readonly block: MemoryBlock<Reals>;
  /** Reals before its own sites. */
  private before = 0;
  /** How often its memory was moved or has grown. */
  moves = 0;
  private view: { readonly all: Reals; readonly own: Reals } | undefined;
  /** What other ranks have to hear of. */
  readonly changes: Changes;
  private readonly residence = new Residence();

  constructor(machine: Machine, extents: readonly number[], components: number, precision: Precision, parity: Parity) {
    this.machine = machine;
    this.grid = machine.grid(extents, precision);
    this.components = components;
    this.precision = precision;
    this.parity = parity;
    this.changes = new Changes(components);
    if (parity !== 'all') this.grid.requireCheckerboard(`A field on the ${parity} sites was asked for`);
    this.firstSite = parity === 'odd' ? this.grid.outerVolume / 2 : 0;
    const largeGrid = machine.arena.layoutCounted(this.grid, precision);
    this.block = new MemoryBlock(machine.arena, realArray(precision), this.length, this.realsOn(largeGrid));
  }

  private realsOn({ volume }: Grid): number {
    return (this.parity === 'all' ? volume : volume / 2) * this.components;
  }

  /** Reals on its own sites. */
  get length(): number {
    return this.realsOn(this.grid);
  }
  get isFree(): boolean {
    return this.block.isFree;
  }

  /**
   * All reals on its own sites in machine order. A view of live memory, to be asked for anew whenever something is
   * written: other ranks learn of changes only thus. @throws if the memory was given back
   */
  get values(): Reals {
    const all = this.block.values;
    this.residence.beforeWriting(all);
    if (!this.grid.halo) return all;
    this.changes.mark(this.parity);
    return this.ownPart(all);
  }

  /** The same, to be read only. */
  get reading(): Readonly<Reals> {
    const all = this.block.values;
    this.residence.beforeReading(all);
    return this.grid.halo ? this.ownPart(all) : all;
  }

  private ownPart(all: Reals): Reals {
    if (this.view?.all !== all) this.view = { all, own: all.subarray(this.before, this.before + this.length) };
    return this.view.own;
  }

  /** All numbers become this one. */
  fill(value: number): void {
    if (!this.residence.hasCopy) return void this.values.fill(value);
    this.onDevice('overwrite').fill(value);
    this.changes.mark(this.parity);
  }

  /** Takes over the numbers of a storage of the same shape. */
  copyFrom(other: Storage): void {
    if (!other.residence.isOnDevice) return void this.values.set(other.reading);
    this.onDevice('overwrite').takeFrom(other.onDevice('read'));
    this.changes.mark(this.parity);
  }

  /**
   * Takes over the numbers of a storage of another precision on the same lattice, each times `factor`, where the back end
   * does that without the host. @returns whether it did
   */
  convertFrom(other: Storage, factor: number): boolean {
    const { convert } = this.machine.backend;
    if (!convert || other.machine !== this.machine) return false;
    convert(other.onDevice('read'), this.onDevice('overwrite'), factor);
    this.changes.mark(this.parity);
    return true;
  }

  /** Whether the device has the newest numbers. */
  get isOnDevice(): boolean {
    return this.residence.isOnDevice;
  }

  /** The numbers in the memory of the device, where the back end has one. */
  onDevice(use: DeviceUse): DeviceCopy {
    const { memory, machine, block } = this;
    return this.residence.onDevice(
      use,
      () => machine.backend.deviceCopy!(memory),
      () => block.values,
    );
  }

  /** What back ends see: the sites of other ranks are there. */
  get memory(): FieldMemory {
    return this.grid.halo ? new WithHalo(this) : this;
  }

  /** The numbers with those of other ranks, and the outer site where they begin. */
  get held(): { readonly values: Reals; readonly firstSite: number } {
    const { components, grid } = this;
    const { values } = this.block;
    this.residence.beforeWriting(values);
    return { values, firstSite: this.firstSite - this.before / (components * grid.lanes) };
  }

  /** Makes room for the sites next to this rank's part, so that most kernels find it when they come. */
  reserveNeighbours(): void {
    this.grid.halo?.numberNeighbours();
    this.reserveHalo();
  }

  /** Makes room for all sites of other ranks that kernels have asked for so far. */
  reserveHalo(): void {
    const { halo, lanes } = this.grid;
    if (!halo) return;
    const perSite = this.components * lanes;
    const before = this.parity === 'odd' ? 0 : halo.even * perSite;
    const behind = this.parity === 'even' ? 0 : halo.odd * perSite;
    const length = before + this.length + behind;
    if (before === this.before && length === this.block.length) return;
    // What a device has comes back first.
    this.residence.beforeReading(this.block.values);
    this.residence.free();
    const { before: held } = this;
    this.block.resize(length, before - held);
    this.before = before;
    this.moves++;
    this.changes.mark(this.parity);
  }

  /** Gives the memory back at once. The second time nothing happens. */
  free(): void {
    this.residence.free();
    this.block.free();
  }

  [Symbol.dispose](): void {
    this.free();
  }

  /** Position in `values` of component 0 of the site with these coordinates; component c is c * lanes further. */
  position(coordinates: readonly number[]): number {
    const { outer, lane } = this.grid.place(coordinates);
    return (outer - this.firstSite) * this.components * this.grid.lanes + lane;
  }

  /** Bytes from one outer site to the next. */
  get stride(): number {
    return this.components * this.grid.lanes * wordSize[this.precision];
  }

  /** Where outer site 0 would be (for a field of odd sites this lies before its memory). */
  get origin(): number {
    return this.block.pointer + this.before * wordSize[this.precision] - this.firstSite * this.stride;
  }
}

/** A field with the sites of other ranks that it holds. */
class WithHalo implements FieldMemory {
  private readonly storage: Storage;
  readonly components: number;
  readonly precision: Precision;
  readonly parity: Parity;
  readonly grid: Grid;
  readonly stride: number;

  constructor(storage: Storage) {
    const { components, precision, parity, grid, stride } = storage;
    this.storage = storage;
    this.components = components;
    this.precision = precision;
    this.parity = parity;
    this.grid = grid;
    this.stride = stride;
  }

  get values(): Reals {
    return this.storage.held.values;
  }
  get firstSite(): number {
    return this.storage.held.firstSite;
  }
  get origin(): number {
    return this.storage.origin;
  }

  onDevice(use: DeviceUse): DeviceCopy {
    return this.storage.onDevice(use);
  }
}
