/**
 * Wilson fermions for tests, and an independent construction: D as a dense matrix, written down entry by entry from its
 * definition in plain complex numbers, with full 2h x 2h gamma matrices and no projectors.
 */
import { GaugeField, hotStart } from '../../gauge/index.ts';
import { groupNamed } from '../../group/index.ts';
import type { Parity } from '../../kernel/index.ts';
import { drawGaussian, type Field, key, type Lattice } from '../../lattice/index.ts';
import { WilsonOperator, type WilsonOptions } from './operator.ts';

export type Z = readonly [number, number];
export const zMul = (a: Z, b: Z): Z => [a[0] * b[0] - a[1] * b[1], a[0] * b[1] + a[1] * b[0]];
export const zAdd = (a: Z, b: Z): Z => [a[0] + b[0], a[1] + b[1]];
export type ZMatrix = Z[][];
const O: Z = [0, 0];
const i: Z = [0, 1];
const m: Z = [0, -1];
const p: Z = [1, 0];
const n: Z = [-1, 0];

export const gammas: Readonly<Record<number, readonly ZMatrix[]>> = {
  2: [
    [
      [O, p],
      [p, O],
    ],
    [
      [O, m],
      [i, O],
    ],
  ],
  4: [
    [
      [O, O, O, m],
      [O, O, m, O],
      [O, i, O, O],
      [i, O, O, O],
    ],
    [
      [O, O, O, n],
      [O, O, p, O],
      [O, p, O, O],
      [n, O, O, O],
    ],
    [
      [O, O, m, O],
      [O, O, O, i],
      [i, O, O, O],
      [O, m, O, O],
    ],
    [
      [O, O, n, O],
      [O, O, O, n],
      [n, O, O, O],
      [O, n, O, O],
    ],
  ],
};

export const product = (a: ZMatrix, b: ZMatrix): ZMatrix =>
  a.map(row => b[0].map((_, j) => row.reduce((s, z, k) => zAdd(s, zMul(z, b[k][j])), O)));
export const dagger = (a: ZMatrix): ZMatrix => a[0].map((_, j) => a.map(row => [row[j][0], -row[j][1]] as const));
const sum = (a: ZMatrix, b: ZMatrix): ZMatrix => a.map((row, r) => row.map((z, c) => zAdd(z, b[r][c])));
const times = (f: Z, a: ZMatrix): ZMatrix => a.map(row => row.map(z => zMul(f, z)));
const identity = (size: number): ZMatrix =>
  Array.from({ length: size }, (_, r) => Array.from({ length: size }, (_, c) => (r === c ? p : O)));

/** The link as a matrix; quaternions are a₀ + i a σ. */
export function linkMatrix(u: GaugeField, at: readonly number[], mu: number): ZMatrix {
  const { colours, linkSize } = u.group;
  const read = (k: number) => u.field.get(at, mu * linkSize + k);
  if (linkSize === 4 && colours === 2) {
    const [a, b, c, d] = [0, 1, 2, 3].map(read);
    return [
      [
        [a, d],
        [c, b],
      ],
      [
        [-c, b],
        [a, -d],
      ],
    ];
  }
  return Array.from({ length: colours }, (_, r) =>
    Array.from({ length: colours }, (_, c) => [read(2 * (r * colours + c)), read(2 * (r * colours + c) + 1)] as const),
  );
}

const step = (at: readonly number[], mu: number, by: number) => at.map((c, nu) => (nu === mu ? c + by : c));

/** F_{μν}(x) of the clover term, from its definition. */
function cloverStrength(u: GaugeField, at: readonly number[], mu: number, nu: number): ZMatrix {
  const walk = (moves: readonly (readonly [number, 1 | -1])[]) => {
    let here = at;
    let line = identity(u.group.colours);
    for (const [direction, sign] of moves) {
      if (sign === -1) here = step(here, direction, -1);
      const link = linkMatrix(u, here, direction);
      line = product(line, sign === 1 ? link : dagger(link));
      if (sign === 1) here = step(here, direction, 1);
    }
    return line;
  };
  const leaves = [
    walk([
      [mu, 1],
      [nu, 1],
      [mu, -1],
      [nu, -1],
    ]),
    walk([
      [nu, 1],
      [mu, -1],
      [nu, -1],
      [mu, 1],
    ]),
    walk([
      [mu, -1],
      [nu, -1],
      [mu, 1],
      [nu, 1],
    ]),
    walk([
      [nu, -1],
      [mu, 1],
      [nu, 1],
      [mu, -1],
    ]),
  ];
  const Q = leaves.reduce(sum);
  return times([1 / 8, 0], sum(Q, times(n, dagger(Q))));
}

