/**
 * The hypercubic group: signed permutations of the D axes, 2^D D! elements, and what they do to link fields.
 *
 * g sends the unit vector e_μ to sign_μ e_{axis_μ}, and the link from x along μ to the link from g x along g e_μ;
 * a link that is met against its direction counts as its dagger. With V = g U:
 *   V_{axis}(g x) = U_μ(x)                     if sign = +1,
 *   V_{axis}(g x − e_axis) = U_μ(x)†     if sign = −1.
 */
import { GaugeField } from '../../src/gauge/index.ts';
import { modulo, rank, unrank } from '../../src/kernel/index.ts';
import { largestDifference } from '../expect/index.ts';

export interface SignedPermutation {
  readonly axes: readonly number[];
  readonly signs: readonly (1 | -1)[];
}

/** First h, then g. */
export function compose(g: SignedPermutation, h: SignedPermutation): SignedPermutation {
  return {
    axes: h.axes.map(axis => g.axes[axis]),
    signs: h.axes.map((axis, mu) => (g.signs[axis] * h.signs[mu]) as 1 | -1),
  };
}

/** All permutations of the axes, reflections left out. */
export function axisPermutations(dimension: number): SignedPermutation[] {
  const orders = (left: readonly number[]): number[][] =>
    left.length === 0 ? [[]] : left.flatMap(first => orders(left.filter(a => a !== first)).map(o => [first, ...o]));
  const signs = new Array<1>(dimension).fill(1);
  return orders(Array.from({ length: dimension }, (_, mu) => mu)).map(axes => ({ axes, signs }));
}

/** All 2^D D! elements. */
export function hypercubicGroup(dimension: number): SignedPermutation[] {
  return axisPermutations(dimension).flatMap(({ axes }) =>
    Array.from({ length: 2 ** dimension }, (_, bits) => ({
      axes,
      signs: axes.map((_, mu) => ((bits >> mu) & 1 ? -1 : 1) as 1 | -1),
    })),
  );
}

/** x_μ → −x_μ, and nothing else. */
export function reflection(mu: number, dimension: number): SignedPermutation {
  const axes = Array.from({ length: dimension }, (_, nu) => nu);
  return { axes, signs: axes.map(nu => (nu === mu ? -1 : 1)) };
}

/** g U. @throws if g maps the lattice to one of other extents. */
export function rotated(u: GaugeField, { axes, signs }: SignedPermutation): GaugeField {
  const { extents } = u.lattice;
  if (axes.some((axis, mu) => extents[axis] !== extents[mu])) {
    throw new Error(`The axes [${axes}] do not map a lattice of extents [${extents}] to itself.`);
  }
  return relabelled(u, (coordinates, mu) => {
    const image = new Array<number>(extents.length);
    axes.forEach((axis, nu) => {
      image[axis] = signs[nu] * coordinates[nu];
    });
    if (signs[mu] < 0) image[axes[mu]] -= 1;
    return { coordinates: image, direction: axes[mu], turned: signs[mu] < 0 };
  });
}

/** V_μ(x + shift) = U_μ(x) */
export function translated(u: GaugeField, shift: readonly number[]): GaugeField {
  return relabelled(u, (coordinates, mu) => ({
    coordinates: coordinates.map((x, nu) => x + shift[nu]),
    direction: mu,
    turned: false,
  }));
}

/** The largest difference between map(g u) and g map(u), over the elements given. */
export function brokenBy(
  elements: readonly SignedPermutation[],
  map: (u: GaugeField) => GaugeField,
  u: GaugeField,
): number {
  const image = map(u);
  const residuals = elements.map(g => largestDifference(map(rotated(u, g)).field, rotated(image, g).field));
  return Math.max(...residuals);
}

interface Place {
  readonly coordinates: readonly number[];
  readonly direction: number;
  /** Is the link met against its direction? */
  readonly turned: boolean;
}

function relabelled(u: GaugeField, target: (coordinates: readonly number[], mu: number) => Place): GaugeField {
  const { extents, dimension, volume } = u.lattice;
  const { linkSize } = u.group;
  const from = u.field.toArray();
  const to = new Float64Array(from.length);
  const dagger = storedDagger(linkSize);
  for (let site = 0; site < volume; site++) {
    const coordinates = unrank(site, extents);
    for (let mu = 0; mu < dimension; mu++) {
      const place = target(coordinates, mu);
      const wrapped = place.coordinates.map((x, nu) => modulo(x, extents[nu]));
      const there = rank(wrapped, extents);
      const source = (site * dimension + mu) * linkSize;
      const destination = (there * dimension + place.direction) * linkSize;
      for (let c = 0; c < linkSize; c++) {
        const { component, sign } = place.turned ? dagger[c] : { component: c, sign: 1 };
        to[destination + c] = sign * from[source + component];
      }
    }
  }
  const v = new GaugeField(u.lattice, u.group);
  v.field.fromArray(to);
  return v;
}

/** Component c of U† is sign times a component of U; four reals are a quaternion. */
function storedDagger(linkSize: number): { component: number; sign: number }[] {
  const colours = Math.sqrt(linkSize / 2);
  return Array.from({ length: linkSize }, (_, c) => {
    if (linkSize === 4) return { component: c, sign: c === 0 ? 1 : -1 };
    const [i, j] = [Math.floor(c / 2 / colours), Math.floor(c / 2) % colours];
    return { component: 2 * (j * colours + i) + (c % 2), sign: c % 2 === 0 ? 1 : -1 };
  });
}
