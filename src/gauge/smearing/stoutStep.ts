/**
 * The stout step, exp( Σ_i ρ_i TA(C_i B†) ) U, with staples C_i, closed with the links B.
 *
 * Reference: C. Morningstar and M. Peardon, Phys. Rev. D 69, 054501 (2004), eqs. 1-4 (their i Q is our TA).
 */
import { algebra, type Group, links, type Matrix, matrices } from '../../group/index.ts';
import { input, kernelFamily, output, parameter, several, siteKernel } from '../../kernel/index.ts';
import type { Coefficient, Field, Tape } from '../../lattice/index.ts';
import { forEachDirection, theories } from '../kernels.ts';
import type { Theory } from './theory.ts';

/** Q = Σ_i ρ_i TA(C_i B†), as algebra coefficients: the exponent of a stout step that is closed with B. */
export const stoutExponent = kernelFamily(
  'stoutExponent',
  () => theories().map(([group, dimension]) => [group, dimension, 2] as const),
  (group: Group, dimension: number, loops: number) =>
    siteKernel(
      'stoutExponent',
      dimension,
      {
        rho: several(loops, parameter),
        C: several(loops, input(matrices(group, dimension))),
        B: input(links(group, dimension)),
        Q: output(algebra(group, dimension)),
      },
      ({ rho, C, B, Q }) =>
        forEachDirection(dimension, mu => {
          const terms = C.map((staple, i) => staple(mu).scale(rho[i]));
          const total: Matrix = terms.reduce((a, b) => a.add(b));
          Q.set(mu, group.project(total.mul(B(mu).dagger())));
        }),
    ),
);

/** V = exp(Σ_i Q_i) U */
export const exponentialStep = kernelFamily(
  'exponentialStep',
  () => theories().map(([group, dimension]) => [group, dimension, 1] as const),
  (group: Group, dimension: number, count: number) =>
    siteKernel(
      'exponentialStep',
      dimension,
      {
        Q: several(count, input(algebra(group, dimension))),
        U: input(links(group, dimension)),
        V: output(links(group, dimension)),
      },
      ({ Q, U, V }) =>
        forEachDirection(dimension, mu => {
          const parts = Q.map(q => q(mu));
          const total = parts.reduce((a, b) => a.map((x, k) => x.add(b[k])));
          V.set(mu, group.exponential(total).mul(U(mu)));
        }),
    ),
);

/** exp( Σ_i ρ_i TA(C_i closing†) ) links */
export function recordStout(
  tape: Tape,
  fields: { readonly staples: readonly Field[]; readonly closing: Field; readonly links: Field },
  rho: readonly Coefficient[],
  { group, extents }: Theory,
): Field {
  const { staples, closing, links } = fields;
  const exponent = stoutExponent(group, extents.length, staples.length);
  const { Q } = tape.record(exponent, { C: staples, B: closing }, { rho });
  return tape.record(exponentialStep(group, extents.length, 1), { Q: [Q], U: links }).V;
}
