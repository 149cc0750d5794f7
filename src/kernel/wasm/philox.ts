/**
 * Uniform numbers on many sites, as WebAssembly: Philox4x32-10 with 32 × 32 → 64 bit products, and the upper 52 bits k of
 * each pair of words as (k + ½)/2⁵². The meaning of every number is stated in lattice/random (philox.ts, uniform.ts).
 *
 * Reference: J. K. Salmon, M. A. Moraes, R. O. Dror and D. E. Shaw, SC11 (2011), doi:10.1145/2063384.2063405.
 */
import { Bytes, type ValueType, type WasmFunction } from './encoder.ts';
import { op } from './opcodes.ts';

/** M₀ and M₁. */
const multipliers = [0xd2511f53, 0xcd9e8d57] as const;
/** W₀ and W₁: the golden ratio and √3 − 1, in units of 2⁻³². */
const weyl = [0x9e3779b9, 0xbb67ae85] as const;
const rounds = 10;
/** Philox4x32-10, one place for its constants. */
export const philoxConstants = { multipliers, weyl, rounds } as const;
const realBytes = 8;

/**
 * Arguments: a list of pairs (global number of a site, address of its component 0) and where it ends; bytes from one
 * component to the next; key (2 words), trajectory and purpose; the first slot and the one after the last.
 */
export const fillArguments = ['list', 'end', 'stride', 'key0', 'key1', 'c2', 'c3', 'firstSlot', 'lastSlot'] as const;

/** Writes two uniform numbers per slot to consecutive components of every site of the list. */
export function emitUniformFill(): WasmFunction {
  const code = new Bytes();
  const locals: ValueType[] = [];
  const local = (type: ValueType) => fillArguments.length + locals.push(type) - 1;
  const argument = (name: (typeof fillArguments)[number]) => fillArguments.indexOf(name);
  const get = (k: number) => code.byte(op.local_get).unsigned(k);
  const set = (k: number) => code.byte(op.local_set).unsigned(k);
  const constant = (value: number) => code.byte(op.i32_const).signed(value);

  const [site, address, slot] = [local('i32'), local('i32'), local('i32')];
  const counter = [local('i32'), local('i32'), local('i32'), local('i32')];
  const products = [local('i64'), local('i64')];

  const product = (k: 0 | 1) => {
    get(counter[2 * k]).byte(op.i64_extend_i32_u);
    constant(multipliers[k]).byte(op.i64_extend_i32_u).byte(op.i64_mul);
    set(products[k]);
  };
  const high = (k: 0 | 1) => {
    get(products[k]).byte(op.i64_const).signed(32).byte(op.i64_shr_u).byte(op.i32_wrap_i64);
  };
  const round = (number: number) => {
    product(0);
    product(1);
    for (const k of [0, 1] as const) {
      high(k === 0 ? 1 : 0);
      get(counter[2 * k + 1]).byte(op.i32_xor);
      get(argument(k === 0 ? 'key0' : 'key1'));
      constant(Math.imul(number, weyl[k])).byte(op.i32_add).byte(op.i32_xor);
      set(counter[2 * k]);
    }
    for (const k of [0, 1] as const) {
      get(products[k === 0 ? 1 : 0]).byte(op.i32_wrap_i64);
      set(counter[2 * k + 1]);
    }
  };
  const shift = (opcode: number, by: number) => code.byte(op.i64_const).signed(by).byte(opcode);
  const store = (low: number, upper: number) => {
    get(address);
    get(upper).byte(op.i64_extend_i32_u);
    shift(op.i64_shl, 20);
    get(low).byte(op.i64_extend_i32_u);
    shift(op.i64_shr_u, 12).byte(op.i64_or);
    // The bits of 1 + k/2⁵²; subtracting 1 and adding ½/2⁵² are exact.
    code.byte(op.i64_const).signed(1023);
    shift(op.i64_shl, 52).byte(op.i64_or).byte(op.f64_reinterpret_i64);
    code.byte(op.f64_const).append(real(1)).byte(op.f64_sub);
    code
      .byte(op.f64_const)
      .append(real(2 ** -53))
      .byte(op.f64_add);
    code.byte(op.f64_store).byte(0).unsigned(0);
    get(address);
    get(argument('stride')).byte(op.i32_add);
    set(address);
  };

  code.byte(op.block).byte(op.void).byte(op.loop).byte(op.void);
  get(argument('list'));
  get(argument('end')).byte(op.i32_ge_u).byte(op.br_if).unsigned(1);
  for (const [target, offset] of [
    [site, 0],
    [address, 4],
  ] as const) {
    get(argument('list')).byte(op.i32_load).byte(2).unsigned(offset);
    set(target);
  }
  get(argument('firstSlot'));
  set(slot);
  code.byte(op.loop).byte(op.void);
  [site, slot, argument('c2'), argument('c3')].forEach((from, k) => {
    get(from);
    set(counter[k]);
  });
  for (let number = 0; number < rounds; number++) round(number);
  store(counter[0], counter[1]);
  store(counter[2], counter[3]);
  get(slot);
  constant(1).byte(op.i32_add);
  set(slot);
  get(argument('lastSlot'));
  get(slot).byte(op.i32_gt_u).byte(op.br_if).unsigned(0).byte(op.end);
  get(argument('list'));
  constant(realBytes).byte(op.i32_add);
  set(argument('list'));
  code.byte(op.br).unsigned(0).byte(op.end).byte(op.end);
  return { name: 'fill', parameters: fillArguments.map(() => 'i32'), locals, code };
}

function real(value: number): Uint8Array {
  return new Uint8Array(Float64Array.of(value).buffer);
}
