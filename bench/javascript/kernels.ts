// What Cask is compared with in JavaScript: ordinary loops over typed arrays, site by site, in the layout of c/plain.
import type { Extents, Group } from '../c/build.ts';
import * as su2 from './su2.ts';
import * as su3 from './su3.ts';

export interface JavaScriptKernels {
  /** out = D χ, out = C, out = exp P; the formulas are in c/plain/kernels.h. */
  staggered(neighbours: Int32Array, U: Float64Array, chi: Float64Array, out: Float64Array): void;
  staples(neighbours: Int32Array, U: Float64Array, out: Float64Array): void;
  exponential(P: Float64Array, out: Float64Array): void;
}

export const javascript: Readonly<Record<Group, JavaScriptKernels>> = { su2, su3 };

/** Per site the four sites ahead, then the four behind. */
export function neighbourTable(extents: Extents): Int32Array {
  const directions = extents.length;
  const volume = extents.reduce((a, b) => a * b, 1);
  const table = new Int32Array(2 * directions * volume);
  for (let site = 0; site < volume; site++) {
    for (let mu = 0, stride = 1; mu < directions; stride *= extents[mu], mu++) {
      const coordinate = Math.floor(site / stride) % extents[mu];
      const moved = (by: number) => site + (((coordinate + by) % extents[mu]) - coordinate) * stride;
      table[2 * directions * site + mu] = moved(1);
      table[2 * directions * site + directions + mu] = moved(extents[mu] - 1);
    }
  }
  return table;
}

export function axpy(a: number, x: Float64Array, y: Float64Array) {
  const { length } = x;
  for (let i = 0; i < length; i++) y[i] += a * x[i];
}

export function dot(x: Float64Array, y: Float64Array): number {
  const { length } = x;
  let sum = 0;
  for (let i = 0; i < length; i++) sum += x[i] * y[i];
  return sum;
}
