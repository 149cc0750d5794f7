/** Effective models written down anew with loops over all sites, and the symmetries of spins on a lattice. */
import { key, Lattice, uniforms } from '../../lattice/index.ts';
import { SpinField } from '../spinField.ts';
import { type EffectiveModel, type Score, shellsOf } from './index.ts';

export function randomWeights(model: EffectiveModel, spread: number, seed = 1): void {
  model.weights.forEach((weight, k) => {
    weight.value = spread * (2 * uniforms(key(seed, 0, 'weights'), k, 0)[0] - 1);
  });
}

/** By name, 0 if there is none. */
const weightOf = (model: EffectiveModel, name: string) =>
  model.weights.find(weight => weight.name === name)?.value ?? 0;

type Vector = readonly number[];
const dot = (a: Vector, b: Vector) => a.reduce((sum, x, c) => sum + x * b[c], 0);

/** d² of the nearest image, from coordinates. */
function distanceSquared(lattice: Lattice, i: number, j: number): number {
  const [x, y] = [lattice.coordinates(i), lattice.coordinates(j)];
  return x.reduce((sum, c, mu) => {
    const L = lattice.extents[mu];
    const d = Math.abs(c - y[mu]);
    return sum + Math.min(d, L - d) ** 2;
  }, 0);
}

function scored(G: readonly number[], score: Score): number[] {
  if (score === 'linear') return [...G];
  if (score === 'relu') return G.map(g => Math.max(g, 0));
  const sum = G.reduce((total, g) => total + Math.exp(g), 0);
  return G.map(g => Math.exp(g) / sum);
}

/** S_eff of a transformer, a convolution or a linear model, pair by pair. */
export function plainValue(model: EffectiveModel, u: SpinField): number {
  const { lattice } = u;
  const all = shellsOf(lattice.extents);
  const numbers = u.field.toArray();
  let S: Vector[] = Array.from({ length: lattice.volume }, (_, i) => Array.from(numbers.subarray(3 * i, 3 * i + 3)));
  const shellOf = (i: number, j: number) =>
    i === j ? 0 : 1 + all.findIndex(shell => shell.distanceSquared === distanceSquared(lattice, i, j));
  const block = (prefix: string, i: number): Vector =>
    [0, 1, 2].map(c => S.reduce((sum, s, j) => sum + weightOf(model, `${prefix}${shellOf(i, j)}`) * s[c], 0));
  for (let l = 1; l <= model.layers.length; l++) {
    const [Q, K, V] = ['Q', 'K', 'V'].map(letter => S.map((_, i) => block(`layer${l}.${letter}`, i)));
    S = S.map((s, i) => {
      const partners = S.map((_, j) => j).filter(j => model.options.kind !== 'convolution' || j === i);
      const A = scored(
        partners.map(j => dot(Q[i], K[j]) / Math.sqrt(3)),
        model.options.score,
      );
      const T = s.map((x, c) => partners.reduce((sum, j, k) => sum + A[k] * V[j][c], x));
      return T.map(x => x / Math.sqrt(dot(T, T)));
    });
  }
  let value = weightOf(model, 'E0');
  for (let i = 0; i < S.length; i++) {
    for (let j = 0; j < i; j++) value -= weightOf(model, `J${shellOf(i, j)}`) * dot(S[i], S[j]);
  }
  return value;
}

/** The spins of u at other sites: what lies at x goes to `to(x)`. */
export function carried(u: SpinField, to: (x: readonly number[]) => readonly number[]): SpinField {
  const image = u.clone();
  for (let site = 0; site < u.lattice.volume; site++) {
    const x = u.lattice.coordinates(site);
    for (let c = 0; c < 3; c++) image.field.set(to(x), c, u.field.get(x, c));
  }
  return image;
}

/** Every spin multiplied by an orthogonal matrix: a rotation by `angle` about (1, 2, 2)/3, and a reflection if wanted. */
export function turned(u: SpinField, angle: number, reflected: boolean): SpinField {
  const axis = [1 / 3, 2 / 3, 2 / 3];
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const numbers = u.field.toArray();
  const sign = reflected ? -1 : 1;
  for (let at = 0; at < numbers.length; at += 3) {
    const v = Array.from(numbers.subarray(at, at + 3));
    const along = dot(axis, v);
    const cross = [0, 1, 2].map(k => axis[(k + 1) % 3] * v[(k + 2) % 3] - axis[(k + 2) % 3] * v[(k + 1) % 3]);
    for (let k = 0; k < 3; k++) numbers[at + k] = sign * (c * v[k] + s * cross[k] + (1 - c) * along * axis[k]);
  }
  return new SpinField(u.lattice, u.lattice.field(3).fromArray(numbers));
}

/** Symmetries of an L×L lattice of spins. */
export const symmetries: Readonly<Record<string, (u: SpinField) => SpinField>> = {
  'a rotation of all spins': u => turned(u, 1.1, false),
  'a reflection of all spins': u => turned(u, 0.4, true),
  'a translation': u => carried(u, ([x, y]) => [x + 2, y + 1]),
  'a quarter turn of the lattice': u => carried(u, ([x, y]) => [-y, x]),
  'a mirror of the lattice': u => carried(u, ([x, y]) => [-x, y]),
  'the diagonal mirror': u => carried(u, ([x, y]) => [y, x]),
};

export const square = (L: number) => new Lattice([L, L]);
