/**
 * Site kernels of gauge-covariant layers. Everything here transforms like a link, n -> n + mu, or is invariant.
 *
 * Pair fields hold one matrix per ordered pair of directions (mu, nu), mu != nu, at index `pairIndex`.
 */

import { forEachDirection, theories, transport } from '../../gauge/index.ts';
import { algebra, type Group, links, type Matrix, type MatrixReader, matrices } from '../../group/index.ts';
import { input, kernelFamily, output, parameter, type Real, type Site, siteKernel } from '../../kernel/index.ts';
import { word } from '../../loops/index.ts';

/** Position of the pair (mu, nu), mu != nu, among the D (D - 1) pairs. */
export function pairIndex(mu: number, nu: number, dimension: number): number {
  return mu * (dimension - 1) + (nu < mu ? nu : nu - 1);
}

export function forEachPair(dimension: number, visit: (mu: number, nu: number) => void): void {
  forEachDirection(dimension, mu => {
    forEachDirection(dimension, nu => {
      if (nu !== mu) visit(mu, nu);
    });
  });
}

/**
 * C_mu(n): the sum of the given open words n -> n + mu; `paths` is JSON, signed directions per word per direction.
 * `continued` adds it to a sum begun by another kernel.
 */
export const stapleSum = kernelFamily(
  'stapleSum',
  () =>
    theories().flatMap(([group, dimension]) =>
      [false, true].map(continued => [group, dimension, plaquettePaths(dimension), continued] as const),
    ),
  (group: Group, dimension: number, paths: string, continued: boolean) => {
    const perDirection = JSON.parse(paths) as number[][][];
    const type = matrices(group, dimension);
    const before = continued ? { P: input(type) } : {};
    return siteKernel(
      'stapleSum',
      dimension,
      { U: input(links(group, dimension)), C: output(type), ...before },
      ({ U, C, ...rest }, x) => {
        const { P } = rest as { P?: MatrixReader };
        forEachDirection(dimension, mu => {
          const lines: Matrix[] = perDirection[mu].map(steps => transport(U, word(steps, { dimension }), x));
          const begun = P ? [P(mu)] : [];
          const nothing = U(mu, x).scale(0);
          C.set(
            mu,
            [...begun, ...lines].reduce((sum: Matrix, line) => (sum === nothing ? line : sum.add(line)), nothing),
          );
        });
      },
    );
  },
);

function plaquettePaths(dimension: number): string {
  const paths: number[][][] = Array.from({ length: dimension }, () => []);
  forEachPair(dimension, (mu, nu) => {
    for (const s of [nu + 1, -nu - 1]) paths[mu].push([s, mu + 1, -s]);
  });
  return JSON.stringify(paths);
}

const named = (count: number, name: string) => Array.from({ length: count }, (_, i) => `${name}${i}`);

/** Q = sum_i rho_i TA(C_i B^dagger), as algebra coefficients: the exponent of a stout step that is closed with B. */
export const stoutExponent = kernelFamily(
  'stoutExponent',
  () => theories().map(([group, dimension]) => [group, dimension, 2] as const),
  (group: Group, dimension: number, loops: number) => {
    const staple = input(matrices(group, dimension));
    const roles = {
      ...Object.fromEntries(named(loops, 'rho').map(name => [name, parameter])),
      ...Object.fromEntries(named(loops, 'C').map(name => [name, staple])),
    };
    return siteKernel(
      'stoutExponent',
      dimension,
      { ...roles, B: input(links(group, dimension)), Q: output(algebra(group, dimension)) },
      ({ B, Q, ...rest }) => {
        const handles = rest as unknown as Record<string, Real> & Record<string, (mu: number) => Matrix>;
        forEachDirection(dimension, mu => {
          const terms = named(loops, '').map(i => handles[`C${i}`](mu).scale(handles[`rho${i}`]));
          const total: Matrix = terms.reduce((a, b) => a.add(b));
          Q.set(mu, group.project(total.mul(B(mu).dagger())));
        });
      },
    );
  },
);

/** V = exp(sum_i Q_i) U */
export const exponentialStep = kernelFamily(
  'exponentialStep',
  () => theories().map(([group, dimension]) => [group, dimension, 1] as const),
  (group: Group, dimension: number, count: number) =>
    siteKernel(
      'exponentialStep',
      dimension,
      {
        ...Object.fromEntries(named(count, 'Q').map(name => [name, input(algebra(group, dimension))])),
        U: input(links(group, dimension)),
        V: output(links(group, dimension)),
      },
      ({ U, V, ...exponents }) =>
        forEachDirection(dimension, mu => {
          const parts = Object.values(exponents as unknown as Record<string, (mu: number) => Real[]>).map(q => q(mu));
          const total = parts.reduce((a, b) => a.map((x, k) => x.add(b[k])));
          V.set(mu, group.exponential(total).mul(U(mu)));
        }),
    ),
);

/** Which way a staple leans: F (steps along +nu) or B (along -nu). */
export type Side = 'forward' | 'backward';

/** X_nu(n) M(n + nu) X_nu(n + mu)^dagger, or the same with a step against nu. */
function carried(
  side: Side,
  X: (mu: number, at: Site) => Matrix,
  M: (at: Site) => Matrix,
  [mu, nu]: readonly [number, number],
  x: Site,
): Matrix {
  if (side === 'forward')
    return X(nu, x)
      .mul(M(x.plus(nu)))
      .mul(X(nu, x.plus(mu)).dagger());
  const below = x.minus(nu);
  return X(nu, below)
    .dagger()
    .mul(M(below))
    .mul(X(nu, below.plus(mu)));
}

const sides = () =>
  theories().flatMap(([group, dimension]) =>
    (['forward', 'backward'] as const).map(side => [group, dimension, side] as const),
  );

/** F_{mu nu; 1} or B_{mu nu; 1} of the links X, for all pairs. */
export const firstStaples = kernelFamily('firstStaples', sides, (group: Group, dimension: number, side: Side) =>
  siteKernel(
    'firstStaples',
    dimension,
    { X: input(links(group, dimension)), T: output(matrices(group, dimension * (dimension - 1))) },
    ({ X, T }, x) =>
      forEachPair(dimension, (mu, nu) => {
        T.set(
          pairIndex(mu, nu, dimension),
          carried(side, X, at => X(mu, at), [mu, nu], x),
        );
      }),
  ),
);

/** F_{mu nu; s+1} from F_{mu nu; s} (or B): one more step of the ladder along nu. */
export const longerStaples = kernelFamily('longerStaples', sides, (group: Group, dimension: number, side: Side) => {
  const pairs = dimension * (dimension - 1);
  return siteKernel(
    'longerStaples',
    dimension,
    {
      X: input(links(group, dimension)),
      S: input(matrices(group, pairs)),
      T: output(matrices(group, pairs)),
    },
    ({ X, S, T }, x) =>
      forEachPair(dimension, (mu, nu) => {
        const pair = pairIndex(mu, nu, dimension);
        T.set(
          pair,
          carried(side, X, at => S(pair, at), [mu, nu], x),
        );
      }),
  );
});
