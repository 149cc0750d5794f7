/**
 * Decorated links: a link and the staples around it,
 *   M_mu(n) = a U_mu(n) + b sum_{nu in around} [ X_nu(n) Y(n + nu) X_nu(n + mu)†
 *                                               + X_nu(n - nu)† Y(n - nu) X_nu(n - nu + mu) ],
 * where X_nu leads along nu and Y along mu. Everything that blocks links is made of this: APE with X = Y = U, hypercubic
 * blocking with links that were decorated before, Fat7 paths with X = U and decorated Y.
 *
 * Here one field holds the links of one direction, so that every kernel is small and compiled once for all uses.
 */
import { blends, type Group, links, type MatrixReader, matrices } from '../../group/index.ts';
import { input, kernelFamily, output, parameter, type Real, siteKernel } from '../../kernel/index.ts';
import type { Field, Tape } from '../../lattice/index.ts';
import { forEachDirection, theories } from '../kernels.ts';
import { carried, sides } from './carried.ts';

/** The links of direction mu as a field of their own. */
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

/** V_mu = L_mu for all directions. */
export const joinedLinks = kernelFamily('joinedLinks', theories, (group: Group, dimension: number) => {
  const names = Array.from({ length: dimension }, (_, mu) => `L${mu}`);
  return siteKernel(
    'joinedLinks',
    dimension,
    {
      ...Object.fromEntries(names.map(name => [name, input(matrices(group, 1))])),
      V: output(matrices(group, dimension)),
    },
    ({ V, ...rest }) => {
      const parts = rest as unknown as Record<string, MatrixReader>;
      forEachDirection(dimension, mu => V.set(mu, parts[names[mu]](0)));
    },
  );
});

/** M; `around` lists the directions nu, separated by commas. */
export const decoration = kernelFamily(
  'decoration',
  () => theories().map(([group, dimension]) => [group, dimension, 0, dimension === 2 ? '1' : '1,2'] as const),
  (group: Group, dimension: number, mu: number, around: string) => {
    const directions = around.split(',').map(Number);
    const link = input(links(group, 1));
    const neighbours = directions.flatMap(nu => [
      [`X${nu}`, link],
      [`Y${nu}`, link],
    ]);
    return siteKernel(
      'decoration',
      dimension,
      {
        a: parameter,
        b: parameter,
        U: link,
        ...(Object.fromEntries(neighbours) as Record<string, typeof link>),
        M: output(blends(group, 1)),
      },
      ({ a, b, U, M, ...rest }, x) => {
        const handles = rest as unknown as Record<string, MatrixReader>;
        const staples = directions.flatMap(nu =>
          sides.map(side =>
            carried(
              side,
              (_, at) => handles[`X${nu}`](0, at),
              at => handles[`Y${nu}`](0, at),
              [mu, nu],
              x,
            ),
          ),
        );
        const total = staples.reduce((sum, staple) => sum.add(staple)).scale(b as unknown as Real);
        M.set(
          0,
          U(0)
            .scale(a as unknown as Real)
            .add(total),
        );
      },
    );
  },
);

/** The staples over one link: X along nu, Y along mu. */
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
  { a, b }: { readonly a: number; readonly b: number },
): Field {
  const { mu, U, around } = link;
  const names = around.map(({ nu }) => nu).join();
  const neighbours = Object.fromEntries(
    around.flatMap(({ nu, X, Y }) => [
      [`X${nu}`, X],
      [`Y${nu}`, Y],
    ]),
  );
  const kernel = decoration(group, U.lattice.dimension, mu, names);
  return tape.record(kernel, { U, ...neighbours }, { a, b }).M;
}

/** Each direction's links as a field of their own, on the tape. */
export function recordLinksAlong(tape: Tape, links: Field, group: Group): Field[] {
  const { dimension } = links.lattice;
  return Array.from({ length: dimension }, (_, mu) => tape.record(linksAlong(group, dimension, mu), { U: links }).L);
}

/** The links of all directions in one field again, on the tape. */
export function recordJoinedLinks(tape: Tape, parts: readonly Field[], group: Group): Field {
  const named = Object.fromEntries(parts.map((part, mu) => [`L${mu}`, part]));
  return tape.record(joinedLinks(group, parts.length), named).V;
}
