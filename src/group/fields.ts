/** How links, algebra elements and colour vectors lie in fields, for the signatures of kernels. */
import { type FieldType, Graph, type Real, type RealLike, type Site } from '../kernel/index.ts';
import { type ColourVector, Complex } from './complex.ts';
import type { Group } from './group.ts';
import type { Matrix } from './matrix.ts';

export type MatrixReader = (index: number, at?: Site) => Matrix;
export interface MatrixWriter {
  set(index: number, value: Matrix): void;
}

function slices<T>(size: number, load: (component: number, at: Site) => Real, make: (c: Real[]) => T) {
  return (index: number, at?: Site) => make(Array.from({ length: size }, (_, c) => load(index * size + c, at!)));
}

function storer<T>(
  size: number,
  store: (component: number, value: RealLike) => void,
  parts: (v: T) => readonly Real[],
) {
  return {
    set(index: number, value: T) {
      for (const [c, part] of parts(value).entries()) store(index * size + c, part);
    },
  };
}

/** `count` matrices per site, not restricted to the group: staples, derivatives. Samples are no longer than links. */
export function matrices(group: Group, count: number): FieldType<MatrixReader, MatrixWriter> {
  const size = group.linkSize;
  const largest = Math.sqrt(group.colours / (group.componentNorm * size));
  return {
    name: `${count} matrices of ${group.name}`,
    components: count * size,
    reader: load => slices(size, load, c => group.matrix(c)),
    writer: store => storer(size, store, value => value.components),
    sample: uniform => Array.from({ length: count * size }, () => largest * (2 * uniform() - 1)),
  };
}

/** One group element per direction: U(μ, x). */
export function links(group: Group, dimension: number): FieldType<MatrixReader, MatrixWriter> {
  const type = matrices(group, dimension);
  return { ...type, name: `links of ${group.name}`, sample: uniform => randomLinks(group, dimension, uniform) };
}

/** `count` matrices near the group, as sums of neighbouring links are: what projections take. */
export function blends(group: Group, count: number, noise = 0.1): FieldType<MatrixReader, MatrixWriter> {
  const type = matrices(group, count);
  return {
    ...type,
    name: `blends of ${group.name}`,
    sample: uniform => randomLinks(group, count, uniform).map(x => x + noise * (2 * uniform() - 1)),
  };
}

/** Group elements from uniform numbers (not Haar distributed). */
function randomLinks(group: Group, count: number, uniform: () => number): number[] {
  const graph = new Graph();
  return Array.from({ length: count }, () => {
    const raw = Array.from({ length: group.linkSize }, () => graph.constant(2 * uniform() - 1));
    return group.unitarise(group.matrix(raw)).components.map(x => x.toNumber());
  }).flat();
}

/** `count` algebra elements per site, each by its coefficients p^a. */
export function algebra(
  group: Group,
  count: number,
): FieldType<(index: number, at?: Site) => Real[], { set(index: number, value: readonly Real[]): void }> {
  const size = group.algebraSize;
  return {
    name: `${count} algebra elements of ${group.name}`,
    components: count * size,
    reader: load => slices(size, load, c => c),
    writer: store => storer(size, store, value => value),
    sample: uniform => Array.from({ length: count * size }, () => 2 * uniform() - 1),
  };
}

/** One colour vector per site. */
export function colourVectors(
  group: Group,
): FieldType<(at?: Site) => ColourVector, { set(value: ColourVector): void }> {
  const size = 2 * group.colours;
  return {
    name: `colour vectors of ${group.name}`,
    components: size,
    reader: load => {
      const read = slices(size, load, c => c);
      return at => {
        const c = read(0, at);
        return Array.from({ length: group.colours }, (_, i) => new Complex(c[2 * i]!, c[2 * i + 1]!));
      };
    },
    writer: store => ({
      set: value => storer<ColourVector>(size, store, v => v.flatMap(({ re, im }) => [re, im])).set(0, value),
    }),
    sample: uniform => Array.from({ length: size }, () => 2 * uniform() - 1),
  };
}
