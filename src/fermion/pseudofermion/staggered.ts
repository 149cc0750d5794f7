/**
 * Staggered pseudofermions for 1 to 8 flavours (see flavours.ts for the powers):
 *   S(u) = φ† M(u)^{−p} φ,   M = m² − D₀ D₀.
 * Heat bath, ξ of density exp(−ξ† ξ): φ = D† ξ for the inverse itself, and φ = M^{p/2} ξ else.
 *
 * Reference: D. H. Weingarten and D. N. Petcher, Phys. Lett. B 99, 333 (1981).
 */
import type { Group } from '../../group/index.ts';
import { type Lattice, papers } from '../../lattice/index.ts';
import { sharedStaggeredOperator } from '../staggered/operator.ts';
import type { Boundary } from '../staggered/phases.ts';
import { determinantPower } from './flavours.ts';
import { pseudofermionFrom, type SolverChoice } from './fromMatrix.ts';
import type { Pseudofermion } from './pseudofermion.ts';
import { strictRange } from './spectralRange.ts';
import { staggeredMatrix } from './staggeredMatrix.ts';

export interface PseudofermionOptions {
  readonly lattice: Lattice;
  readonly group: Group;
  readonly mass: number;
  /** N_f, from 1 to 8. */
  readonly flavours: number;
  /** Default: antiperiodic in time. */
  readonly boundary?: Boundary;
  readonly solver?: SolverChoice;
  /**
   * The range of rational functions, for other than 4 and 8 flavours: a strict bound, or what is measured at every
   * refresh (spectralRange.ts); surrogates have the strict one. Every solve checks it. Default bound.
   */
  readonly spectrum?: 'bound' | 'measured';
  /** The upper end of the strict bound on −D₀ D₀. Default: the square of the dimension. */
  readonly spectralBound?: number;
}

/**
 * @throws if the mass is not positive or the number of flavours not one of 1 .. 8, or a guess or mixed precision is asked
 *   for where a rational function is needed
 */
export function staggeredPseudofermion(options: PseudofermionOptions): Pseudofermion {
  const { lattice, group, mass, flavours, solver, boundary, spectrum = 'bound' } = options;
  const { parity, power } = determinantPower(flavours);
  const bound = strictRange(lattice.dimension);
  const operator = sharedStaggeredOperator(lattice, group, boundary);
  return pseudofermionFrom({
    matrix: staggeredMatrix(operator, parity),
    mass,
    setLinks: u => void operator.setLinks(u),
    shiftMass: requirePositiveMass,
    anyMass: true,
    form: power === 1 ? { kind: 'inverse' } : { kind: 'power', power },
    name: m => `staggered pseudofermions, N_f = ${flavours}, m = ${m}`,
    cites:
      power === 1
        ? papers('Kogut:1974ag', 'Weingarten:1980hx')
        : papers('Kogut:1974ag', 'Weingarten:1980hx', 'Clark:2006fx'),
    solver,
    range: { strict: { ...bound, highest: options.spectralBound ?? bound.highest }, choice: spectrum },
  });
}

/** @throws if it is not positive and finite */
export function requirePositiveMass(mass: number): number {
  if (mass > 0 && mass < Infinity) return mass;
  throw new Error(`The mass of the pseudofermions is positive; found ${mass}.`);
}
