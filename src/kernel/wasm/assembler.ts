/**
 * One function under construction, written instruction by instruction. A value of the program is held by `registers` v128 locals,
 * one or two; what is done to the two is written side by side.
 */
import { type Precision, wordSize } from '../machine/precision.ts';
import { Bytes, type ValueType } from './encoder.ts';
import { f32x4, f64x2, op, simd } from './opcodes.ts';

export const registerBytes = 16;
/** The alignment hint of loads and stores (a power of two): none. */
const memoryAlignment = 0;

export interface Vectors {
  readonly precision: Precision;
  /** Sites per value. */
  readonly lanes: number;
}

export class Assembler {
  readonly code = new Bytes();
  readonly word: number;
  readonly registers: number;
  readonly vectorBytes: number;
  readonly table: typeof f64x2;
  protected readonly parameters: ValueType[];
  protected readonly locals: ValueType[] = [];
  protected readonly spareVectors: number[] = [];
  private readonly isScalar: boolean;

  constructor(parameters: ValueType[], { precision, lanes }: Vectors) {
    this.parameters = parameters;
    this.word = wordSize[precision];
    this.vectorBytes = lanes * this.word;
    this.registers = Math.max(1, this.vectorBytes / registerBytes);
    this.isScalar = lanes === 1;
    this.table = precision === 'f64' ? f64x2 : f32x4;
  }

  local(type: ValueType): number {
    this.locals.push(type);
    return this.parameters.length + this.locals.length - 1;
  }

  vector(): number[] {
    return Array.from({ length: this.registers }, () => this.spareVectors.pop() ?? this.local('v128'));
  }

  each(target: readonly number[], push: (register: number) => void): void {
    target.forEach((local, r) => {
      push(r);
      this.set(local);
    });
  }

  storeVector(address: number, offset: number, registers: readonly number[]): void {
    registers.forEach((local, r) => {
      this.get(address).get(local);
      if (this.isScalar) {
        this.vectorOp(this.word === 8 ? simd.v128_store64_lane : simd.v128_store32_lane)
          .memory(offset)
          .byte(0);
      } else this.vectorOp(simd.v128_store).memory(offset + r * registerBytes);
    });
  }

  /** Pushes a register of these words of the two that were pushed last. */
  shuffle(words: readonly number[]): void {
    this.vectorOp(simd.i8x16_shuffle);
    for (const at of words) for (let byte = 0; byte < this.word; byte++) this.code.byte(at * this.word + byte);
  }

  advance(local: number, by: number): void {
    this.get(local).constant(by).opcode(op.i32_add);
    this.set(local);
  }

  zero(local: number): void {
    this.bits(0);
    this.set(local);
  }

  /** A v128 of two equal f64. */
  bits(value: number): this {
    const pair = new Float64Array([value, value]);
    this.vectorOp(simd.v128_const).code.append(new Uint8Array(pair.buffer));
    return this;
  }

  /** A register of equal numbers. */
  number(value: number): this {
    if (this.word === 8) return this.bits(value);
    this.vectorOp(simd.v128_const).code.append(new Uint8Array(Float32Array.of(value, value, value, value).buffer));
    return this;
  }

  integer(value: bigint): this {
    const pair = new BigUint64Array([value, value]);
    this.vectorOp(simd.v128_const).code.append(new Uint8Array(pair.buffer));
    return this;
  }

  get(local: number): this {
    this.code.byte(op.local_get).unsigned(local);
    return this;
  }

  set(local: number): void {
    this.code.byte(op.local_set).unsigned(local);
  }

  constant(value: number): this {
    this.code.byte(op.i32_const).signed(value);
    return this;
  }

  opcode(code: number): Bytes {
    return this.code.byte(code);
  }

  vectorOp(code: number): this {
    this.code.byte(0xfd).unsigned(code);
    return this;
  }

  memory(offset: number): Bytes {
    return this.code.byte(memoryAlignment).unsigned(offset);
  }
}
