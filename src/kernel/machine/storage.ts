/** The memory of one field: `components` reals for every site of a parity, in the machine's layout. */
import type { Grid, Parity } from './grid.ts';
import { type Machine, type Precision, wordSize } from './machine.ts';

export class Storage {
  readonly machine: Machine;
  readonly grid: Grid;
  readonly components: number;
  readonly precision: Precision;
  readonly parity: Parity;
  readonly pointer: number;
  /** First outer site held. */
  readonly firstSite: number;
  readonly length: number;
  private view: Float64Array | Float32Array;

  constructor(machine: Machine, extents: readonly number[], components: number, precision: Precision, parity: Parity) {
    this.machine = machine;
    this.grid = machine.grid(extents, precision);
    this.components = components;
    this.precision = precision;
    this.parity = parity;
    const outerSites = parity === 'all' ? this.grid.outerVolume : this.grid.outerVolume / 2;
    this.firstSite = parity === 'odd' ? this.grid.outerVolume / 2 : 0;
    this.length = outerSites * components * this.grid.lanes;
    this.pointer = machine.arena.allocate(this.length * wordSize[precision], this);
    this.view = this.makeView();
  }

  private makeView(): Float64Array | Float32Array {
    const { buffer } = this.machine.arena;
    return this.precision === 'f64'
      ? new Float64Array(buffer, this.pointer, this.length)
      : new Float32Array(buffer, this.pointer, this.length);
  }

  /** All reals in machine order. A view of live memory. */
  get values(): Float64Array | Float32Array {
    if (this.view.buffer !== this.machine.arena.buffer) {
      this.view = this.makeView();
    }
    return this.view;
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
    return this.pointer - this.firstSite * this.stride;
  }
}
