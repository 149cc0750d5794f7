/** Opcode tables (names of the WebAssembly specification). */

export const op = {
  block: 0x02,
  loop: 0x03,
  br: 0x0c,
  br_if: 0x0d,
  end: 0x0b,
  call: 0x10,
  local_get: 0x20,
  local_set: 0x21,
  i32_load: 0x28,
  f64_store: 0x39,
  i32_const: 0x41,
  i64_const: 0x42,
  f64_const: 0x44,
  i32_gt_u: 0x4b,
  i32_ge_s: 0x4e,
  i32_ge_u: 0x4f,
  i32_add: 0x6a,
  i32_mul: 0x6c,
  i32_and: 0x71,
  i32_xor: 0x73,
  i64_mul: 0x7e,
  i64_or: 0x84,
  i64_shl: 0x86,
  i64_shr_u: 0x88,
  f64_add: 0xa0,
  f64_sub: 0xa1,
  i32_wrap_i64: 0xa7,
  i64_extend_i32_u: 0xad,
  f64_reinterpret_i64: 0xbf,
  void: 0x40,
} as const;

/** Opcodes behind the SIMD prefix 0xfd. */
export const simd = {
  v128_load: 0x00,
  v128_load32_splat: 0x09,
  v128_load64_splat: 0x0a,
  v128_store: 0x0b,
  v128_const: 0x0c,
  i8x16_shuffle: 0x0d,
  i32x4_splat: 0x11,
  f64x2_splat: 0x14,
  v128_and: 0x4e,
  v128_or: 0x50,
  v128_xor: 0x51,
  v128_bitselect: 0x52,
  v128_store32_lane: 0x5a,
  v128_store64_lane: 0x5b,
  i64x2_shl: 0xcb,
  i64x2_shr_u: 0xcd,
  i64x2_extmul_low_i32x4_u: 0xde,
  i64x2_extmul_high_i32x4_u: 0xdf,
  f64x2_add: 0xf0,
  f64x2_sub: 0xf1,
} as const;

type Arithmetic =
  | 'add'
  | 'sub'
  | 'mul'
  | 'div'
  | 'min'
  | 'max'
  | 'lt'
  | 'le'
  | 'neg'
  | 'sqrt'
  | 'abs'
  | 'floor'
  | 'madd'
  | 'nmadd';

export const f64x2: Record<Arithmetic, number> = {
  add: 0xf0,
  sub: 0xf1,
  mul: 0xf2,
  div: 0xf3,
  min: 0xf4,
  max: 0xf5,
  lt: 0x49,
  le: 0x4b,
  neg: 0xed,
  sqrt: 0xef,
  abs: 0xec,
  floor: 0x75,
  madd: 0x107,
  nmadd: 0x108,
};

export const f32x4: Record<Arithmetic, number> = {
  add: 0xe4,
  sub: 0xe5,
  mul: 0xe6,
  div: 0xe7,
  min: 0xe8,
  max: 0xe9,
  lt: 0x43,
  le: 0x45,
  neg: 0xe1,
  sqrt: 0xe3,
  abs: 0xe0,
  floor: 0x68,
  madd: 0x105,
  nmadd: 0x106,
};
