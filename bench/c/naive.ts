// The kernels once more, as slowly and plainly as possible: N×N complex matrices, 4×4 gamma matrices, Taylor series.
// Fields are plain arrays over sites (x fastest) as in plain/kernels.h; an SU(2) link is its quaternion outside.
import type { Extents, Group } from './build.ts';
import { reals } from './layout.ts';

interface Complex {
  readonly re: number;
  readonly im: number;
}
type Matrix = readonly (readonly Complex[])[];

const complex = (re: number, im = 0): Complex => ({ re, im });
const plus = (a: Complex, b: Complex) => complex(a.re + b.re, a.im + b.im);
const times = (a: Complex, b: Complex) => complex(a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re);
const sumOf = (terms: readonly Complex[]) => terms.reduce(plus, complex(0));

const product = (a: Matrix, b: Matrix): Matrix =>
  a.map(row => b[0].map((_, j) => sumOf(row.map((element, k) => times(element, b[k][j])))));
const sum = (a: Matrix, b: Matrix): Matrix => a.map((row, i) => row.map((element, j) => plus(element, b[i][j])));
const scaled = (factor: Complex, a: Matrix): Matrix => a.map(row => row.map(element => times(factor, element)));
const adjoint = (a: Matrix): Matrix => a[0].map((_, i) => a.map(row => complex(row[i].re, -row[i].im)));
const identity = (n: number): Matrix =>
  Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => complex(i === j ? 1 : 0)));

const i = complex(0, 1);
const o = complex(0);
const one = complex(1);
const minus = (z: Complex) => complex(-z.re, -z.im);

/** DeGrand–Rossi basis. */
const gamma: readonly Matrix[] = [
  [
    [o, o, o, i],
    [o, o, i, o],
    [o, minus(i), o, o],
    [minus(i), o, o, o],
  ],
  [
    [o, o, o, minus(one)],
    [o, o, one, o],
    [o, one, o, o],
    [minus(one), o, o, o],
  ],
  [
    [o, o, i, o],
    [o, o, o, minus(i)],
    [minus(i), o, o, o],
    [o, i, o, o],
  ],
  [
    [o, o, one, o],
    [o, o, o, one],
    [one, o, o, o],
    [o, one, o, o],
  ],
];

const pauli: readonly Matrix[] = [
  [
    [o, one],
    [one, o],
  ],
  [
    [o, minus(i)],
    [i, o],
  ],
  [
    [one, o],
    [o, minus(one)],
  ],
];

/** λ_1…λ_8: three copies of σ_1, σ_2 in the planes 12, 13, 23, and two diagonal ones. */
const gellMann: readonly Matrix[] = (() => {
  const placed = (a: Matrix, p: number, q: number): Matrix =>
    identity(3).map((row, r) =>
      row.map((_, c) => ([p, q].includes(r) && [p, q].includes(c) ? a[r === p ? 0 : 1][c === p ? 0 : 1] : o)),
    );
  const third = 1 / Math.sqrt(3);
  const eighth = identity(3).map((row, r) => row.map((_, c) => complex(r !== c ? 0 : r === 2 ? -2 * third : third)));
  const [s1, s2, s3] = pauli;
  return [
    placed(s1, 0, 1),
    placed(s2, 0, 1),
    placed(s3, 0, 1),
    placed(s1, 0, 2),
    placed(s2, 0, 2),
    placed(s1, 1, 2),
    placed(s2, 1, 2),
    eighth,
  ];
})();

const colours = (group: Group) => (group === 'su2' ? 2 : 3);

function readNumbers(field: Float64Array, offset: number, count: number): Complex[] {
  return Array.from({ length: count }, (_, k) => complex(field[offset + 2 * k], field[offset + 2 * k + 1]));
}

function readLink(group: Group, U: Float64Array, site: number, mu: number): Matrix {
  if (group === 'su2') {
    const a = U.subarray(16 * site + 4 * mu);
    return pauli.reduce(
      (u, sigma, k) => sum(u, scaled(complex(0, a[k + 1]), sigma)),
      scaled(complex(a[0]), identity(2)),
    );
  }
  return [0, 1, 2].map(row => readNumbers(U, 72 * site + 18 * mu + 6 * row, 3));
}

function writeLink(group: Group, u: Matrix, U: Float64Array, site: number, mu: number): void {
  if (group === 'su2') U.set([u[0][0].re, u[0][1].im, u[0][1].re, u[0][0].im], 16 * site + 4 * mu);
  else
    U.set(
      u.flat().flatMap(({ re, im }) => [re, im]),
      72 * site + 18 * mu,
    );
}

/** The site so many steps along mu from `site`. */
function step(extents: Extents, site: number, mu: number, steps: number): number {
  const stride = extents.slice(0, mu).reduce((a, b) => a * b, 1);
  const position = Math.floor(site / stride) % extents[mu];
  return site + (((position + steps + 3 * extents[mu]) % extents[mu]) - position) * stride;
}

const volume = (extents: Extents) => extents.reduce((a, b) => a * b, 1);
const directions = [0, 1, 2, 3] as const;

