/** The memory of one field: `components` reals for every site of a parity, in the machine's layout. */
import { MemoryBlock, realArray } from './block.ts';
import type { Grid, Parity } from './grid.ts';
import type { Machine } from './machine.ts';
import { type Precision, wordSize } from './precision.ts';

export class Storage implements Disposable {
  readonly machine: Machine;
  readonly grid: Grid;
  readonly components: number;
  readonly precision: Precision;
  readonly parity: Parity;
  /** First outer site held. */
  readonly firstSite: number;
  private readonly block: MemoryBlock<Float64Array | Float32Array>;

  constructor(machine: Machine, extents: readonly number[], components: number, precision: Precision, parity: Parity) {
    this.machine = machine;
    this.grid = machine.grid(extents, precision);
    this.components = components;
    this.precision = precision;
    this.parity = parity;
    if (parity !== 'all') this.grid.requireCheckerboard(`A field on the ${parity} sites was asked for`);
    this.firstSite = parity === 'odd' ? this.grid.outerVolume / 2 : 0;
    const { arena } = machine;
    const reals = ({ volume }: Grid) => (parity === 'all' ? volume : volume / 2) * components;
    const [length, largeLength] = [reals(this.grid), reals(arena.layoutCounted(this.grid, precision))];
    this.block = new MemoryBlock(arena, realArray(precision), length, largeLength);
  }

  get pointer(): number {
    return this.block.pointer;
  }
  get length(): number {
    return this.block.length;
  }
  get isFree(): boolean {
    return this.block.isFree;
  }

  /** All reals in machine order. A view of live memory. @throws if the memory was given back */
  get values(): Float64Array | Float32Array {
    return this.block.values;
  }

  /** Gives the memory back at once. The second time nothing happens. */
  free(): void {
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
    return this.pointer - this.firstSite * this.stride;
  }
}
