/**
 * How much memory the fields of a run need, counted low: two link fields (old and proposed), momenta and force, and
 * six staggered vectors for the solver, all in 64-bit reals. One process addresses at most 4 GiB.
 *
 * Reals per link: U(1) 2, SU(2) 4 (a quaternion), SU(N) 2N².
 */
export const memoryLimit = 4 * 1024 ** 3;

const bytesPerReal = 8;
const colours: Record<string, number> = { 'U(1)': 1, 'SU(2)': 2, 'SU(3)': 3, 'SU(4)': 4, 'SU(5)': 5 };

export interface FieldSizes {
  readonly extent: readonly number[];
  readonly group: string;
  readonly fermions: boolean;
}

/** Bytes that the fields of a run need at least. */
export function fieldBytes({ extent, group, fermions }: FieldSizes): number {
  const n = colours[group];
  if (n === undefined) throw new Error(`The group is "${group}"; expected one of ${Object.keys(colours).join(', ')}.`);
  const sites = extent.reduce((product, length) => product * length, 1);
  const realsPerLink = n === 2 ? 4 : 2 * n * n;
  const realsPerMomentum = n === 1 ? 1 : n * n - 1;
  const linkFields = 2 * (realsPerLink + realsPerMomentum) * extent.length;
  const vectors = fermions ? 6 * 2 * n : 0;
  return sites * (linkFields + vectors) * bytesPerReal;
}

/** `123 MiB`, `1.5 GiB`. */
export function readableBytes(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
  const power = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), units.length - 1);
  return `${Number((bytes / 1024 ** power).toPrecision(3))} ${units[power]}`;
}
