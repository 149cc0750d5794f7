/**
 * Force-gradient scheme of fourth order with positive steps only:
 *   P(1/6) Q(½) P~(2/3) Q(½) P(1/6),
 * where P~ belongs to S − (e²/48) Σ (dS/dq)², e the length of the step. Its second derivatives are not computed:
 *   dS/dq^a − (e²/24) (dS/dq^b) d² S/dq^a dq^b = dS/dq^a at exp(−(e²/24) dS/dq) U, up to O(e⁴),
 * so that P~ is a kick with the force at links moved against the force. Three forces per step.
 *
 * P~ adds to p a function of U alone. It is therefore exactly reversible and keeps the volume of phase space exactly,
 * which is all that the accept test needs; it is symplectic up to O(e⁵) only, because the shifted force is no gradient.
 *
 * References: S. A. Chin, Phys. Lett. A 226, 344 (1997) (scheme 4A); A. D. Kennedy, M. A. Clark, P. J. Silva,
 * arXiv:0910.2950; H. Yin and R. D. Mawhinney, arXiv:1111.5059 (shifted force).
 */
import { papers } from '../../lattice/index.ts';
import { type Scheme, scheme } from './scheme.ts';

/** @param group name of the forces that kick */
export function forceGradient(group = 'all'): Scheme {
  return scheme({
    name: `forceGradient(${group})`,
    order: 4,
    steps: [
      { who: group, coefficient: 1 / 6 },
      { who: 'drift', coefficient: 1 / 2 },
      { who: group, coefficient: 2 / 3, shift: { share: 1 / 24, along: [group] } },
      { who: 'drift', coefficient: 1 / 2 },
      { who: group, coefficient: 1 / 6 },
    ],
    cites: papers('Omelyan:2003', 'Yin:2011np'),
  });
}
