/**
 * The Polyakov loop,
 *   P = (1/V_s) Σ_x tr L(x),   L(x) = Π_{t=0}^{L−1} U_t(x, t),
 * not divided by N: unit links give N. V_s is the number of sites of one slice.
 *
 * The line is built by doubling, P_{a+b}(x) = P_a(x) P_b(x + a t), at every site; all slices give the same trace, so
 * the sum over the whole lattice is L times the sum over one.
 *
 * Reference: A. M. Polyakov, Phys. Lett. B 72, 477 (1978); L. Susskind, Phys. Rev. D 20, 2610 (1979).
 */
import { type GaugeField, theories } from '../../gauge/index.ts';
import { type Group, matrices } from '../../group/index.ts';
import { hypotenuse, input, kernelFamily, output, reals, siteKernel, sum } from '../../kernel/index.ts';
import type { Field, Lattice } from '../../lattice/index.ts';
import { lineMaker } from './lines.ts';
import type { Observable } from './observable.ts';
import { type Scratch, withScratch } from './scratch.ts';

const closing = () => theories().map(([group, dimension]) => [group, dimension, dimension - 1, 2] as const);

/** T(x) = tr A(x) B(x + a μ) as two reals, and its sum over sites: A of length a, B the rest of the way around */
export const closedLines = kernelFamily(
  'closedLines',
  closing,
  (group: Group, dimension: number, mu: number, a: number) =>
    siteKernel(
      'closedLines',
      dimension,
      { A: input(matrices(group, 1)), B: input(matrices(group, 1)), T: output(reals(2)), re: sum, im: sum },
      ({ A, B, T, re, im }, x) => {
        const trace = A(0, x)
          .mul(B(0, x.plus(mu, a)))
          .trace();
        T.set(0, trace.re);
        T.set(1, trace.im);
        re.add(trace.re);
        im.add(trace.im);
      },
    ),
);

/** Lines of half the extent along μ, A then B; if it is odd, B has one link more. */
function halfLines(u: GaugeField, mu: number, scratch: Scratch): { A: Field; B: Field; length: number } {
  const { dimension, extents } = u.lattice;
  const { links, join } = lineMaker(u.group, dimension, scratch);
  const one = links(u, mu);
  const line = (length: number): Field => {
    if (length === 1) return one;
    if (length % 2 === 1) return join(one, mu, line(length - 1));
    const half = line(length / 2);
    return join(half, mu, half, length / 2);
  };
  const half = Math.floor(extents[mu] / 2);
  const A = line(half);
  return { A, B: extents[mu] % 2 === 0 ? A : join(one, mu, A), length: half };
}

/**
 * Writes tr L(x), re and im, to every site of `out`: the same on all sites of a line along `mu`.
 *
 * @returns the average over the lattice, [Re P, Im P]
 */
export function polyakovField(u: GaugeField, mu: number, out: Field): [number, number] {
  const { group, lattice } = u;
  return withScratch(lattice, scratch => {
    const { A, B, length } = halfLines(u, mu, scratch);
    const { re, im } = closedLines(group, lattice.dimension, mu, length).run({ A, B, T: out });
    return [re / lattice.volume, im / lattice.volume];
  });
}

/** P as [Re P, Im P], along direction `mu`. */
export function polyakovLoopAlong(u: GaugeField, mu: number): [number, number] {
  return withScratch(u.lattice, ({ take }) => polyakovField(u, mu, take(2)));
}

const timeOf = ({ dimension }: Lattice) => dimension - 1;

/** Re P in the time direction. */
export function polyakovLoop(): Observable<GaugeField, number> {
  return {
    name: 'polyakov',
    normalisation: '(1/V_s) Σ_x Re tr Π_t U_t(x, t), not divided by N, in [-N, N]',
    measure: u => polyakovLoopAlong(u, timeOf(u.lattice))[0],
  };
}

/** [Re P, Im P] in the time direction. */
export function complexPolyakovLoop(): Observable<GaugeField, [number, number]> {
  return {
    name: 'polyakov_complex',
    normalisation: '(1/V_s) Σ_x tr Π_t U_t(x, t), not divided by N: real part, imaginary part',
    coordinates: { part: ['re', 'im'] },
    measure: u => polyakovLoopAlong(u, timeOf(u.lattice)),
  };
}

/** |P| in the time direction. */
export function absolutePolyakovLoop(): Observable<GaugeField, number> {
  return {
    name: 'polyakov_absolute',
    normalisation: '|(1/V_s) Σ_x tr Π_t U_t(x, t)|, not divided by N, in [0, N]',
    measure: u => hypotenuse(...polyakovLoopAlong(u, timeOf(u.lattice))),
  };
}
