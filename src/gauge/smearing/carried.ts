/**
 * The two staples over a link-like matrix M that leads n → n + μ:
 *   forward  X_ν(n) M(n + ν) X_ν(n + μ)†,      backward  X_ν(n − ν)† M(n − ν) X_ν(n − ν + μ).
 */
import type { Matrix } from '../../group/index.ts';
import type { Site } from '../../kernel/index.ts';

/** Which way a staple leans: F (steps along +ν) or B (along −ν). */
export type Side = 'forward' | 'backward';

export const sides: readonly Side[] = ['forward', 'backward'];

/** X_ν(n) M(n + ν) X_ν(n + μ)†, or the same with a step against ν. */
export function carried(
  side: Side,
  X: (mu: number, at: Site) => Matrix,
  M: (at: Site) => Matrix,
  [mu, nu]: readonly [number, number],
  x: Site,
): Matrix {
  if (side === 'forward')
    return X(nu, x)
      .mul(M(x.plus(nu)))
      .mul(X(nu, x.plus(mu)).dagger());
  const below = x.minus(nu);
  return X(nu, below)
    .dagger()
    .mul(M(below))
    .mul(X(nu, below.plus(mu)));
}
