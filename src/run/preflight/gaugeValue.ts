/**
 * The gauge action by its definition, S = −Σ_i (β_i/N) Σ_loops Re tr W, with loops written out here once more and
 * multiplied as plain matrices:
 *   plaquette  μ ν −μ −ν for μ < ν;   rectangle  μ ν ν −μ −ν −ν for μ ≠ ν;
 *   chair      two plaquettes hinged at ρ: ±μ ρ ∓μ ±ν −ρ ∓ν for μ < ν, ρ different from both.
 * Both sums have as many terms as there are loops, so they agree to 1e-12 of their number.
 */
import { type Finding, finding } from './finding.ts';
import { sumOfLoops } from './plainLinks.ts';
import type { Subject } from './subject.ts';

const allowed = 1e-12;

export function checkGaugeValue({ run, u, gauge }: Subject): Finding[] {
  const described = run.action.gauge;
  const terms =
    described.kind === 'plaquette' ? [{ loop: 'plaquette' as const, beta: described.beta }] : described.terms;
  let expected = 0;
  let scale = u.lattice.volume;
  for (const { loop, beta } of terms) {
    const loops = loopsOf[loop](u.lattice.dimension);
    expected -= (beta / u.group.colours) * sumOfLoops(u, loops);
    scale += Math.abs(beta) * loops.length * u.lattice.volume;
  }
  return [finding('gauge action is its sum over loops', Math.abs(gauge.value(u) - expected) / scale, allowed)];
}

type Loops = (dimension: number) => number[][];

const directions = (dimension: number) => Array.from({ length: dimension }, (_, mu) => mu + 1);
const planes = (dimension: number) =>
  directions(dimension).flatMap(mu => directions(dimension).flatMap(nu => (nu === mu ? [] : [[mu, nu]])));
const signs = [1, -1];

const loopsOf: Record<'plaquette' | 'rectangle' | 'chair', Loops> = {
  plaquette: dimension => planes(dimension).flatMap(([mu, nu]) => (mu < nu ? [[mu, nu, -mu, -nu]] : [])),
  rectangle: dimension => planes(dimension).map(([mu, nu]) => [mu, nu, nu, -mu, -nu, -nu]),
  chair: dimension =>
    planes(dimension)
      .filter(([mu, nu]) => mu < nu)
      .flatMap(([mu, nu]) =>
        directions(dimension)
          .filter(rho => rho !== mu && rho !== nu)
          .flatMap(rho => signs.flatMap(s => signs.map(t => [s * mu, rho, -s * mu, t * nu, -rho, -t * nu]))),
      ),
};
