/**
 * The gauge action by its definition, S = −Σ_i (β_i/N) Σ_loops Re tr W, with loops written out here once more and
 * multiplied as plain matrices:
 *   plaquette  μ ν −μ −ν for μ < ν;   rectangle  μ ν ν −μ −ν −ν for μ ≠ ν;
 *   chair      two plaquettes hinged at ρ: ±μ ρ ∓μ ±ν −ρ ∓ν for μ < ν, ρ different from both;
 *   parallelogram  μ ±ν ±ρ −μ ∓ν ∓ρ for μ < ν < ρ.
 * Improved actions have plaquettes with c0 = 1 − 8 c1 and rectangles with c1; the adjoint representation adds
 * −(β_A/N²) Σ |tr P|². Both sums have as many terms as there are loops, so they agree to 1e-12 of their number.
 */
import type { GaugeField } from '../../gauge/index.ts';
import { type Finding, finding } from './finding.ts';
import { sumOfLoops, sumOfSquaredLoops } from './plainLinks.ts';
import type { Subject } from './subject.ts';

const allowed = 1e-12;

export function checkGaugeValue({ run, u, gauge }: Subject): Finding[] {
  const described = run.action.gauge;
  if (described.smearing) return [];
  let expected = described.kind === 'adjoint' ? adjointPart(described.betaAdjoint, u) : 0;
  let scale = u.lattice.volume * (1 + Math.abs(expected));
  for (const { loops, beta } of termsOf(described, u.lattice.dimension)) {
    expected -= (beta / u.group.colours) * sumOfLoops(u, loops);
    scale += Math.abs(beta) * loops.length * u.lattice.volume;
  }
  return [finding('gauge action is its sum over loops', Math.abs(gauge.value(u) - expected) / scale, allowed)];
}

type Gauge = Subject['run']['action']['gauge'];

const rectangleCoefficients = { plaquette: 0, adjoint: 0, symanzik: -1 / 12, iwasaki: -0.331, dbw2: -1.4088 };

function termsOf(gauge: Gauge, dimension: number): { loops: number[][]; beta: number }[] {
  if (gauge.kind === 'loops') {
    return gauge.terms.map(({ loop, beta }) => ({ loops: loopsOf[loop](dimension), beta }));
  }
  if (gauge.kind === 'words') return gauge.terms.map(({ word, beta }) => ({ loops: [word], beta }));
  const c1 = rectangleCoefficients[gauge.kind];
  return [
    { loops: loopsOf.plaquette(dimension), beta: gauge.beta * (1 - 8 * c1) },
    ...(c1 === 0 ? [] : [{ loops: loopsOf.rectangle(dimension), beta: gauge.beta * c1 }]),
  ];
}

function adjointPart(beta: number, u: GaugeField): number {
  return (-beta / u.group.colours ** 2) * sumOfSquaredLoops(u, loopsOf.plaquette(u.lattice.dimension));
}

type Loops = (dimension: number) => number[][];

const directions = (dimension: number) => Array.from({ length: dimension }, (_, mu) => mu + 1);
const planes = (dimension: number) =>
  directions(dimension).flatMap(mu => directions(dimension).flatMap(nu => (nu === mu ? [] : [[mu, nu]])));
const signs = [1, -1];

const loopsOf: Record<'plaquette' | 'rectangle' | 'chair' | 'parallelogram', Loops> = {
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
  parallelogram: dimension =>
    planes(dimension)
      .filter(([mu, nu]) => mu < nu)
      .flatMap(([mu, nu]) =>
        directions(dimension)
          .filter(rho => rho > nu)
          .flatMap(rho => signs.flatMap(s => signs.map(t => [mu, s * nu, t * rho, -mu, -s * nu, -t * rho]))),
      ),
};
