/**
 * Decorated links: a link and the staples around it,
 *   M_μ(n) = a U_μ(n) + b Σ_{ν in around} [ X_ν(n) Y(n + ν) X_ν(n + μ)†
 *                                           + X_ν(n − ν)† Y(n − ν) X_ν(n − ν + μ) ],
 * where X_ν leads along ν and Y along μ. Everything that blocks links is made of this: APE with X = Y = U, hypercubic
 * blocking with links that were decorated before, Fat7 paths with X = U and decorated Y.
 *
 * Here one field holds the links of one direction, so that every kernel is small and compiled once for all uses.
 */
import { blends, type Group, links, matrices } from '../../group/index.ts';
import { input, kernelFamily, output, parameter, several, siteKernel } from '../../kernel/index.ts';
import type { Coefficient, Field, Tape } from '../../lattice/index.ts';
import { forEachDirection, theories } from '../kernels.ts';
import { carried, sides } from './carried.ts';

/** The links of direction μ as a field of their own. */
export const linksAlong = kernelFamily(
  'linksAlong',
  () => theories().map(([group, dimension]) => [group, dimension, 1] as const),
  (group: Group, dimension: number, mu: number) =>
    siteKernel(
      'linksAlong',
      dimension,
      { U: input(matrices(group, dimension)), L: output(matrices(group, 1)) },
      ({ U, L }) => L.set(0, U(mu)),
    ),
);

/** V_μ = L_μ for all directions. */
export const joinedLinks = kernelFamily('joinedLinks', theories, (group: Group, dimension: number) =>
  siteKernel(
    'joinedLinks',
    dimension,
    { L: several(dimension, input(matrices(group, 1))), V: output(matrices(group, dimension)) },
    ({ L, V }) => forEachDirection(dimension, mu => V.set(mu, L[mu](0))),
  ),
);

/** M, with the staples in the directions `around`. */
export const decoration = kernelFamily(
  'decoration',
  () => theories().map(([group, dimension]) => [group, dimension, 0, dimension === 2 ? [1] : [1, 2]] as const),
  (group: Group, dimension: number, mu: number, around: readonly number[]) => {
    const link = input(links(group, 1));
    return siteKernel(
      'decoration',
      dimension,
      {
        a: parameter,
        b: parameter,
        U: link,
        X: several(around.length, link),
        Y: several(around.length, link),
        M: output(blends(group, 1)),
      },
      ({ a, b, U, X, Y, M }, x) => {
        const staples = around.flatMap((nu, i) =>
          sides.map(side =>
            carried(
              side,
              (_, at) => X[i](0, at),
              at => Y[i](0, at),
              [mu, nu],
              x,
            ),
          ),
        );
        const total = staples.reduce((sum, staple) => sum.add(staple)).scale(b);
        M.set(0, U(0).scale(a).add(total));
      },
    );
  },
);

/** The staples over one link: X along ν, Y along μ. */
export interface Around {
  readonly nu: number;
  readonly X: Field;
  readonly Y: Field;
}

/** M on the tape. */
export function recordDecoration(
  tape: Tape,
  group: Group,
  link: { readonly mu: number; readonly U: Field; readonly around: readonly Around[] },
  { a, b }: { readonly a: Coefficient; readonly b: Coefficient },
): Field {
  const { mu, U, around } = link;
  const directions = around.map(({ nu }) => nu);
  const kernel = decoration(group, U.lattice.dimension, mu, directions);
  return tape.record(kernel, { U, X: around.map(({ X }) => X), Y: around.map(({ Y }) => Y) }, { a, b }).M;
}

/** Each direction's links as a field of their own, on the tape. */
export function recordLinksAlong(tape: Tape, links: Field, group: Group): Field[] {
  const { dimension } = links.lattice;
  return Array.from({ length: dimension }, (_, mu) => tape.record(linksAlong(group, dimension, mu), { U: links }).L);
}

/** The links of all directions in one field again, on the tape. */
export function recordJoinedLinks(tape: Tape, parts: readonly Field[], group: Group): Field {
  return tape.record(joinedLinks(group, parts.length), { L: parts }).V;
}
