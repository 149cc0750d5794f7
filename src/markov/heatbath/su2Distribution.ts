/**
 * Unit quaternions x with the weight exp(a x₀), a ≥ 0, on SU(2): x₀ has the density √(1 − x₀²) exp(a x₀), its direction
 * is uniform on the sphere. With X = 1 − x₀ in [0, 2] the density is √(X (2 − X)) exp(−aX).
 *
 *  - a large: X from X^{1/2} exp(−aX) as −(ln u₁ + sin²(π(u₂ − ½)) ln u₃)/a, accepted with probability √(1 − X/2).
 *  - a small: X from exp(−rX) on [0, 2], r = max(a, 1/1024), accepted with √(X (2 − X)) exp((r − a)(X − 2)).
 * Where the two meet they accept 0.7 of the tries, elsewhere more. The floor under r avoids 0/0 at a = 0.
 *
 * References: A. D. Kennedy and B. J. Pendleton, Phys. Lett. B 156, 393 (1985); M. Creutz, Phys. Rev. D 21, 2308 (1980).
 */
import { Quaternion } from '../../group/index.ts';
import type { Real } from '../../kernel/index.ts';
import { circlePoint, sineOfHalfTurn, smallExponential, tinyExponential } from './halfTurn.ts';

/** Kennedy and Pendleton above this, Creutz below. */
const largeWeight = 1.7;
const smallestRate = 1 / 1024;
export const uniformsPerTry = 4;
const uniformsPerDirection = 2;

/** Uniform numbers for one quaternion. */
export const su2Uniforms = (tries: number) => uniformsPerTry * tries + uniformsPerDirection;

/** A quaternion, and whether any of the tries was accepted; if none was, the quaternion means nothing. */
export interface Trial {
  readonly found: Real;
  readonly x: Quaternion;
}

/** The first accepted one of `tries` tries; `uniform` are `su2Uniforms(tries)` numbers in (0, 1). */
export function su2Trial(a: Real, tries: number, uniform: readonly Real[]): Trial {
  const { graph } = a;
  const large = graph.constant(largeWeight).lessThan(a);
  const rate = large.select(a, a.max(smallestRate));
  const weightOfTwo = graph.constant(1).sub(smallExponential(rate.min(largeWeight).mul(-2)));
  let found = graph.constant(0);
  let distance = graph.constant(0);
  for (let k = tries - 1; k >= 0; k--) {
    const [u1, u2, u3, u4] = uniform.slice(uniformsPerTry * k, uniformsPerTry * (k + 1));
    const sine = sineOfHalfTurn(u2);
    const logarithm = large.select(u1, graph.constant(1).sub(u1.mul(weightOfTwo))).log();
    const second = large.select(sine.mul(sine).mul(u3.log()), 0);
    const X = logarithm.add(second).div(rate).neg();
    const rest = graph.constant(2).sub(X);
    // Both conditions squared, so that they need no root; beyond X = 2 the right-hand side is negative.
    const surplus = tinyExponential(rate.sub(a).mul(rest).neg());
    const small = X.mul(rest).mul(surplus).mul(surplus);
    const accepted = u4.mul(u4).lessOrEqual(large.select(rest.mul(0.5), small));
    distance = accepted.select(X, distance);
    found = accepted.select(1, found);
  }
  const [height, turn] = uniform.slice(uniformsPerTry * tries);
  const radius = distance.mul(graph.constant(2).sub(distance)).max(0).sqrt();
  const z = height.mul(2).sub(1);
  const across = graph.constant(1).sub(z.mul(z)).sqrt().mul(radius);
  const { cosine, sine } = circlePoint(turn);
  const x = new Quaternion(graph.constant(1).sub(distance), across.mul(cosine), across.mul(sine), radius.mul(z));
  return { found, x };
}
