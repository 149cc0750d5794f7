/**
 * Which couplings a configuration belongs to. In the ensemble exp(−Σ_i β_i S_i), S_i = −(1/N) Σ Re tr W over the loops i, integration by parts
 * gives for every j, with derivatives along U → exp(i q^a T_a) U of all links,
 *
 *   ⟨ Σ_a ∂_a ∂_a S_j ⟩ = Σ_i β_i ⟨ Σ_a ∂_a S_j ∂_a S_i ⟩
 *
 * and, as a loop of k different links is linear in each of them, Σ_a ∂_a ∂_a S_j = −k C S_j, C = (N² − 1)/2N, 1 for U(1). The couplings that
 * solve these equations on one configuration are measured: lattice averages stand for those of the ensemble, so that the mean is off by a
 * relative 1/V. No simulation is needed, whatever made the links; of dynamical quarks one gets the loops that stand for them.
 *
 * Reference: A. Gonzalez-Arroyo and M. Okawa, Phys. Rev. D 35, 672 (1987); the same is measured by demons in arXiv:1508.04986.
 */
import { type GaugeField, loopAction } from '../../gauge/index.ts';
import { dot } from '../../lattice/index.ts';
import { namedLoops, type Word } from '../../loops/index.ts';
import { LeastSquares } from '../../network/index.ts';
import type { Observable } from './observable.ts';

const indistinct =
  'These loops cannot be separated on this configuration: give each loop once, and links that are not all alike.';

/** Loops by the names of `namedLoops`. @throws when measured, if a loop meets a link twice or couplings cannot be separated */
export function effectiveCouplings(loops: readonly string[]): Observable<GaugeField, number | number[]> {
  return {
    name: 'effectiveCouplings',
    normalisation: 'β of −(β/N) Σ Re tr W, that solve the Schwinger-Dyson equations of the loops on this configuration',
    ...(loops.length > 1 ? { coordinates: { loop: loops } } : {}),
    measure(u) {
      const { extents, dimension } = u.lattice;
      const sums = loops.map(name => {
        const words = namedLoops(name, { dimension, extents });
        for (const word of words) requireDifferentLinks(name, word, extents);
        return { action: loopAction(name, [{ words, beta: 1 }]), links: words[0].steps.length };
      });
      const slopes = sums.map(({ action }) => {
        const slope = u.momentum();
        action.gradient(u, slope);
        return slope;
      });
      const product = dot(slopes[0].components, dimension);
      const matrix = slopes.map(x => slopes.map(y => product.run({ x, y }).total));
      const curvature = sums.map(({ action, links }) => -links * casimir(u) * action.value(u));
      for (const slope of slopes) slope.free();
      const equations = new LeastSquares(loops.length);
      matrix.forEach((row, j) => {
        equations.add(row, curvature[j]);
      });
      const beta = equations.solution();
      if (beta === undefined) throw new Error(indistinct);
      return beta.length === 1 ? beta[0] : [...beta];
    },
  };
}

function casimir({ group: { name, colours } }: GaugeField): number {
  return name === 'U(1)' ? 1 : (colours ** 2 - 1) / (2 * colours);
}

/** Links as (site, direction) along the word. @throws if one comes twice */
export function requireDifferentLinks(name: string, { steps }: Word, extents: readonly number[]): void {
  const site = extents.map(() => 0);
  const met = new Set<string>();
  for (const { direction, sign } of steps) {
    const move = () => {
      site[direction] = (site[direction] + sign + extents[direction]) % extents[direction];
    };
    if (sign < 0) move();
    met.add(`${site} ${direction}`);
    if (sign > 0) move();
  }
  if (met.size === steps.length) return;
  throw new Error(
    `The loop ${name} meets a link twice on ${extents.join('×')}; take shorter loops or a larger lattice.`,
  );
}
