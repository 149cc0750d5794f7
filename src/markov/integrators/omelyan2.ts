/**
 * Minimum-norm scheme of second order (2MN):  Q(λ) P(½) Q(1 − 2 λ) P(½) Q(λ).
 *
 * Order 2, two forces per step. The two error terms of third order, [Q,[Q,P]] and [P,[Q,P]], have the coefficients
 *   α = (1 − 6 λ + 6 λ²) / 12,    β = (1 − 6 λ) / 24,
 * and λ makes α² + β² smallest, so that at equal cost ΔH is much smaller than with leapfrog.
 *
 * References: I. P. Omelyan, I. M. Mryglod, R. Folk, Comput. Phys. Commun. 151, 272 (2003);
 * T. Takaishi and P. de Forcrand, Phys. Rev. E 73, 036706 (2006), hep-lat/0505020.
 */
import { papers } from '../../lattice/index.ts';
import { type Scheme, scheme } from './scheme.ts';

/** λ = ½ − r/12 + 1/(6 r), r³ = 2 √326 + 36 (Omelyan, Mryglod, Folk 2003). */
export const omelyanLambda = 0.1931833275037836;

/** @param group name of the forces that kick */
export function omelyan2(group = 'all'): Scheme {
  return scheme({
    name: `omelyan2(${group})`,
    order: 2,
    steps: [
      { who: 'drift', coefficient: omelyanLambda },
      { who: group, coefficient: 0.5 },
      { who: 'drift', coefficient: 1 - 2 * omelyanLambda },
      { who: group, coefficient: 0.5 },
      { who: 'drift', coefficient: omelyanLambda },
    ],
    cites: papers('Omelyan:2003', 'Takaishi:2005tz'),
  });
}
