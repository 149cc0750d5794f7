/**
 * Minimum-norm scheme of second order (2MN):  Q(lambda) P(1/2) Q(1 - 2 lambda) P(1/2) Q(lambda).
 *
 * Order 2, two forces per step. The two error terms of third order, [Q,[Q,P]] and [P,[Q,P]], have the coefficients
 *   alpha = (1 - 6 lambda + 6 lambda^2) / 12,    beta = (1 - 6 lambda) / 24,
 * and lambda makes alpha^2 + beta^2 smallest, so that at equal cost dH is much smaller than with leapfrog.
 *
 * References: I. P. Omelyan, I. M. Mryglod, R. Folk, Comput. Phys. Commun. 151, 272 (2003);
 * T. Takaishi and P. de Forcrand, Phys. Rev. E 73, 036706 (2006), hep-lat/0505020.
 */
import { papers } from '../../lattice/index.ts';
import { type Scheme, scheme } from './scheme.ts';

/** lambda = 1/2 - r/12 + 1/(6 r), r^3 = 2 sqrt(326) + 36 (Omelyan, Mryglod, Folk 2003). */
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
