/** What effective models of spins are made of, site by site. */
import {
  input,
  kernelFamily,
  output,
  parameter,
  parameterBlock,
  portions,
  type Real,
  reals,
  Site,
  siteKernel,
  sum,
} from '../../kernel/index.ts';
import { inner } from '../kernels.ts';

/** Displacements in the physical directions; a lattice may have one more, along which configurations lie side by side. */
export type Displacements = readonly (readonly number[])[];

const vector = reals(3);
type Reader = (component: number, at?: Site) => Real;
const at = (reader: Reader, site?: Site) => [0, 1, 2].map(c => reader(c, site));
const moved = (dimension: number, d: readonly number[]) =>
  new Site(Array.from({ length: dimension }, (_, mu) => d[mu] ?? 0));
const total = (terms: readonly Real[]) => terms.reduce((a, b) => a.add(b));

const square: readonly Displacements[] = [
  [
    [1, 0],
    [-1, 0],
    [0, 1],
    [0, -1],
  ],
  [
    [1, 1],
    [1, -1],
    [-1, 1],
    [-1, -1],
  ],
];

/** The spin itself and the sum over each shell: 3 (shells + 1) reals. */
export const shellSums = kernelFamily(
  'shellSums',
  () =>
    [
      [2, square],
      [3, square],
    ] as const,
  (dimension: number, shells: readonly Displacements[]) =>
    siteKernel(
      'shellSums',
      dimension,
      { S: input(vector), sums: output(reals(3 * (shells.length + 1))) },
      ({ S, sums }) => {
        for (let c = 0; c < 3; c++) {
          sums.set(c, S(c));
          shells.forEach((shell, n) => {
            sums.set(3 * (n + 1) + c, total(shell.map(d => S(c, moved(dimension, d)))));
          });
        }
      },
    ),
);

/** Block spins Σ_n w_n Σ_{j in shell n} S_j, with the weights of queries, keys and values. */
export const blockSpins = kernelFamily(
  'blockSpins',
  () => [[2, 3]] as const,
  (dimension: number, count: number) =>
    siteKernel(
      'blockSpins',
      dimension,
      {
        sums: input(reals(3 * count)),
        q: parameterBlock(count),
        k: parameterBlock(count),
        v: parameterBlock(count),
        Q: output(vector),
        K: output(vector),
        V: output(vector),
      },
      ({ sums, q, k, v, Q, K, V }) => {
        for (const [weight, out] of [
          [q, Q],
          [k, K],
          [v, V],
        ] as const) {
          for (let c = 0; c < 3; c++) {
            out.set(c, total(Array.from({ length: count }, (_, n) => weight(n).mul(sums(3 * n + c)))));
          }
        }
      },
    ),
);

/** Linear maps of the components of a token: (W_q T, W_k T, W_v T + b), row after row. */
export const mixedComponents = kernelFamily(
  'mixedComponents',
  () => [[2]] as const,
  (dimension: number) =>
    siteKernel(
      'mixedComponents',
      dimension,
      {
        S: input(vector),
        place: input(vector),
        q: parameterBlock(9),
        k: parameterBlock(9),
        v: parameterBlock(9),
        b: parameterBlock(3),
        Q: output(vector),
        K: output(vector),
        V: output(vector),
      },
      ({ S, place, q, k, v, b, Q, K, V }) => {
        const token = [0, 1, 2].map(c => S(c).add(place(c)));
        for (let c = 0; c < 3; c++) {
          const row = (weight: (index: number) => Real) => total(token.map((x, e) => weight(3 * c + e).mul(x)));
          Q.set(c, row(q));
          K.set(c, row(k));
          V.set(c, row(v).add(b(c)));
        }
      },
    ),
);

export const scores = ['relu', 'linear', 'softmax'] as const;
/** What is made of G_ij = Q_i·K_j/√3: max(G, 0), G, or e^G / Σ_j e^G. */
export type Score = (typeof scores)[number];

/** Reads and operations of one pair, roughly, with what its derivative needs. */
const operationsPerPair = 40;

