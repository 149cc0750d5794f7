/**
 * Minimum-norm scheme of fourth order, momenta first (4MN5FV): five forces per step,
 *   P(θ) Q(ρ) P(λ) Q(μ) P((1 − 2 λ − 2 θ)/2) Q(1 − 2 μ − 2 ρ), and back.
 * The four numbers solve the two conditions of fourth order; what is left makes the error terms of fifth order smallest.
 *
 * References: I. P. Omelyan, I. M. Mryglod, R. Folk, Comput. Phys. Commun. 151, 272 (2003);
 * T. Takaishi and P. de Forcrand, Phys. Rev. E 73, 036706 (2006), hep-lat/0505020.
 */
import { papers } from '../../lattice/index.ts';
import { type Scheme, scheme } from './scheme.ts';

const theta = 0.08398315262876693;
const rho = 0.2539785108410595;
const lambda = 0.6822365335719091;
const mu = -0.03230286765269967;

/** @param group name of the forces that kick */
export function omf4(group = 'all'): Scheme {
  const kick = (coefficient: number) => ({ who: group, coefficient });
  const drift = (coefficient: number) => ({ who: 'drift', coefficient });
  const half = [kick(theta), drift(rho), kick(lambda), drift(mu), kick(1 / 2 - lambda - theta)];
  return scheme({
    name: `omf4(${group})`,
    order: 4,
    steps: [...half, drift(1 - 2 * (mu + rho)), ...half.toReversed()],
    cites: papers('Omelyan:2003', 'Takaishi:2005tz'),
  });
}
