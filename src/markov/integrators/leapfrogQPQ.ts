/**
 * Leapfrog, positions first:  Q(½) P(1) Q(½).
 * Order 2, one force per step. Also called position Verlet.
 *
 * Reference: S. Duane, A. D. Kennedy, B. J. Pendleton, D. Roweth, Phys. Lett. B 195, 216 (1987).
 */
import { type Scheme, scheme } from './scheme.ts';

/** @param group name of the forces that kick */
export function leapfrogQPQ(group = 'all'): Scheme {
  return scheme({
    name: `leapfrogQPQ(${group})`,
    order: 2,
    steps: [
      { who: 'drift', coefficient: 0.5 },
      { who: group, coefficient: 1 },
      { who: 'drift', coefficient: 0.5 },
    ],
    cites: [],
  });
}
