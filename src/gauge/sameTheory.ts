import type { Group } from '../group/index.ts';
import type { Lattice } from '../lattice/index.ts';
import type { GaugeField } from './configuration.ts';

/**
 * For things that are made for one theory and then given links.
 *
 * @throws if the links are in another group or on another lattice or machine, naming `what` was made
 */
export function requireSameTheory(u: GaugeField, what: string, lattice: Lattice, group: Group): void {
  if (u.group === group && u.lattice === lattice) return;
  const made = theoryName(group, lattice);
  const found = theoryName(u.group, u.lattice);
  if (made !== found) throw new Error(`The ${what} were made for ${made}, but the links are in ${found}.`);
  if (u.lattice.machine !== lattice.machine) {
    throw new Error(
      `The ${what} and the links, both in ${made}, are on two machines (${lattice.machine.kind}, ` +
        `${u.lattice.machine.kind}); make both from one lattice.`,
    );
  }
}

const theoryName = ({ name }: Group, lattice: Lattice) => `${name} on ${lattice.name}`;
