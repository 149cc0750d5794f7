/**
 * What each operation of a program means on numbers: what `js` computes, and what constant folding uses. Other functions
 * are expanded into these (transcendental.ts).
 */

const bits = new DataView(new ArrayBuffer(8));

const unary = {
  neg: (a: number) => -a,
  sqrt: (a: number) => Math.sqrt(a),
  abs: (a: number) => Math.abs(a),
  floor: (a: number) => Math.floor(a),
  /** 2^a for an integer a in [-1022, 1023]. */
  pow2: (a: number) => {
    bits.setInt32(0, (a + 1023) << 20);
    bits.setInt32(4, 0);
    return bits.getFloat64(0);
  },
  /** The e of |a| = m 2^e with 1 <= m < 2 (a normal, not zero). */
  exponent: (a: number) => {
    bits.setFloat64(0, a);
    return ((bits.getUint32(0) >>> 20) & 0x7ff) - 1023;
  },
  /** The m of |a| = m 2^e with 1 <= m < 2 (a normal, not zero). */
  mantissa: (a: number) => {
    bits.setFloat64(0, a);
    bits.setUint32(0, (bits.getUint32(0) & 0x000fffff) | 0x3ff00000);
    return bits.getFloat64(0);
  },
};

const binary = {
  add: (a: number, b: number) => a + b,
  sub: (a: number, b: number) => a - b,
  mul: (a: number, b: number) => a * b,
  div: (a: number, b: number) => a / b,
  min: (a: number, b: number) => Math.min(a, b),
  max: (a: number, b: number) => Math.max(a, b),
};

const comparison = {
  lt: (a: number, b: number) => a < b,
  le: (a: number, b: number) => a <= b,
};

export const meaning = { unary, binary, comparison };
