/**
 * Leapfrog, momenta first:  P(½) Q(1) P(½).
 * Order 2, one force per step and one more per trajectory. Also called velocity Verlet.
 *
 * References: L. Verlet, Phys. Rev. 159, 98 (1967);
 * S. Duane, A. D. Kennedy, B. J. Pendleton, D. Roweth, Phys. Lett. B 195, 216 (1987).
 */
import { type Scheme, scheme } from './scheme.ts';

/** @param group name of the forces that kick */
export function leapfrogPQP(group = 'all'): Scheme {
  return scheme({
    name: `leapfrogPQP(${group})`,
    order: 2,
    steps: [
      { who: group, coefficient: 0.5 },
      { who: 'drift', coefficient: 1 },
      { who: group, coefficient: 0.5 },
    ],
    cites: [],
  });
}
