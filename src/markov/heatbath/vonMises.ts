/**
 * Phases exp(iθ) with the weight exp(a cos θ), a ≥ 0. Proposed is the angle of the point
 *   (z + ρ)/(1 + ρ z),  z = exp(2πi(u₁ − ½)),
 * which has the density of a wrapped Cauchy distribution; with c = a (1 − ρ²)²/(2ρ (1 + ρ² + 2ρ Re z)) it is accepted
 * with probability c exp(1 − c). The ρ of the reference makes this 1 for a → 0 and 0.66 for a → ∞; it is written here
 * without differences of nearly equal numbers:
 *   ρ = 2a √τ/((s + 1)(√τ + √2)),  s = √(1 + 4a²),  τ = 1 + s.
 *
 * Reference: D. J. Best and N. I. Fisher, J. R. Stat. Soc. C 28, 152 (1979).
 */
import { Complex } from '../../group/index.ts';
import type { Real } from '../../kernel/index.ts';
import { circlePoint } from './halfTurn.ts';

const uniformsPerTry = 2;

/** Uniform numbers for one phase. */
export const vonMisesUniforms = (tries: number) => uniformsPerTry * tries;

/** The first accepted one of `tries` tries, and whether there was one. */
export function vonMisesTrial(a: Real, tries: number, uniform: readonly Real[]): { found: Real; x: Complex } {
  const { graph } = a;
  const one = graph.constant(1);
  const s = one.add(a.mul(a).mul(4)).sqrt();
  const root = s.add(1).sqrt();
  const spread = root.add(Math.SQRT2);
  const rho = a.mul(2).mul(root).div(s.add(1).mul(spread));
  const square = rho.mul(rho);
  const narrow = one.sub(rho).mul(one.add(rho));
  // a / (2ρ), which stays finite for a = 0.
  const height = s.add(1).mul(spread).div(root.mul(4)).mul(narrow).mul(narrow);
  let found = graph.constant(0);
  let x = new Complex(one, graph.constant(0));
  for (let k = tries - 1; k >= 0; k--) {
    const [u1, u2] = uniform.slice(uniformsPerTry * k, uniformsPerTry * (k + 1));
    const { cosine, sine } = circlePoint(u1);
    const denominator = one.add(square).add(rho.mul(2).mul(cosine));
    const c = height.div(denominator);
    const accepted = u2.lessOrEqual(c.mul(one.sub(c).exp()));
    const re = rho.mul(2).add(one.add(square).mul(cosine)).div(denominator);
    const im = sine.mul(narrow).div(denominator);
    x = new Complex(accepted.select(re, x.re), accepted.select(im, x.im));
    found = accepted.select(1, found);
  }
  return { found, x };
}
