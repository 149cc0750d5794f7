/**
 * The lowest modes of Dirac operators, by Lanczos iterations.
 *   staggered   λ > 0 of the eigenvalues ± i λ of D₀; those of D are m ± i λ
 *   Wilson      |λ| of the hermitian operator γ₅ D: the singular values of D
 * Ascending, with their multiplicities, colours counted, in lattice units.
 *
 * Reference: T. Banks and A. Casher, Nucl. Phys. B 169, 103 (1980); see the fermion room for the iteration.
 */
import {
  type EigenOptions,
  lowestEigenpairs,
  type PositiveOperator,
  WilsonOperator,
  type WilsonOptions,
} from '../../../fermion/index.ts';
import type { GaugeField } from '../../../gauge/index.ts';
import type { Observable } from '../observable.ts';
import { type StaggeredKind, staggeredOperator } from '../staggered/quark.ts';
import { wilsonNormal } from './wilsonNormal.ts';

/** How many, how well (relative to the largest eigenvalue of D† D), and how to search. */
export type LowModeOptions = Omit<EigenOptions, 'key'>;

/** λ₁ … λ_count of the staggered D₀; the mass does not enter. */
export function staggeredModes(quark: StaggeredKind, options: LowModeOptions): Observable<GaugeField, number[]> {
  const { operator } = staggeredOperator(quark);
  const normalisation = 'lambda of the lowest pairs of eigenvalues +- i lambda of the staggered D_0';
  return modesOf('staggered_modes', normalisation, operator.normal('even'), u => operator.setLinks(u), options);
}

/** |λ₁| … |λ_count| of γ₅ D, D = 1 − κ H with or without the clover term. */
export function wilsonModes(wilson: WilsonOptions, options: LowModeOptions): Observable<GaugeField, number[]> {
  const operator = new WilsonOperator(wilson);
  const normalisation = 'lowest |λ| of γ₅ D, D = 1 − κH + clover term';
  return modesOf('wilson_modes', normalisation, wilsonNormal(operator), u => operator.setLinks(u), options);
}

function modesOf(
  name: string,
  normalisation: string,
  normal: PositiveOperator,
  setLinks: (u: GaugeField) => unknown,
  options: LowModeOptions,
): Observable<GaugeField, number[]> {
  return {
    name,
    normalisation,
    coordinates: { mode: Array.from({ length: options.count }, (_, k) => k + 1) },
    measure(u, key) {
      if (!key) throw new Error("Lanczos iterations begin with noise: give measure a key of the purpose 'noise'.");
      setLinks(u);
      const { pairs } = lowestEigenpairs(normal, { ...options, key });
      if (pairs.length < options.count) {
        throw new Error(`The ${normal.name} has ${pairs.length} modes, but ${options.count} were asked for.`);
      }
      // Rounding may leave a zero mode below zero.
      return pairs.map(({ value }) => Math.sqrt(Math.max(value, 0)));
    },
  };
}