/** H with spin matrices: Σ_μ [S_μ^- U_μ(x) ψ(x+μ) + S_μ^+ U_μ(x−μ)† ψ(x−μ)], ψ as spin × colour matrix. */
function hopping(
  group: Group,
  extents: Extents,
  U: Float64Array,
  psi: Float64Array,
  ahead: readonly Matrix[],
  behind: readonly Matrix[],
  reach = 1,
): Float64Array {
  const [spins, n] = [ahead[0].length, colours(group)];
  const out = new Float64Array(psi.length);
  const spinor = (site: number) =>
    Array.from({ length: spins }, (_, s) => readNumbers(psi, 2 * n * (spins * site + s), n));
  const transposed = (a: Matrix): Matrix => a[0].map((_, c) => a.map(row => row[c]));
  for (let x = 0; x < volume(extents); x++) {
    const terms = directions.flatMap(mu => {
      const [up, down] = [step(extents, x, mu, reach), step(extents, x, mu, -reach)];
      const onward = product(product(ahead[mu], spinor(up)), transposed(readLink(group, U, x, mu)));
      const back = product(product(behind[mu], spinor(down)), transposed(adjoint(readLink(group, U, down, mu))));
      return [onward, back];
    });
    out.set(
      terms
        .reduce(sum)
        .flat()
        .flatMap(({ re, im }) => [re, im]),
      2 * n * spins * x,
    );
  }
  return out;
}

export function naiveStaggered(
  group: Group,
  extents: Extents,
  U: Float64Array,
  chi: Float64Array,
  reach = 1,
): Float64Array {
  const [half, minusHalf] = [[[complex(0.5)]], [[complex(-0.5)]]];
  return hopping(
    group,
    extents,
    U,
    chi,
    directions.map(() => half),
    directions.map(() => minusHalf),
    reach,
  );
}

/** Of fields with `parts` pieces a site: piece number `part`. */
export function pieceOf(field: Float64Array, sites: number, parts: number, part: number): Float64Array {
  const length = field.length / sites / parts;
  return Float64Array.from({ length: sites * length }, (_, k) => {
    const site = Math.floor(k / length);
    return field[(site * parts + part) * length + (k % length)];
  });
}

/** Fat links, then long ones over three sites. */
export function naiveFatLong(group: Group, extents: Extents, V: Float64Array, chi: Float64Array): Float64Array {
  const [fat, long] = [0, 1].map(part => pieceOf(V, volume(extents), 2, part));
  const far = naiveStaggered(group, extents, long, chi, 3);
  return naiveStaggered(group, extents, fat, chi).map((value, k) => value + far[k]);
}

export function naiveWilson(group: Group, extents: Extents, U: Float64Array, psi: Float64Array): Float64Array {
  const ahead = gamma.map(g => sum(identity(4), scaled(complex(-1), g)));
  const behind = gamma.map(g => sum(identity(4), g));
  return hopping(group, extents, U, psi, ahead, behind);
}

/** Two hermitian blocks per site times a spinor: diagonal, then the entries below it, row by row. */
export function naiveBlocks(group: Group, blocks: Float64Array, psi: Float64Array): Float64Array {
  const n = 2 * colours(group);
  const out = new Float64Array(psi.length);
  for (let block = 0; block < psi.length / (2 * n); block++) {
    const at = block * n * n;
    const entry = (i: number, j: number): readonly [number, number] => {
      if (i === j) return [blocks[at + i], 0];
      const below = at + n + Math.max(i, j) * (Math.max(i, j) - 1) + 2 * Math.min(i, j);
      return [blocks[below], i > j ? blocks[below + 1] : -blocks[below + 1]];
    };
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        const [re, im] = entry(i, j);
        const [x, y] = [psi[2 * (block * n + j)], psi[2 * (block * n + j) + 1]];
        out[2 * (block * n + i)] += re * x - im * y;
        out[2 * (block * n + i) + 1] += re * y + im * x;
      }
    }
  }
  return out;
}

export function naiveStaples(group: Group, extents: Extents, U: Float64Array): Float64Array {
  const out = new Float64Array(U.length);
  const link = (site: number, mu: number) => readLink(group, U, site, mu);
  for (let x = 0; x < volume(extents); x++) {
    for (const mu of directions) {
      const ahead = step(extents, x, mu, 1);
      const staples = directions
        .filter(nu => nu !== mu)
        .flatMap(nu => {
          const [above, below] = [step(extents, x, nu, 1), step(extents, x, nu, -1)];
          const corner = step(extents, below, mu, 1);
          return [
            product(product(link(x, nu), link(above, mu)), adjoint(link(ahead, nu))),
            product(product(adjoint(link(below, nu)), link(below, mu)), link(corner, nu)),
          ];
        });
      writeLink(group, staples.reduce(sum), out, x, mu);
    }
  }
  return out;
}

/** exp(i p·T) with T = σ/2 or λ/2, by the Taylor series of X/16 and four squarings. */
export function naiveExponential(group: Group, P: Float64Array): Float64Array {
  const generators = group === 'su2' ? pauli : gellMann;
  const sites = P.length / reals[group].algebra;
  const out = new Float64Array(sites * reals[group].links);
  for (let x = 0; x < sites; x++) {
    for (const mu of directions) {
      const p = P.subarray((4 * x + mu) * generators.length);
      const small = generators.map((T, a) => scaled(complex(0, p[a] / 32), T)).reduce(sum);
      let [term, series] = [identity(colours(group)), identity(colours(group))];
      for (let n = 1; n <= 20; n++) {
        term = scaled(complex(1 / n), product(term, small));
        series = sum(series, term);
      }
      for (let squaring = 0; squaring < 4; squaring++) series = product(series, series);
      writeLink(group, series, out, x, mu);
    }
  }
  return out;
}
