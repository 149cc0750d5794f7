/**
 * Straight products of links as fields, P_a(x) = U_μ(x) U_μ(x + μ) … U_μ(x + (a−1) μ), from which long loops are
 * made: each line is one product away from a shorter one, whatever its length.
 */
import { type GaugeField, linksAlong, theories } from '../../gauge/index.ts';
import { type Group, matrices } from '../../group/index.ts';
import { input, kernelFamily, output, type Site, siteKernel, sum } from '../../kernel/index.ts';
import type { Field } from '../../lattice/index.ts';
import type { Scratch } from './scratch.ts';

const examples = () => theories().map(([group, dimension]) => [group, dimension, dimension - 1, 2] as const);

/** P_{a+b}(x) = P_a(x) P_b(x + a μ) */
export const joinedLines = kernelFamily(
  'joinedLines',
  examples,
  (group: Group, dimension: number, mu: number, a: number) =>
    siteKernel(
      'joinedLines',
      dimension,
      { A: input(matrices(group, 1)), B: input(matrices(group, 1)), P: output(matrices(group, 1)) },
      ({ A, B, P }, x: Site) => P.set(0, A(0, x).mul(B(0, x.plus(mu, a)))),
    ),
);

/** P(x) = A(x + a μ); a may be negative. */
export const shiftedLines = kernelFamily(
  'shiftedLines',
  examples,
  (group: Group, dimension: number, mu: number, a: number) =>
    siteKernel(
      'shiftedLines',
      dimension,
      { A: input(matrices(group, 1)), P: output(matrices(group, 1)) },
      ({ A, P }, x: Site) => P.set(0, A(0, x.plus(mu, a))),
    ),
);

/** Sum over sites of Re tr A B (D C)†: a loop of four sides, all of them shifted to x. */
export const loopOfSides = kernelFamily(
  'loopOfSides',
  () => theories(),
  (group: Group, dimension: number) => {
    const side = input(matrices(group, 1));
    return siteKernel('loopOfSides', dimension, { A: side, B: side, C: side, D: side, trace: sum }, sides => {
      const [A, B, C, D] = [sides.A(0), sides.B(0), sides.C(0), sides.D(0)];
      sides.trace.add(A.mul(B).mul(D.mul(C).dagger()).reTrace());
    });
  },
);

/** Makes lines in scratch fields. */
export interface LineMaker {
  /** U_μ as a field of its own. */
  links(u: GaugeField, mu: number): Field;
  /** A(x) B(x + a μ), a the length of A. */
  join(A: Field, mu: number, B: Field, a?: number): Field;
  /** A(x + a μ), a = 1 by default. */
  shift(A: Field, mu: number, a?: number): Field;
  /** The lines of 1 … `longest` links along μ. */
  upTo(longest: number, u: GaugeField, mu: number): Field[];
}

export function lineMaker(group: Group, dimension: number, { take }: Scratch): LineMaker {
  const maker: LineMaker = {
    links(u, mu) {
      const L = take(group.linkSize);
      linksAlong(group, dimension, mu).run({ U: u.field, L });
      return L;
    },
    join(A, mu, B, a = 1) {
      const P = take(group.linkSize);
      joinedLines(group, dimension, mu, a).run({ A, B, P });
      return P;
    },
    shift(A, mu, a = 1) {
      const P = take(group.linkSize);
      shiftedLines(group, dimension, mu, a).run({ A, P });
      return P;
    },
    upTo(longest, u, mu) {
      const lines = [maker.links(u, mu)];
      while (lines.length < longest) lines.push(maker.join(lines[0], mu, lines[lines.length - 1]));
      return lines;
    },
  };
  return maker;
}
