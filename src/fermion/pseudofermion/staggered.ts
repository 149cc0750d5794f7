/**
 * Staggered pseudofermions for 1 to 8 flavours (see flavours.ts for the powers):
 *   S(u) = phi^dagger M(u)^-p phi,   M = m^2 - D_0 D_0.
 * Heat bath, xi of density exp(-xi^dagger xi): phi = D^dagger xi for the inverse itself, and phi = M^{p/2} xi else.
 *
 * Reference: D. H. Weingarten and D. N. Petcher, Phys. Lett. B 99, 333 (1981).
 */
import type { GaugeField } from '../../gauge/index.ts';
import type { Group } from '../../group/index.ts';
import { drawGaussian, type Functional, type Key, type Lattice, workspaceOf } from '../../lattice/index.ts';
import { StaggeredOperator } from '../staggered/operator.ts';
import { antiperiodicInTime, type Boundary } from '../staggered/phases.ts';
import { clarkKennedy, kogutSusskind, weingartenPetcher } from './cites.ts';
import { determinantPower, type PartialFractions, powerOf } from './flavours.ts';
import type { Pseudofermion } from './pseudofermion.ts';
import { ShiftedInverses } from './shiftedInverses.ts';

export interface PseudofermionOptions {
  readonly lattice: Lattice;
  readonly group: Group;
  readonly mass: number;
  /** N_f, from 1 to 8. */
  readonly flavours: number;
  /** Default: antiperiodic in time. */
  readonly boundary?: Boundary;
  readonly solver: {
    /** Relative residual for values and for the heat bath. */
    readonly tolerance: number;
    /** Relative residual, and relative error of rational functions, for gradients. */
    readonly forceTolerance: number;
    readonly maxIterations?: number;
  };
  /**
   * An upper bound on the eigenvalues of -D_0 D_0. Default: the square of the dimension, which holds for all unitary
   * links. A smaller one saves poles; every solve checks it.
   */
  readonly spectralBound?: number;
}

/** Of the real and of the imaginary part, so that <|xi|^2> = 1. */
const sigma = Math.SQRT1_2;

/** Room for links that are unitary up to rounding. */
const unitarityMargin = 1e-6;

/** @throws if the mass is not positive or the number of flavours not one of 1 .. 8 */
export function staggeredPseudofermion(options: PseudofermionOptions): Pseudofermion {
  const { lattice, group, mass, flavours, solver } = options;
  const { parity, power } = determinantPower(flavours);
  const bound = options.spectralBound ?? lattice.dimension ** 2 * (1 + unitarityMargin);
  const operator = new StaggeredOperator(lattice, group, options.boundary ?? antiperiodicInTime(lattice.dimension));
  const inverses = new ShiftedInverses(operator, parity);
  const limits = solver.maxIterations === undefined ? {} : { maxIterations: solver.maxIterations };
  const exactly = { tolerance: solver.tolerance, ...limits };
  const roughly = { tolerance: solver.forceTolerance, ...limits };
  const phi = inverses.source;
  let refreshed = false;

  const actionOf = (m: number): Functional<GaugeField> => {
    requirePositive(m);
    const powers = remembered(accuracy => powerOf(-power, m, bound, accuracy));
    const prepare = (u: GaugeField, accuracy: number): PartialFractions => {
      if (!refreshed) throw new Error('The pseudofermion field has not been drawn yet: call refresh first.');
      operator.setLinks(u);
      return powers(accuracy);
    };
    return {
      name: `staggered pseudofermions, N_f = ${flavours}, m = ${m}`,
      cites: power === 1 ? [kogutSusskind, weingartenPetcher] : [kogutSusskind, weingartenPetcher, clarkKennedy],
      value: u => inverses.value(prepare(u, solver.tolerance), m, exactly),
      gradient(u, out) {
        inverses.differentiate(prepare(u, solver.forceTolerance), m, roughly);
        out.copyFrom(inverses.force);
      },
    };
  };

  const heatBathPower = remembered(accuracy => powerOf(power / 2, mass, bound, accuracy));
  const drawFromDagger = (key: Key) => {
    const workspace = workspaceOf(lattice);
    const xi = workspace.take(phi.components);
    drawGaussian(xi, key, sigma);
    operator.applyDagger(mass, xi, phi);
    workspace.giveBack(xi);
  };
  const drawFromPower = (key: Key) => {
    drawGaussian(phi, key, sigma);
    inverses.apply(heatBathPower(solver.tolerance), mass, exactly);
    phi.copyFrom(inverses.image);
  };

  return {
    field: phi,
    refresh(u, key) {
      operator.setLinks(u);
      if (power === 1) drawFromDagger(key);
      else drawFromPower(key);
      refreshed = true;
    },
    action: actionOf(mass),
    withMass: actionOf,
    iterations: () => inverses.takeStatistics(),
  };
}

function requirePositive(mass: number): void {
  if (!(mass > 0 && mass < Infinity)) throw new Error(`The mass of the pseudofermions is positive; found ${mass}.`);
}

/** The function, with its values kept. */
function remembered(make: (accuracy: number) => PartialFractions): (accuracy: number) => PartialFractions {
  const known = new Map<number, PartialFractions>();
  return accuracy => {
    const made = known.get(accuracy) ?? make(accuracy);
    known.set(accuracy, made);
    return made;
  };
}
