/** A piece of machine memory with an owner: it lives as long as this object, and stays addressable as memory grows. */
import type { Arena } from './memory.ts';

type Numbers = Float64Array | Float32Array | Int32Array;
type NumbersConstructor<T extends Numbers> = {
  new (buffer: ArrayBufferLike, byteOffset: number, length: number): T;
  readonly BYTES_PER_ELEMENT: number;
};

export class MemoryBlock<T extends Numbers> {
  readonly pointer: number;
  readonly length: number;
  private readonly arena: Arena;
  private readonly type: NumbersConstructor<T>;
  private view: T;

  /** `length` zeros. */
  constructor(arena: Arena, type: NumbersConstructor<T>, length: number) {
    this.arena = arena;
    this.type = type;
    this.length = length;
    this.pointer = arena.allocate(length * type.BYTES_PER_ELEMENT, this);
    this.view = new type(arena.buffer, this.pointer, length);
  }

  /** The numbers: a view of live memory, to be asked for anew after anything that may allocate. */
  get values(): T {
    if (this.view.buffer !== this.arena.buffer) {
      this.view = new this.type(this.arena.buffer, this.pointer, this.length);
    }
    return this.view;
  }

  get end(): number {
    return this.pointer + this.length * this.type.BYTES_PER_ELEMENT;
  }
}

/** Reals of a precision. */
export function realArray(precision: 'f64' | 'f32'): NumbersConstructor<Float64Array | Float32Array> {
  return precision === 'f64' ? Float64Array : Float32Array;
}
