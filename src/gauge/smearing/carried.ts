/**
 * The two staples over a link-like matrix M that leads n -> n + mu:
 *   forward  X_nu(n) M(n + nu) X_nu(n + mu)†,      backward  X_nu(n - nu)† M(n - nu) X_nu(n - nu + mu).
 */
import type { Matrix } from '../../group/index.ts';
import type { Site } from '../../kernel/index.ts';

/** Which way a staple leans: F (steps along +nu) or B (along -nu). */
export type Side = 'forward' | 'backward';

export const sides: readonly Side[] = ['forward', 'backward'];

/** X_nu(n) M(n + nu) X_nu(n + mu)†, or the same with a step against nu. */
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
