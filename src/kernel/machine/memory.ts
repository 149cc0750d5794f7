/**
 * One WebAssembly memory, handed out in pieces. A piece returns when its owner gives it back, at once; or, as a net,
 * when the owner is collected.
 */
import { Placement } from './placement.ts';

export const pageSize = 65536;
/** 4 GiB, what 32-bit WebAssembly can address. */
export const maximumPages = 65536;

interface Piece {
  readonly pointer: number;
  readonly bytes: number;
}

export class Arena {
  readonly memory: WebAssembly.Memory;
  readonly shared: boolean;
  /** The memory's present buffer; replaced whenever memory grows. */
  buffer: ArrayBufferLike;
  /** Which addresses are taken. */
  readonly placement = new Placement();
  private readonly registry = new FinalizationRegistry<Piece>(piece => {
    this.placement.giveBack(piece.pointer, piece.bytes);
  });

  constructor() {
    this.shared = typeof SharedArrayBuffer !== 'undefined';
    this.memory = new WebAssembly.Memory({ initial: 16, maximum: maximumPages, shared: this.shared });
    this.buffer = this.memory.buffer;
  }

  /** `bytes` zeroed bytes, until `owner` gives them back or is collected. */
  allocate(bytes: number, owner: object): number {
    const pointer = this.placement.take(bytes);
    this.reach(this.placement.top, { pointer, bytes });
    new Uint8Array(this.buffer, pointer, bytes).fill(0);
    this.registry.register(owner, { pointer, bytes }, owner);
    return pointer;
  }

  /** What `allocate` gave to `owner` is free for others. To be called once. */
  giveBack(piece: Piece, owner: object): void {
    this.registry.unregister(owner);
    this.placement.giveBack(piece.pointer, piece.bytes);
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
      this.placement.giveBack(piece.pointer, piece.bytes);
      throw new RangeError(
        `The fields need ${Math.round(end / 2 ** 20)} MiB, more than the 4096 MiB that one process can address; ` +
          'use a smaller lattice.',
      );
    }
  }
}
