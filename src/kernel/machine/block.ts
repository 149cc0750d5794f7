/**
 * A piece of machine memory with an owner: it lives until this object is freed or collected, and stays addressable as
 * memory grows.
 */
import type { Arena, Piece } from './memory.ts';

type Numbers = Float64Array | Float32Array | Int32Array;
type NumbersConstructor<T extends Numbers> = {
  new (buffer: ArrayBufferLike, byteOffset: number, length: number): T;
  readonly BYTES_PER_ELEMENT: number;
};

export class MemoryBlock<T extends Numbers> implements Disposable {
  length: number;
  isFree = false;
  private readonly arena: Arena;
  private readonly type: NumbersConstructor<T>;
  private piece: Piece;
  private view: T;

  /**
   * `length` zeros.
   *
   * @param largeLength what it would be on the lattice that is rehearsed, if one is
   */
  constructor(arena: Arena, type: NumbersConstructor<T>, length: number, largeLength = length) {
    this.arena = arena;
    this.type = type;
    this.length = length;
    this.piece = arena.allocate(length * type.BYTES_PER_ELEMENT, this, largeLength * type.BYTES_PER_ELEMENT);
    this.view = new type(arena.buffer, this.pointer, length);
  }

  get pointer(): number {
    return this.piece.pointer;
  }

  /**
   * The numbers: a view of live memory, to be asked for anew after anything that may allocate.
   *
   * @throws if the memory was given back
   */
  get values(): T {
    // A freed block has a view of another buffer: no test of its own is needed here.
    if (this.view.buffer !== this.arena.buffer) {
      if (this.isFree) throw new Error(`This memory of ${this.length} numbers was given back; ${freedAdvice}`);
      this.view = new this.type(this.arena.buffer, this.pointer, this.length);
    }
    return this.view;
  }

  get end(): number {
    return this.pointer + this.length * this.type.BYTES_PER_ELEMENT;
  }

  /**
   * Another length: the numbers move so that they begin at number `at`, with zeros around them. Where the memory behind
   * them is free they hardly do, and never is there a second copy beside them that it could do without.
   */
  resize(length: number, at: number): void {
    const { BYTES_PER_ELEMENT: word } = this.type;
    this.piece = this.arena.move(this.piece, this, length * word, at * word);
    this.length = length;
    this.view = new this.type(this.arena.buffer, this.pointer, length);
  }

  /** Gives the memory back at once. The second time nothing happens. */
  free(): void {
    if (this.isFree) return;
    this.isFree = true;
    this.view = new this.type(new ArrayBuffer(0), 0, 0);
    this.arena.giveBack(this.piece, this);
  }

  [Symbol.dispose](): void {
    this.free();
  }
}

export const freedAdvice =
  'others may be using it now. Call free, or let its `using` block end, after the last use; a clone lives on by itself.';

/** Reals of a precision. */
export function realArray(precision: 'f64' | 'f32'): NumbersConstructor<Float64Array | Float32Array> {
  return precision === 'f64' ? Float64Array : Float32Array;
}
