/** OpenCL C as the language of a device: above tiles, sums are f64 in every precision. */
import type { Language } from '../device/language.ts';
import type { Precision } from '../machine/precision.ts';
import { emitOpenCl } from './emit.ts';
import { realWords } from './preamble.ts';

const begin = `  const int item = get_global_id(0);
  if (item >= count) return;`;

const text = (precision: Precision) => `${realWords('f64')}
${precision === 'f32' ? '#define real float' : ''}
kernel void take(global real *field, const int held, const int first, global const real *piece, const int components, const int count) {
${begin}
  field[item % components * held + first + item / components] = piece[item];
}
kernel void give(global const real *field, const int held, const int first, global real *piece, const int components, const int count) {
${begin}
  piece[item] = field[item % components * held + first + item / components];
}
kernel void pack(global const real *field, const int held, global const int *places, global const int *which, global real *piece, const int components, const int count) {
${begin}
  piece[item] = field[which[item % components] * held + places[item / components]];
}
kernel void unpack(global real *field, const int held, global const int *places, global const int *which, global const real *piece, const int components, const int count) {
${begin}
  field[which[item % components] * held + places[item / components]] = piece[item];
}
kernel void fill(global real *field, const real value, const int count) {
${begin}
  field[item] = value;
}
kernel void takeFrom(global real *field, const int held, const int first, global const real *other, const int otherHeld, const int otherFirst, const int own, const int count) {
${begin}
  field[item / own * held + first + item % own] = other[item / own * otherHeld + otherFirst + item % own];
}
kernel void addTiles(global const real *terms, const int termStride, const int tileLength, global real *partial, const int partialStride, const int firstTile, const int tiles, const int count) {
${begin}
  const int sum = item / tiles;
  const int tile = item % tiles;
  real total = 0;
  for (int k = 0; k < tileLength; k++) total = total + terms[sum * termStride + tile * tileLength + k];
  partial[sum * partialStride + firstTile + tile] = total;
}
kernel void addOrdered(global const real *partial, const int partialStride, global const int *order, const int together, global double *sums, const int left, const int count) {
${begin}
  const int sum = item / left * partialStride;
  const int first = item % left * together;
  double total = partial[sum + order[first]];
  for (int k = 1; k < together; k++) total = total + partial[sum + order[first + k]];
  sums[item] = total;
}
kernel void addNeighbours(global const double *from, const int fromStride, const int together, global double *sums, const int left, const int count) {
${begin}
  const int first = item / left * fromStride + item % left * together;
  double total = from[first];
  for (int k = 1; k < together; k++) total = total + from[first + k];
  sums[item] = total;
}
kernel void putSum(global real *field, const int at, global const double *sums, const int which, const int count) {
${begin}
  field[at] = sums[which];
}
kernel void putParameter(global real *list, const int which, global const double *field, const int at, const int count) {
${begin}
  list[which] = field[at];
}
`;
const services = { f64: text('f64'), f32: text('f32') };

export const openClC: Language = { emit: emitOpenCl, services: precision => services[precision], sum: 'double' };
