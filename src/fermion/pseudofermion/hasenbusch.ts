/**
 * The determinant of staggered fermions in factors, with masses m₁ > m₂ > … > m_n > m (M. Hasenbusch):
 *   det (M + m²) = det (M + m₁²) det [ (M + m₂²) / (M + m₁²) ] … det [ (M + m²) / (M + m_n²) ],   M = −D₀ D₀,
 * each factor with a pseudofermion of its own. Its forces are smaller than those of the whole, and can be put on time
 * scales of their own. The same with twists for Wilson fermions is in wilson.ts.
 *
 * Reference: M. Hasenbusch, Phys. Lett. B 519, 177 (2001), hep-lat/0107019.
 */
import { papers } from '../../lattice/index.ts';
import { sharedStaggeredOperator } from '../staggered/operator.ts';
import { determinantPower } from './flavours.ts';
import { pseudofermionFrom } from './fromMatrix.ts';
import type { Pseudofermion } from './pseudofermion.ts';
import { type PseudofermionOptions, requirePositiveMass, staggeredPseudofermion } from './staggered.ts';
import { staggeredMatrix } from './staggeredMatrix.ts';

/**
 * Staggered pseudofermions of 4 or 8 flavours, the heaviest first: the sum of their actions is that of the determinant.
 *
 * @param masses m₁ > m₂ > …, all above the mass of the quarks
 * @throws if the masses do not descend to that of the quarks, or the flavours need a rational function
 */
export function staggeredHasenbusch(
  options: PseudofermionOptions & { readonly masses: readonly number[] },
): Pseudofermion[] {
  const { masses, mass, flavours } = options;
  const { parity, power } = determinantPower(flavours);
  requirePositiveMass(mass);
  requireDescending('masses', masses, mass);
  if (masses.length > 0 && power !== 1) {
    throw new Error(
      `The determinant of 4 or 8 staggered flavours can be split by masses; found N_f = ${flavours}. Leave the list empty.`,
    );
  }
  const first = staggeredPseudofermion({ ...options, mass: masses[0] ?? mass });
  const ratios = masses.map((heavy, k) => {
    const light = masses[k + 1] ?? mass;
    const { lattice, group, boundary, solver } = options;
    const operator = sharedStaggeredOperator(lattice, group, boundary);
    return pseudofermionFrom({
      matrix: staggeredMatrix(operator, parity),
      mass: light,
      setLinks: u => void operator.setLinks(u),
      shiftMass: requirePositiveMass,
      form: { kind: 'ratio', heavy },
      name: m => `staggered pseudofermions, N_f = ${flavours}, m = ${m}, divided by m = ${heavy}`,
      cites: papers('Kogut:1974ag', 'Weingarten:1980hx', 'Hasenbusch:2001ne'),
      solver,
    });
  });
  return [first, ...ratios];
}

/** @throws if the list does not descend, or does not stay above `floor` */
export function requireDescending(what: string, list: readonly number[], floor: number): void {
  const all = [...list, floor];
  if (list.every((value, k) => Number.isFinite(value) && value > all[k + 1])) return;
  throw new Error(`The ${what} of a split determinant descend and stay above ${floor}; found [${list}].`);
}
