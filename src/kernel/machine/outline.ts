/** What every back end needs to know about a kernel, worked out once. */
import { type Program, programOf } from '../ir/program.ts';
import type { LoadSource } from '../ir/real.ts';
import type { KernelShape } from '../shape.ts';
import { isField } from '../trace/roles.ts';
import { chunksOf } from './chunks.ts';
import type { Grid, Parity, Row } from './grid.ts';
import type { Storage } from './storage.ts';

export interface Outline {
  readonly name: string;
  /** To be run one after the other, each over all sites. */
  readonly programs: readonly Program[];
  readonly fields: readonly { readonly name: string; readonly components: number }[];
  readonly sums: readonly string[];
  readonly parameters: readonly string[];
  readonly displacements: readonly (readonly number[])[];
}

/** A kernel bound to fields: parameters by name in, sums by name out. */
export interface Launch {
  run(parameters: Readonly<Record<string, number>>): Record<string, number>;
  /** Gives back the memory of the preparation. */
  free(): void;
}

/** A kernel compiled for a layout. */
export interface CompiledKernel {
  /** @param among outer sites: if given, of `sites` only these */
  prepare(storages: readonly Storage[], sites: Parity, among?: ReadonlySet<number>): Launch;
}

const known = new WeakMap<KernelShape, Outline>();

export function outlineOf(kernel: KernelShape): Outline {
  let outline = known.get(kernel);
  if (!outline) {
    outline = makeOutline(kernel);
    known.set(kernel, outline);
  }
  return outline;
}

function makeOutline(kernel: KernelShape): Outline {
  const programs = chunksOf(kernel.effects).map(programOf);
  const roles = Object.entries(kernel.roles);
  const displacements = new Map<string, readonly number[]>();
  for (const { op, leaf } of programs.flat()) {
    if (op !== 'load') continue;
    const { displacement } = leaf as LoadSource;
    if (displacement.some(d => d !== 0)) displacements.set(displacement.join(','), displacement);
  }
  const namesOf = (wanted: string) => roles.flatMap(([name, { role }]) => (role === wanted ? [name] : []));
  return {
    name: kernel.name,
    programs,
    fields: roles.flatMap(([name, role]) => (isField(role) ? [{ name, components: role.type.components }] : [])),
    sums: namesOf('sum'),
    parameters: namesOf('parameter'),
    displacements: [...displacements.values()],
  };
}

/** The sums that this part of a kernel adds to, as positions in the outline's list. */
export function sumsOf(program: Program, { sums }: Outline): number[] {
  const added = new Set(program.flatMap(({ op, leaf }) => (op === 'accumulate' ? [leaf as string] : [])));
  return sums.flatMap((name, k) => (added.has(name) ? [k] : []));
}

/** Pairs (first outer site, row number) of pieces of rows, `piece` sites long; only those that begin `among` these. */
export function rowList(
  rows: readonly Row[],
  { rowLength }: Grid,
  piece = rowLength,
  among?: ReadonlySet<number>,
): Int32Array {
  const entries = rows.flatMap(({ firstSite }) =>
    Array.from({ length: rowLength / piece }, (_, k) => [firstSite + k * piece, firstSite / rowLength]),
  );
  return Int32Array.from(entries.filter(([site]) => !among || among.has(site)).flat());
}

/** The sums, each added up from its partial sums in the given order. */
export function totals(
  names: readonly string[],
  partial: readonly { readonly values: Float64Array | Float32Array }[],
  order: Int32Array,
): Record<string, number> {
  const result: Record<string, number> = {};
  for (let k = 0; k < names.length; k++) {
    const slots = partial[k].values;
    let total = 0;
    for (let i = 0; i < order.length; i++) total += slots[order[i]];
    result[names[k]] = total;
  }
  return result;
}
