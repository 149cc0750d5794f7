/**
 * Minimum-norm scheme of fourth order, positions first (4MN4FP): four forces per step,
 *   Q(ρ) P(λ) Q(θ) P((1 − 2 λ)/2) Q(1 − 2 θ − 2 ρ), and back.
 * One force fewer than omf4, with larger errors at the same step.
 *
 * References: I. P. Omelyan, I. M. Mryglod, R. Folk, Comput. Phys. Commun. 151, 272 (2003);
 * T. Takaishi and P. de Forcrand, Phys. Rev. E 73, 036706 (2006), hep-lat/0505020.
 */
import { papers } from '../../lattice/index.ts';
import { type Scheme, scheme } from './scheme.ts';

const rho = 0.1786178958448091;
const theta = -0.06626458266981843;
const lambda = 0.7123418310626056;

/** @param group name of the forces that kick */
export function omf4QPQ(group = 'all'): Scheme {
  const kick = (coefficient: number) => ({ who: group, coefficient });
  const drift = (coefficient: number) => ({ who: 'drift', coefficient });
  const half = [drift(rho), kick(lambda), drift(theta), kick(1 / 2 - lambda)];
  return scheme({
    name: `omf4QPQ(${group})`,
    order: 4,
    steps: [...half, drift(1 - 2 * (theta + rho)), ...half.toReversed()],
    cites: papers('Omelyan:2003', 'Takaishi:2005tz'),
  });
}
