/** What is common to all domain-wall pseudofermions: names, and what is refused. */
import { type DomainWallOptions, usualHeight } from '../domainwall/operator.ts';

/** The mass of Pauli-Villars fields. */
export const pauliVillars = 1;

/** @throws if it is not */
export function requireQuarkMass(mass: number): number {
  if (mass > 0 && mass < 1) return mass;
  throw new Error(
    `The mass of domain-wall quarks lies between 0 and that of the Pauli-Villars fields, 1; found ${mass}.`,
  );
}

export function requirePlain(guess: number, precision: string): void {
  if (guess === 0 && precision === 'double') return;
  throw new Error(
    `Domain-wall pseudofermions are solved from zero in double precision; found guess ${guess} and precision ` +
      `"${precision}". Use guess 0 and "double".`,
  );
}

export function domainWallName(
  { height = usualHeight, extent5, b = 1, c = 0 }: DomainWallOptions,
  flavours: number,
  mass: number,
  heavy: number,
): string {
  const form = b === 1 && c === 0 ? '' : `, b = ${[b].flat()}, c = ${[c].flat()}`;
  const divided = heavy === pauliVillars ? '' : `, divided by m = ${heavy}`;
  return `domain-wall pseudofermions, N_f = ${flavours}, m = ${mass}, M_5 = ${height}, L_5 = ${extent5}${form}${divided}`;
}