/** The displacements in parts, each for one kernel. */
export function attentionParts(displacements: Displacements): Displacements[] {
  return portions(displacements, () => operationsPerPair, 'field');
}

const examplesOf = (score: Score) => () => [[2, [[0, 0], ...square[0]], score] as const] as const;

/**
 * Σ_j A_ij V_j over some of the sites j = i + d, for scores that need no normalisation; with softmax numerator and denominator,
 * Σ_j e^G V_j and Σ_j e^G, apart.
 */
export const attention = kernelFamily(
  'spinAttention',
  () => [...examplesOf('relu')(), ...examplesOf('linear')(), ...examplesOf('softmax')()],
  (dimension: number, displacements: Displacements, score: Score) =>
    siteKernel(
      'spinAttention',
      dimension,
      { Q: input(vector), K: input(vector), V: input(vector), M: output(reals(4)) },
      ({ Q, K, V, M }) => {
        const query = at(Q);
        const terms = displacements.map(d => {
          const site = moved(dimension, d);
          const G = inner(query, at(K, site)).mul(1 / Math.sqrt(3));
          const A = score === 'relu' ? G.max(0) : score === 'softmax' ? G.exp() : G;
          return [...at(V, site).map(x => A.mul(x)), A];
        });
        for (let c = 0; c < 4; c++) M.set(c, total(terms.map(term => term[c])));
      },
    ),
);

/** a + b, of four reals */
export const added = kernelFamily(
  'addedAttention',
  () => [[2]] as const,
  (dimension: number) =>
    siteKernel(
      'addedAttention',
      dimension,
      { a: input(reals(4)), b: input(reals(4)), out: output(reals(4)) },
      ({ a, b, out }) => {
        for (let c = 0; c < 4; c++) out.set(c, a(c).add(b(c)));
      },
    ),
);

/** The residual, back on the sphere: (S + M)/|S + M|; with softmax M is the quotient of numerator and denominator. */
export const residual = kernelFamily(
  'spinResidual',
  () =>
    [
      [2, false],
      [2, true],
    ] as const,
  (dimension: number, normalised: boolean) =>
    siteKernel(
      'spinResidual',
      dimension,
      { S: input(vector), M: input(reals(4)), out: output(vector) },
      ({ S, M, out }) => {
        const T = [0, 1, 2].map(c => S(c).add(normalised ? M(c).div(M(3)) : M(c)));
        const length = inner(T, T).sqrt();
        T.forEach((x, c) => {
          out.set(c, x.div(length));
        });
      },
    ),
);

/** p_n = ½ S·(sum over shell n): over all sites the sum over pairs of S_i·S_j. */
export const shellProducts = kernelFamily(
  'shellProducts',
  () => [[2, 2]] as const,
  (dimension: number, count: number) =>
    siteKernel(
      'shellProducts',
      dimension,
      { sums: input(reals(3 * (count + 1))), p: output(reals(count)) },
      ({ sums, p }) => {
        const S = at(sums);
        for (let n = 0; n < count; n++) {
          p.set(
            n,
            inner(
              S,
              [0, 1, 2].map(c => sums(3 * (n + 1) + c)),
            ).mul(0.5),
          );
        }
      },
    ),
);

/** −Σ_n J_n p_n + e */
export const energyDensity = kernelFamily(
  'spinEnergyDensity',
  () => [[2, 2]] as const,
  (dimension: number, count: number) =>
    siteKernel(
      'spinEnergyDensity',
      dimension,
      { p: input(reals(count)), J: parameterBlock(count), e: parameter, density: output(reals(1)) },
      ({ p, J, e, density }) => {
        const bonds = total(Array.from({ length: count }, (_, n) => J(n).mul(p(n))));
        density.set(0, e.sub(bonds));
      },
    ),
);

/** Sum over all sites. */
export const sumOfDensity = kernelFamily(
  'sumOfDensity',
  () => [[2]] as const,
  (dimension: number) =>
    siteKernel('sumOfDensity', dimension, { density: input(reals(1)), all: sum }, ({ density, all }) =>
      all.add(density(0)),
    ),
);
