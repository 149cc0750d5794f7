/** Functions of loops over pairs of f64 in WebAssembly, written as expressions. */
import { Bytes, type ValueType, type WasmFunction } from '../wasm/encoder.ts';
import { f64x2, op, simd } from '../wasm/opcodes.ts';

/** Leaves one value on the stack. */
export type Expression = () => void;

const realBytes = 8;
/** log₂ of the alignment that is promised: none but that of a real. */
const alignment = 3;
const prefix = 0xfd;

export class Assembly {
  private readonly code = new Bytes();
  private readonly locals: ValueType[] = [];
  private readonly parameters: readonly ValueType[];
  private readonly contraction: boolean;

  /** @param contraction multiply-adds round once */
  constructor(parameters: readonly ValueType[], contraction: boolean) {
    this.parameters = parameters;
    this.contraction = contraction;
  }

  function(name: string): WasmFunction {
    return { name, parameters: this.parameters, locals: this.locals, code: this.code };
  }

  local(type: ValueType): number {
    return this.parameters.length + this.locals.push(type) - 1;
  }

  get(local: number): Expression {
    return () => void this.code.byte(op.local_get).unsigned(local);
  }

  set(local: number, value: Expression): void {
    value();
    this.code.byte(op.local_set).unsigned(local);
  }

  integer(value: number): Expression {
    return () => void this.code.byte(op.i32_const).signed(value);
  }

  /** Of two integers. */
  sum(a: Expression, b: Expression): Expression {
    return this.two(op.i32_add, a, b);
  }
  product(a: Expression, b: Expression): Expression {
    return this.two(op.i32_mul, a, b);
  }
  and(a: Expression, b: Expression): Expression {
    return this.two(op.i32_and, a, b);
  }

  private two(code: number, a: Expression, b: Expression): Expression {
    return () => {
      a();
      b();
      this.code.byte(code);
    };
  }

  /** Pairs at the address plus so many reals. */
  load(address: Expression, reals = 0): Expression {
    return () => this.memory(simd.v128_load, address, reals);
  }
  /** One real, twice. */
  splat(address: Expression, reals = 0): Expression {
    return () => this.memory(simd.v128_load64_splat, address, reals);
  }
  /** A real parameter, twice. */
  twice(value: Expression): Expression {
    return () => {
      value();
      this.code.byte(prefix).unsigned(simd.f64x2_splat);
    };
  }
  store(address: Expression, reals: number, value: Expression): void {
    address();
    value();
    this.code
      .byte(prefix)
      .unsigned(simd.v128_store)
      .unsigned(alignment)
      .unsigned(reals * realBytes);
  }
  /** The first of the pair. */
  storeFirst(address: Expression, reals: number, value: Expression): void {
    address();
    value();
    this.code
      .byte(prefix)
      .unsigned(simd.v128_store64_lane)
      .unsigned(alignment)
      .unsigned(reals * realBytes)
      .byte(0);
  }

  private memory(code: number, address: Expression, reals: number): void {
    address();
    this.code
      .byte(prefix)
      .unsigned(code)
      .unsigned(alignment)
      .unsigned(reals * realBytes);
  }

  private pairs(code: number, ...values: readonly Expression[]): Expression {
    return () => {
      for (const value of values) value();
      this.code.byte(prefix).unsigned(code);
    };
  }
  add(a: Expression, b: Expression): Expression {
    return this.pairs(f64x2.add, a, b);
  }
  sub(a: Expression, b: Expression): Expression {
    return this.pairs(f64x2.sub, a, b);
  }
  mul(a: Expression, b: Expression): Expression {
    return this.pairs(f64x2.mul, a, b);
  }
  masked(a: Expression, mask: Expression): Expression {
    return this.pairs(simd.v128_and, a, mask);
  }
  /** c + a b */
  madd(c: Expression, a: Expression, b: Expression): Expression {
    return this.contraction ? this.pairs(f64x2.madd, a, b, c) : this.add(c, this.mul(a, b));
  }
  /** c − a b */
  nmadd(c: Expression, a: Expression, b: Expression): Expression {
    return this.contraction ? this.pairs(f64x2.nmadd, a, b, c) : this.sub(c, this.mul(a, b));
  }
  /** The sum of the pair, in both places. */
  folded(a: number): Expression {
    const swapped = () => {
      this.get(a)();
      this.get(a)();
      this.code.byte(prefix).unsigned(simd.i8x16_shuffle);
      for (let k = 0; k < 16; k++) this.code.byte((k + 8) % 16);
    };
    return this.add(this.get(a), swapped);
  }

  /** Repeats the body while the local is below the limit. The body has to change it. */
  whileBelow(local: number, limit: Expression, body: () => void): void {
    this.code.byte(op.block).byte(op.void).byte(op.loop).byte(op.void);
    this.get(local)();
    limit();
    this.code.byte(op.i32_ge_s).byte(op.br_if).unsigned(1);
    body();
    this.code.byte(op.br).unsigned(0).byte(op.end).byte(op.end);
  }
}
