/**
 * The Polyakov loop,
 *   P = (1/V_s) sum_x tr prod_{t=0}^{L-1} U_t(x, t),
 * not divided by N: unit links give N. V_s is the number of sites of one slice.
 *
 * The line is built by doubling, P_{a+b}(x) = P_a(x) P_b(x + a t), at every site; all slices give the same trace, so
 * the sum over the whole lattice is L times the sum over one.
 *
 * Reference: A. M. Polyakov, Phys. Lett. B 72, 477 (1978); L. Susskind, Phys. Rev. D 20, 2610 (1979).
 */
import { type GaugeField, theories } from '../../gauge/index.ts';
import { type Group, links, matrices } from '../../group/index.ts';
import { input, kernelFamily, output, type Site, siteKernel, sum } from '../../kernel/index.ts';
import { type Field, type Lattice, workspaceOf } from '../../lattice/index.ts';
import type { Observable } from './observable.ts';

/** P_1 = U_mu */
export const linksAlong = kernelFamily(
  'linksAlong',
  () => theories().map(([group, dimension]) => [group, dimension, dimension - 1] as const),
  (group: Group, dimension: number, mu: number) =>
    siteKernel(
      'linksAlong',
      dimension,
      { U: input(links(group, dimension)), P: output(matrices(group, 1)) },
      ({ U, P }) => P.set(0, U(mu)),
    ),
);

const lineExamples = () => theories().map(([group, dimension]) => [group, dimension, dimension - 1, 2] as const);

/** P_{a+b}(x) = P_a(x) P_b(x + a mu) */
export const joinedLines = kernelFamily(
  'joinedLines',
  lineExamples,
  (group: Group, dimension: number, mu: number, a: number) =>
    siteKernel(
      'joinedLines',
      dimension,
      { A: input(matrices(group, 1)), B: input(matrices(group, 1)), P: output(matrices(group, 1)) },
      ({ A, B, P }, x: Site) => P.set(0, A(0, x).mul(B(0, x.plus(mu, a)))),
    ),
);

/** Sum over sites of tr P_a(x) P_a(x + a mu) */
export const closedLines = kernelFamily(
  'closedLines',
  lineExamples,
  (group: Group, dimension: number, mu: number, a: number) =>
    siteKernel('closedLines', dimension, { A: input(matrices(group, 1)), re: sum, im: sum }, ({ A, re, im }, x) => {
      const trace = A(0, x)
        .mul(A(0, x.plus(mu, a)))
        .trace();
      re.add(trace.re);
      im.add(trace.im);
    }),
);

/** P as [Re P, Im P], along direction `mu`. */
export function polyakovLoopAlong({ field, group, lattice }: GaugeField, mu: number): [number, number] {
  const { dimension, extents } = lattice;
  const workspace = workspaceOf(lattice);
  const one = workspace.take(group.linkSize);
  linksAlong(group, dimension, mu).run({ U: field, P: one });
  const borrowed = [one];
  const join = (A: Field, B: Field, a: number): Field => {
    const P = workspace.take(group.linkSize);
    borrowed.push(P);
    joinedLines(group, dimension, mu, a).run({ A, B, P });
    return P;
  };
  const line = (length: number): Field => {
    if (length === 1) return one;
    if (length % 2 === 1) return join(one, line(length - 1), 1);
    const half = line(length / 2);
    return join(half, half, length / 2);
  };
  const half = extents[mu] / 2;
  const { re, im } = closedLines(group, dimension, mu, half).run({ A: line(half) });
  for (const scratch of borrowed) workspace.giveBack(scratch);
  return [re / lattice.volume, im / lattice.volume];
}

const timeOf = ({ dimension }: Lattice) => dimension - 1;

/** Re P in the time direction. */
export function polyakovLoop(): Observable<GaugeField, number> {
  return {
    name: 'polyakov',
    normalisation: '(1/V_s) sum_x Re tr prod_t U_t(x, t), not divided by N, in [-N, N]',
    measure: u => polyakovLoopAlong(u, timeOf(u.lattice))[0],
  };
}

/** [Re P, Im P] in the time direction. */
export function complexPolyakovLoop(): Observable<GaugeField, [number, number]> {
  return {
    name: 'polyakov_complex',
    normalisation: '(1/V_s) sum_x tr prod_t U_t(x, t), not divided by N: real part, imaginary part',
    measure: u => polyakovLoopAlong(u, timeOf(u.lattice)),
  };
}
