/**
 * The stout step, exp( sum_i rho_i TA(C_i B†) ) U, with staples C_i, closed with the links B.
 *
 * Reference: C. Morningstar and M. Peardon, Phys. Rev. D 69, 054501 (2004), eqs. 1-4 (their i Q is our TA).
 */
import { algebra, type Group, links, type Matrix, matrices } from '../../group/index.ts';
import { input, kernelFamily, output, parameter, type Real, siteKernel } from '../../kernel/index.ts';
import type { Field, Tape, Weight } from '../../lattice/index.ts';
import { forEachDirection, theories } from '../kernels.ts';
import type { Theory } from './theory.ts';

const named = (count: number, name: string) => Array.from({ length: count }, (_, i) => `${name}${i}`);

/** Q = sum_i rho_i TA(C_i B†), as algebra coefficients: the exponent of a stout step that is closed with B. */
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

/** exp( sum_i rho_i TA(C_i closing†) ) links */
export function recordStout(
  tape: Tape,
  fields: { readonly staples: readonly Field[]; readonly closing: Field; readonly links: Field },
  rho: readonly (Weight | number)[],
  { group, extents }: Theory,
): Field {
  const { staples, closing, links } = fields;
  const named = Object.fromEntries(staples.map((C, i) => [`C${i}`, C]));
  const weights = Object.fromEntries(rho.map((weight, i) => [`rho${i}`, weight]));
  const exponent = stoutExponent(group, extents.length, staples.length);
  const { Q } = tape.record(exponent, { ...named, B: closing }, weights);
  return tape.record(exponentialStep(group, extents.length, 1), { Q0: Q, U: links }).V;
}
