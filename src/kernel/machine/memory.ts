/**
 * One WebAssembly memory, handed out in pieces. A piece returns when its owner gives it back, at once; or, as a net,
 * when the owner is collected.
 */
import type { Grid } from './grid.ts';
import { Placement } from './placement.ts';
import type { Precision } from './precision.ts';

export const pageSize = 65536;
/** 4 GiB, what 32-bit WebAssembly can address. */
export const maximumPages = 65536;

export interface Piece {
  readonly pointer: number;
  readonly bytes: number;
  /** The same piece in the memory that is rehearsed. */
  readonly rehearsed?: { readonly pointer: number; readonly bytes: number };
}

/** A memory in which a small lattice stands for a large one: where the pieces of that one would lie is kept as well. */
export interface Rehearsal {
  readonly placement: Placement;
  /** Called while a list of a field's numbers is alive outside of this memory. */
  readonly onLists: () => void;
  /** The layout that this one stands for, perhaps itself. */
  layout(grid: Grid, precision: Precision): Grid;
}

export class Arena {
  readonly memory: WebAssembly.Memory;
  readonly shared: boolean;
  /** The memory's present buffer; replaced whenever memory grows. */
  buffer: ArrayBufferLike;
  /** Which addresses are taken. */
  readonly placement = new Placement();
  readonly rehearsal: Rehearsal | undefined;
  private readonly registry = new FinalizationRegistry<Piece>(piece => this.release(piece));

  constructor(rehearsal?: Rehearsal) {
    this.rehearsal = rehearsal;
    this.shared = typeof SharedArrayBuffer !== 'undefined';
    this.memory = new WebAssembly.Memory({ initial: 16, maximum: maximumPages, shared: this.shared });
    this.buffer = this.memory.buffer;
  }

  /**
   * `bytes` zeroed bytes, until `owner` gives them back or is collected.
   *
   * @param largeBytes what it would be on the lattice that is rehearsed
   */
  allocate(bytes: number, owner: object, largeBytes = bytes): Piece {
    const placed = { pointer: this.placement.take(bytes), bytes };
    this.reach(this.placement.top, placed);
    new Uint8Array(this.buffer, placed.pointer, bytes).fill(0);
    return this.registered(placed, owner, largeBytes);
  }

  /**
   * A piece of another size in place of this one, perhaps where it was: its bytes begin at `offset`, with zeros around
   * them. Between giving back and taking nothing else is written, so that the bytes are still there to be moved.
   */
  move(piece: Piece, owner: object, bytes: number, offset: number): Piece {
    this.giveBack(piece, owner);
    const placed = { pointer: this.placement.take(bytes), bytes };
    this.reach(this.placement.top, placed);
    const all = new Uint8Array(this.buffer);
    const [first, end] = [placed.pointer + offset, placed.pointer + offset + piece.bytes];
    all.copyWithin(first, piece.pointer, piece.pointer + piece.bytes);
    all.fill(0, placed.pointer, first);
    all.fill(0, end, placed.pointer + bytes);
    return this.registered(placed, owner, bytes);
  }

  private registered(placed: Piece, owner: object, largeBytes: number): Piece {
    const large = this.rehearsal?.placement;
    const piece = large ? { ...placed, rehearsed: { pointer: large.take(largeBytes), bytes: largeBytes } } : placed;
    this.registry.register(owner, piece, owner);
    return piece;
  }

  /** What `allocate` gave to `owner` is free for others. To be called once. */
  giveBack(piece: Piece, owner: object): void {
    this.registry.unregister(owner);
    this.release(piece);
  }

  /** The layout that sizes are to be counted for: this one, except in a rehearsal. */
  layoutCounted(grid: Grid, precision: Precision): Grid {
    return this.rehearsal?.layout(grid, precision) ?? grid;
  }

  private release({ pointer, bytes, rehearsed }: Piece): void {
    this.placement.giveBack(pointer, bytes);
    if (rehearsed) this.rehearsal!.placement.giveBack(rehearsed.pointer, rehearsed.bytes);
  }

  private reach(end: number, piece: Piece): void {
    const have = this.buffer.byteLength;
    if (end <= have) return;
    const wanted = Math.ceil((end - have) / pageSize);
    const spare = Math.min(Math.max(wanted, have / pageSize / 4), maximumPages - have / pageSize);
    try {
      this.memory.grow(Math.max(wanted, Math.floor(spare)));
      this.buffer = this.memory.buffer;
    } catch {
      this.release(piece);
      throw new RangeError(
        `The fields need ${Math.round(end / 2 ** 20)} MiB, more than the 4096 MiB that one process can address; ` +
          'use a smaller lattice.',
      );
    }
  }
}
