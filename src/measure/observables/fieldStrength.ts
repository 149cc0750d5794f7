/**
 * The field strength on the lattice,
 *   F_{μν}(x) = Σ_i (c_i / n_i) TA( sum of the n_i loops of kind i ) = i F^a T_a → a² g F of the continuum,
 * where the loops begin and end at x and turn from μ to ν:
 *
 *   plaquette   the one in the quadrant +μ +ν
 *   clover      the four that touch x
 *   rectangle   the eight 1 × 2 and 2 × 1 rectangles at the corner x: twice the field strength, for improvements
 *   improved    5/3 clover − 1/3 (the mean of the eight 1 × 2 and 2 × 1 rectangles at the corner x), free of errors O(a²)
 *               at tree level
 *
 * Reference: S. O. Bilson-Thompson, D. B. Leinweber and A. G. Williams, Ann. Phys. 304, 1 (2003), hep-lat/0203008.
 */
import { type GaugeField, theories, transport } from '../../gauge/index.ts';
import { algebra, type Group, links, type Matrix } from '../../group/index.ts';
import { input, kernelFamily, output, parameter, reals, several, siteKernel, sum, update } from '../../kernel/index.ts';
import type { Field } from '../../lattice/index.ts';
import { type Word, word } from '../../loops/index.ts';

/** Which loops stand for the field strength. */
export type StrengthDefinition = 'plaquette' | 'clover' | 'rectangle' | 'improved';

/** The loops at x in the plane (μ, ν) with these sides, as many quadrants as asked for. */
function leaves(plane: Plane, sides: readonly [number, number], dimension: number, quadrants = 4): Word[] {
  const [a, b] = [plane[0] + 1, plane[1] + 1];
  const corners = [
    [a, b],
    [b, -a],
    [-a, -b],
    [-b, a],
  ].slice(0, quadrants);
  const line = (direction: number, length: number) => new Array<number>(length).fill(direction);
  return corners.map(([p, q]) => {
    const [r, t] = sides;
    return word([...line(p, r), ...line(q, t), ...line(-p, r), ...line(-q, t)], { dimension });
  });
}

export type Plane = readonly [number, number];

interface Part {
  readonly words: readonly Word[];
  readonly coefficient: number;
}

const rectanglesAt = (plane: Plane, dimension: number) => [
  ...leaves(plane, [1, 2], dimension),
  ...leaves(plane, [2, 1], dimension),
];

const definitions: Record<StrengthDefinition, (plane: Plane, dimension: number) => Part[]> = {
  plaquette: (plane, dimension) => [{ words: leaves(plane, [1, 1], dimension, 1), coefficient: 1 }],
  clover: (plane, dimension) => [{ words: leaves(plane, [1, 1], dimension), coefficient: 1 }],
  rectangle: (plane, dimension) => [{ words: rectanglesAt(plane, dimension), coefficient: 1 }],
  improved: (plane, dimension) => [
    { words: leaves(plane, [1, 1], dimension), coefficient: 5 / 3 },
    { words: rectanglesAt(plane, dimension), coefficient: -1 / 3 },
  ],
};

/** F^a of one plane: F = Σ_i c_i project( sum of the loops i ). */
export const loopStrength = kernelFamily(
  'loopStrength',
  () => theories().map(([group, dimension]) => [group, dimension, [leaves([0, 1], [1, 1], dimension)]] as const),
  (group: Group, dimension: number, loops: readonly (readonly Word[])[]) =>
    siteKernel(
      'loopStrength',
      dimension,
      { c: several(loops.length, parameter), U: input(links(group, dimension)), F: output(algebra(group, 1)) },
      ({ c, U, F }, x) => {
        const parts = loops.map((words, i) => {
          const total: Matrix = words.map(path => transport(U, path, x)).reduce((a, b) => a.add(b));
          return total.scale(c[i]);
        });
        F.set(0, group.project(parts.reduce((a, b) => a.add(b))));
      },
    ),
);

/** Writes F^a_{μν} (algebraSize reals per site) to `out`. */
export function fieldStrength(u: GaugeField, plane: Plane, definition: StrengthDefinition, out: Field): void {
  const { dimension } = u.lattice;
  const parts = definitions[definition](plane, dimension);
  const c = parts.map(({ words, coefficient }) => coefficient / words.length);
  const loops = parts.map(({ words }) => words);
  loopStrength(u.group, dimension, loops).run({ U: u.field, F: out, c });
}

/** D(x) ← D(x) + c Σ_a A^a(x) B^a(x); `total` sums what was added. */
export const addProduct = kernelFamily(
  'addProduct',
  () =>
    [
      [3, 4],
      [8, 4],
      [1, 2],
    ] as const,
  (components: number, dimension: number) =>
    siteKernel(
      'addProduct',
      dimension,
      {
        c: parameter,
        A: input(reals(components)),
        B: input(reals(components)),
        D: update(reals(1)),
        total: sum,
      },
      ({ c, A, B, D, total }) => {
        const products = Array.from({ length: components }, (_, a) => A(a).mul(B(a)));
        const density = products.reduce((a, b) => a.add(b)).mul(c);
        D.set(0, D(0).add(density));
        total.add(density);
      },
    ),
);

/** All planes (μ, ν), μ < ν. */
export function planes(dimension: number): Plane[] {
  return Array.from({ length: dimension }, (_, nu) => Array.from({ length: nu }, (_, mu): Plane => [mu, nu])).flat();
}
