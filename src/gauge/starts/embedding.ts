/** Configurations link by link: an SU(2) matrix for every link, in a 2 × 2 block of a larger group. */
import type { Group } from '../../group/index.ts';
import type { Lattice } from '../../lattice/index.ts';
import { coldStart, type GaugeField } from '../configuration.ts';

/** a₀ … a₃ of a₀ + i a·σ. */
export type PlainQuaternion = readonly [number, number, number, number];

/** Rows and columns of SU(N) in which the SU(2) matrices stand, i < j, from 0. */
export type Block = readonly [number, number];

export const firstBlock: Block = [0, 1];

/** @throws if the group has no such SU(2) block */
export function requireBlock({ name, colours }: Group, [i, j]: Block): void {
  if (colours < 2) throw new Error(`${name} has no SU(2) in it; this start is for SU(2) and larger groups.`);
  if (Number.isInteger(i) && Number.isInteger(j) && 0 <= i && i < j && j < colours) return;
  throw new Error(
    `The block of an SU(2) in ${name} is two rows from 0 to ${colours - 1} in ascending order; found ${i}, ${j}.`,
  );
}

/** The configuration with these links; `link` is given coordinates and direction, both from 0. */
export function embedded(
  lattice: Lattice,
  group: Group,
  block: Block,
  link: (x: readonly number[], mu: number) => PlainQuaternion,
): GaugeField {
  requireBlock(group, block);
  const u = coldStart(lattice, group);
  const numbers = u.field.toArray();
  const { linkSize } = group;
  for (let site = 0; site < lattice.volume; site++) {
    const x = lattice.coordinates(site);
    for (let mu = 0; mu < lattice.dimension; mu++) {
      write(numbers, (site * lattice.dimension + mu) * linkSize, group, block, link(x, mu));
    }
  }
  u.field.fromArray(numbers);
  return u;
}

function write(
  numbers: Float64Array,
  at: number,
  { colours, linkSize }: Group,
  [i, j]: Block,
  a: PlainQuaternion,
): void {
  if (linkSize === 4) {
    numbers.set(a, at);
    return;
  }
  const put = (row: number, column: number, re: number, im: number) =>
    numbers.set([re, im], at + 2 * (row * colours + column));
  put(i, i, a[0], a[3]);
  put(i, j, a[2], a[1]);
  put(j, i, -a[2], a[1]);
  put(j, j, a[0], -a[3]);
}

/** x y */
export function quaternionProduct([p, q, r, s]: PlainQuaternion, [w, x, y, z]: PlainQuaternion): PlainQuaternion {
  return [
    p * w - q * x - r * y - s * z,
    p * x + q * w - r * z + s * y,
    p * y + r * w - s * x + q * z,
    p * z + s * w - q * y + r * x,
  ];
}
