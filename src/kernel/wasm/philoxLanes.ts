/**
 * The numbers of philox.ts, for four sites at once: each of the four words of the counters is a vector of four integers.
 * The products of the even and of the odd elements come as 64-bit pairs, whose upper and lower words are then parted.
 */
import { Bytes, type ValueType, type WasmFunction } from './encoder.ts';
import { op, simd } from './opcodes.ts';
import { fillArguments, philoxConstants } from './philox.ts';

const { multipliers, weyl, rounds } = philoxConstants;

/**
 * Words of an entry of the list: four site numbers, the addresses of component 0 of the first two and of the last two,
 * which lie side by side, and two words unused.
 */
export const laneEntryWords = 8;

/** 32-bit elements of two vectors by number: 0 … 3 of the first, 4 … 7 of the second. */
const lowerWords = [0, 2, 4, 6];
const upperWords = [1, 3, 5, 7];
const firstPairs = [0, 4, 1, 5];
const lastPairs = [2, 6, 3, 7];

export function emitLaneFill(): WasmFunction {
  const code = new Bytes();
  const locals: ValueType[] = [];
  const local = (type: ValueType) => fillArguments.length + locals.push(type) - 1;
  const argument = (name: (typeof fillArguments)[number]) => fillArguments.indexOf(name);
  const get = (k: number) => code.byte(op.local_get).unsigned(k);
  const set = (k: number) => code.byte(op.local_set).unsigned(k);
  const constant = (value: number) => code.byte(op.i32_const).signed(value);
  const vectorOp = (opcode: number) => code.byte(0xfd).unsigned(opcode);
  const splat = (push: () => void) => {
    push();
    vectorOp(simd.i32x4_splat);
  };
  const shuffle = (a: number, b: number, elements: readonly number[]) => {
    get(a);
    get(b);
    vectorOp(simd.i8x16_shuffle);
    for (const e of elements) for (let byte = 0; byte < 4; byte++) code.byte(4 * e + byte);
  };
  const floats = (value: number) =>
    vectorOp(simd.v128_const).append(new Uint8Array(Float64Array.of(value, value).buffer));

  const [first, second, slot] = [local('i32'), local('i32'), local('i32')];
  const [sites, trajectory, purpose] = [local('v128'), local('v128'), local('v128')];
  const factors = [local('v128'), local('v128')];
  const keys = Array.from({ length: rounds }, () => [local('v128'), local('v128')]);
  const counter = [local('v128'), local('v128'), local('v128'), local('v128')];
  const products = [
    [local('v128'), local('v128')],
    [local('v128'), local('v128')],
  ];

  const round = (key: readonly number[]) => {
    for (const k of [0, 1] as const) {
      for (const half of [0, 1] as const) {
        get(counter[2 * k]);
        get(factors[k]);
        vectorOp(half === 0 ? simd.i64x2_extmul_low_i32x4_u : simd.i64x2_extmul_high_i32x4_u);
        set(products[k][half]);
      }
    }
    for (const k of [0, 1] as const) {
      const [low, high] = products[1 - k];
      shuffle(low, high, upperWords);
      get(counter[2 * k + 1]);
      vectorOp(simd.v128_xor);
      get(key[k]);
      vectorOp(simd.v128_xor);
      set(counter[2 * k]);
    }
    for (const k of [0, 1] as const) {
      const [low, high] = products[1 - k];
      shuffle(low, high, lowerWords);
      set(counter[2 * k + 1]);
    }
  };
  const store = (low: number, upper: number) => {
    for (const [address, elements] of [
      [first, firstPairs],
      [second, lastPairs],
    ] as const) {
      get(address);
      shuffle(low, upper, elements);
      constant(12);
      vectorOp(simd.i64x2_shr_u);
      floats(1);
      vectorOp(simd.v128_or);
      floats(1);
      vectorOp(simd.f64x2_sub);
      floats(2 ** -53);
      vectorOp(simd.f64x2_add);
      vectorOp(simd.v128_store).byte(0).unsigned(0);
      get(address);
      get(argument('stride')).byte(op.i32_add);
      set(address);
    }
  };

  for (const k of [0, 1] as const) {
    splat(() => constant(multipliers[k]));
    set(factors[k]);
    keys.forEach((key, number) => {
      splat(() => {
        get(argument(k === 0 ? 'key0' : 'key1'));
        constant(Math.imul(number, weyl[k])).byte(op.i32_add);
      });
      set(key[k]);
    });
  }
  splat(() => get(argument('c2')));
  set(trajectory);
  splat(() => get(argument('c3')));
  set(purpose);

  code.byte(op.block).byte(op.void).byte(op.loop).byte(op.void);
  get(argument('list'));
  get(argument('end')).byte(op.i32_ge_u).byte(op.br_if).unsigned(1);
  get(argument('list'));
  vectorOp(simd.v128_load).byte(0).unsigned(0);
  set(sites);
  for (const [target, offset] of [
    [first, 16],
    [second, 20],
  ] as const) {
    get(argument('list')).byte(op.i32_load).byte(2).unsigned(offset);
    set(target);
  }
  get(argument('firstSlot'));
  set(slot);
  code.byte(op.loop).byte(op.void);
  get(sites);
  set(counter[0]);
  splat(() => get(slot));
  set(counter[1]);
  get(trajectory);
  set(counter[2]);
  get(purpose);
  set(counter[3]);
  keys.forEach(round);
  store(counter[0], counter[1]);
  store(counter[2], counter[3]);
  get(slot);
  constant(1).byte(op.i32_add);
  set(slot);
  get(argument('lastSlot'));
  get(slot).byte(op.i32_gt_u).byte(op.br_if).unsigned(0).byte(op.end);
  get(argument('list'));
  constant(4 * laneEntryWords).byte(op.i32_add);
  set(argument('list'));
  code.byte(op.br).unsigned(0).byte(op.end).byte(op.end);
  return { name: 'fillLanes', parameters: fillArguments.map(() => 'i32'), locals, code };
}
