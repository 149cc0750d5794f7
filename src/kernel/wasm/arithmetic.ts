/** The operations of a program on registers of vectors. */
import type { ComputedOp } from '../ir/program.ts';
import type { Assembler } from './assembler.ts';
import { simd } from './opcodes.ts';

export class Arithmetic {
  private readonly code: Assembler;
  private readonly contraction: boolean;
  /** For `floor`, one of each register. */
  private readonly rounded: number[] = [];

  constructor(code: Assembler, contraction: boolean) {
    this.code = code;
    this.contraction = contraction;
  }

  /** Pushes the result for register r of the operands. */
  emit(instruction: { readonly op: ComputedOp }, args: readonly number[][], r: number): void {
    const { code } = this;
    const [a, b, c] = args.map(registers => registers[r]!);
    switch (instruction.op) {
      case 'madd':
      case 'nmadd': {
        if (this.contraction) {
          code.get(a!).get(b!).get(c!).vectorOp(code.table[instruction.op]);
          return;
        }
        code.get(c!).get(a!).get(b!).vectorOp(code.table.mul);
        code.vectorOp(instruction.op === 'madd' ? code.table.add : code.table.sub);
        return;
      }
      case 'select':
        code.get(b!).get(c!).get(a!).vectorOp(simd.v128_bitselect);
        return;
      case 'neg':
        // As −0 − a, for the same bits: V8 as of 13.6 spoils the operand of a 256-bit negation for its later uses.
        code.integer(code.word === 8 ? 0x8000000000000000n : 0x8000000080000000n);
        code.get(a!).vectorOp(code.table.sub);
        return;
      case 'floor':
        if (code.registers > 1) this.floor(a!, r);
        else code.get(a!).vectorOp(code.table.floor);
        return;
      case 'pow2':
        code
          .get(a!)
          .bits(2 ** 52 + 1023)
          .vectorOp(code.table.add)
          .constant(52)
          .vectorOp(simd.i64x2_shl);
        return;
      case 'exponent':
        code.get(a!).integer(0x7ff0000000000000n).vectorOp(simd.v128_and).constant(52).vectorOp(simd.i64x2_shr_u);
        code.integer(0x4330000000000000n).vectorOp(simd.v128_or);
        code.bits(2 ** 52 + 1023).vectorOp(code.table.sub);
        return;
      case 'mantissa':
        code.get(a!).integer(0x000fffffffffffffn).vectorOp(simd.v128_and);
        code.integer(0x3ff0000000000000n).vectorOp(simd.v128_or);
        return;
      default: {
        for (const local of [a, b]) if (local !== undefined) code.get(local);
        code.vectorOp(code.table[instruction.op]);
      }
    }
  }

  /**
   * By additions, since the revectorizer knows no floor: where |a| < 2^(p−2), p bits of precision, a + 1.5·2^(p−1) is rounded to
   * an integer, which is at most one too large; larger numbers are integers. The sign of a zero is that of a.
   */
  private floor(a: number, r: number): void {
    const { code } = this;
    const double = code.word === 8;
    const [fraction, table] = [double ? 52 : 23, code.table];
    const sign = double ? 0x8000000000000000n : 0x8000000080000000n;
    const rounded = this.roundedLocal(r);
    code
      .get(a)
      .number(1.5 * 2 ** fraction)
      .vectorOp(table.add)
      .number(1.5 * 2 ** fraction)
      .vectorOp(table.sub);
    code.set(rounded);
    code.get(rounded).get(a).get(rounded).vectorOp(table.lt).number(1).vectorOp(simd.v128_and).vectorOp(table.sub);
    code.get(a).integer(sign).vectorOp(simd.v128_and).vectorOp(simd.v128_or);
    code.get(a);
    code
      .get(a)
      .vectorOp(table.abs)
      .number(2 ** (fraction - 1))
      .vectorOp(table.lt)
      .vectorOp(simd.v128_bitselect);
  }

  private roundedLocal(r: number): number {
    this.rounded[r] ??= this.code.local('v128');
    return this.rounded[r];
  }
}
