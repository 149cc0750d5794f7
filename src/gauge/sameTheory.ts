import type { Group } from '../group/index.ts';
import type { Lattice } from '../lattice/index.ts';
import type { GaugeField } from './configuration.ts';

/**
 * For things that are made for one theory and then given links.
 *
 * @throws if the links are in another group or on another lattice, naming `what` was made
 */
export function requireSameTheory(u: GaugeField, what: string, lattice: Lattice, group: Group): void {
  const [made, found] = [theoryName(group, lattice), theoryName(u.group, u.lattice)];
  if (made !== found) throw new Error(`The ${what} were made for ${made}, but the links are in ${found}.`);
}

const theoryName = ({ name }: Group, lattice: Lattice) => `${name} on ${lattice.name}`;