/** D = 1 − κ sum […] + (i c_SW κ / 2) Σ_{μ ≠ ν} σ_{μν} F_{μν}; index site, spin, colour. */
export function denseWilson(
  u: GaugeField,
  { kappa, cSw = 0, angles }: { kappa: number; cSw?: number; angles: readonly number[] },
): ZMatrix {
  const { lattice, group } = u;
  const { dimension, extents } = lattice;
  const matrices = gammas[dimension];
  const spins = matrices[0].length;
  const N = group.colours;
  const { grid } = u.field.storage;
  const size = lattice.volume * spins * N;
  const D: ZMatrix = identity(size).map(row => [...row]);
  const index = (site: number, spin: number, colour: number) => (site * spins + spin) * N + colour;
  const put = (site: number, there: number, gamma: ZMatrix, colour: ZMatrix, factor: Z) => {
    for (let s = 0; s < spins; s++) {
      for (let t = 0; t < spins; t++) {
        for (let a = 0; a < N; a++) {
          for (let b = 0; b < N; b++) {
            const [r, c] = [index(site, s, a), index(there, t, b)];
            D[r][c] = zAdd(D[r][c], zMul(factor, zMul(gamma[s][t], colour[a][b])));
          }
        }
      }
    }
  };
  for (let site = 0; site < lattice.volume; site++) {
    const at = grid.coordinates(site);
    for (let mu = 0; mu < dimension; mu++) {
      const phase = (k: number): Z => [Math.cos(k * angles[mu]), Math.sin(k * angles[mu])];
      const forward = grid.siteAt(step(at, mu, 1));
      const minusGamma = sum(identity(spins), times(n, matrices[mu]));
      const plusGamma = sum(identity(spins), matrices[mu]);
      const outside = at[mu] === extents[mu] - 1 ? phase(1) : p;
      put(site, forward, minusGamma, linkMatrix(u, at, mu), zMul([-kappa, 0], outside));
      const back = step(at, mu, -1);
      const inside = at[mu] === 0 ? phase(-1) : p;
      put(site, grid.siteAt(back), plusGamma, dagger(linkMatrix(u, back, mu)), zMul([-kappa, 0], inside));
      if (cSw === 0) continue;
      for (let nu = 0; nu < dimension; nu++) {
        if (nu === mu) continue;
        const commutator = sum(product(matrices[mu], matrices[nu]), times(n, product(matrices[nu], matrices[mu])));
        const sigma = times([0, 1 / 2], commutator);
        put(site, site, sigma, cloverStrength(u, at, mu, nu), [0, (cSw * kappa) / 2]);
      }
    }
  }
  return D;
}

/** ln |det| by elimination with row exchange. */
export function logAbsDeterminant(matrix: ZMatrix): number {
  const rows = matrix.map(row => Float64Array.from(row.flat()));
  const size = rows.length;
  const abs2 = (row: Float64Array, c: number) => row[2 * c] ** 2 + row[2 * c + 1] ** 2;
  let total = 0;
  for (let k = 0; k < size; k++) {
    let best = k;
    for (let r = k + 1; r < size; r++) if (abs2(rows[r], k) > abs2(rows[best], k)) best = r;
    [rows[k], rows[best]] = [rows[best], rows[k]];
    const pivot = rows[k];
    const norm = abs2(pivot, k);
    total += Math.log(norm) / 2;
    const [pr, pi] = [pivot[2 * k] / norm, -pivot[2 * k + 1] / norm];
    for (let r = k + 1; r < size; r++) {
      const row = rows[r];
      const [a, b] = [row[2 * k], row[2 * k + 1]];
      if (a === 0 && b === 0) continue;
      const [fr, fi] = [a * pr - b * pi, a * pi + b * pr];
      for (let c = k; c < size; c++) {
        const [x, y] = [pivot[2 * c], pivot[2 * c + 1]];
        row[2 * c] -= fr * x - fi * y;
        row[2 * c + 1] -= fr * y + fi * x;
      }
    }
  }
  return total;
}

/** The matrix of a linear map of fields, column by column. */
export function denseMap(run: () => void, from: Field, to: Field): ZMatrix {
  const columns = from.sites.length * (from.components / 2);
  const rows = to.sites.length * (to.components / 2);
  const matrix: ZMatrix = Array.from({ length: rows }, () => new Array<Z>(columns));
  for (let c = 0; c < columns; c++) {
    const unit = new Float64Array(2 * columns);
    unit[2 * c] = 1;
    from.fromArray(unit);
    run();
    const image = to.toArray();
    for (let r = 0; r < rows; r++) matrix[r][c] = [image[2 * r], image[2 * r + 1]];
  }
  return matrix;
}

export function largestEntryDifference(a: ZMatrix, b: ZMatrix): number {
  return Math.max(
    ...a.map((row, r) => Math.max(...row.map((z, c) => Math.hypot(z[0] - b[r][c][0], z[1] - b[r][c][1])))),
  );
}

/** An operator on random links. */
export function hotWilson(group: string, lattice: Lattice, options: Partial<WilsonOptions> = {}) {
  const u = hotStart(lattice, groupNamed(group), key(1, 0, 'start'));
  const kappa = lattice.dimension === 4 ? 0.12 : 0.2;
  const operator = new WilsonOperator({ lattice, group: u.group, kappa, ...options }).setLinks(u);
  return { u, operator };
}

/** Links near one: exp of small Gaussian coefficients. */
export function smoothLinks(group: string, lattice: Lattice, width = 0.3): GaugeField {
  const hot = hotStart(lattice, groupNamed(group), key(1, 0, 'start'));
  const u = new GaugeField(lattice, hot.group);
  const identities = new GaugeField(lattice, hot.group);
  const numbers = hot.field.toArray();
  const size = hot.group.linkSize;
  const colours = hot.group.colours;
  const diagonal = (k: number) => (size === 4 && colours === 2 ? k === 0 : k % (2 * colours + 2) === 0);
  u.field.fromArray(numbers.map((value, k) => width * value + (diagonal(k % size) ? 1 : 0)));
  identities.copyFrom(u).restore();
  return identities;
}

export function randomSpinor(operator: WilsonOperator, seed: number, parity: Parity = 'all'): Field {
  const vector = operator.vector(parity);
  drawGaussian(vector, key(seed, 0, 'noise'));
  return vector;
}
