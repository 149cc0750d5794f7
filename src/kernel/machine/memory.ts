/**
 * One WebAssembly memory, handed out in aligned pieces. Pieces return when the object that owns them is collected.
 */

const pageSize = 65536;
const alignment = 64;
/** 4 GiB, what 32-bit WebAssembly can address. */
export const maximumPages = 65536;

export class Arena {
  readonly memory: WebAssembly.Memory;
  readonly shared: boolean;
  /** The memory's present buffer; replaced whenever memory grows. */
  buffer: ArrayBufferLike;
  private top = alignment;
  private readonly free = new Map<number, number[]>();
  private readonly registry = new FinalizationRegistry<{ pointer: number; bytes: number }>(({ pointer, bytes }) => {
    this.release(pointer, bytes);
  });

  constructor() {
    this.shared = typeof SharedArrayBuffer !== 'undefined';
    this.memory = new WebAssembly.Memory({ initial: 16, maximum: maximumPages, shared: this.shared });
    this.buffer = this.memory.buffer;
  }

  /** `bytes` zeroed bytes that live as long as `owner`. */
  allocate(bytes: number, owner: object): number {
    const size = Math.ceil(bytes / alignment) * alignment;
    const pointer = this.free.get(size)?.pop() ?? this.extend(size);
    new Uint8Array(this.buffer, pointer, size).fill(0);
    this.registry.register(owner, { pointer, bytes: size });
    return pointer;
  }

  private extend(size: number): number {
    const pointer = this.top;
    const end = pointer + size;
    const have = this.buffer.byteLength;
    if (end > have) {
      const wanted = Math.ceil((end - have) / pageSize);
      const spare = Math.min(Math.max(wanted, have / pageSize / 4), maximumPages - have / pageSize);
      try {
        this.memory.grow(Math.max(wanted, Math.floor(spare)));
        this.buffer = this.memory.buffer;
      } catch {
        throw new RangeError(
          `The fields need ${Math.round(end / 2 ** 20)} MiB, more than the 4096 MiB that one process can address; ` +
            'use a smaller lattice.',
        );
      }
    }
    this.top = end;
    return pointer;
  }

  private release(pointer: number, bytes: number): void {
    const list = this.free.get(bytes);
    if (list) list.push(pointer);
    else this.free.set(bytes, [pointer]);
  }
}
