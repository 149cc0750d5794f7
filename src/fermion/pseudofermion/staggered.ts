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
import { ChronologicalGuess } from '../solvers/chronological.ts';
import { StaggeredOperator } from '../staggered/operator.ts';
import { antiperiodicInTime, type Boundary } from '../staggered/phases.ts';
import { clarkKennedy, kogutSusskind, weingartenPetcher } from './cites.ts';
import { determinantPower, type PartialFractions, powerOf } from './flavours.ts';
import type { Pseudofermion } from './pseudofermion.ts';
import { ShiftedInverses } from './shiftedInverses.ts';
import { measuredRange, type SpectralRange, strictRange } from './spectralRange.ts';
import { staggeredMatrix } from './staggeredMatrix.ts';

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
    /**
     * For 4 and 8 flavours: how many past solutions of a trajectory the force starts from (chronological.ts). Default
     * 0, which starts from zero and makes the force a function of the links alone.
     */
    readonly guess?: number;
    /** For 4 and 8 flavours: iterations in f64, or in f32 with true residuals in f64. Default double. */
    readonly precision?: 'double' | 'mixed';
  };
  /**
   * The range of rational functions, for other than 4 and 8 flavours: a strict bound, or what is measured at every
   * refresh (spectralRange.ts); surrogates have the strict one. Every solve checks it. Default bound.
   */
  readonly spectrum?: 'bound' | 'measured';
  /** The upper end of the strict bound on -D_0 D_0. Default: the square of the dimension. */
  readonly spectralBound?: number;
}

/** Of the real and of the imaginary part, so that <|xi|^2> = 1. */
const sigma = Math.SQRT1_2;

/**
 * @throws if the mass is not positive or the number of flavours not one of 1 .. 8, or a guess or mixed precision is asked
 *   for where a rational function is needed
 */
export function staggeredPseudofermion(options: PseudofermionOptions): Pseudofermion {
  const { lattice, group, mass, flavours, solver, spectrum = 'bound' } = options;
  const { guess = 0, precision = 'double' } = solver;
  const { parity, power } = determinantPower(flavours);
  if (power !== 1) requirePlainSolver(flavours, { guess, precision });
  const bound = strictRange(lattice.dimension);
  const strict = { ...bound, highest: options.spectralBound ?? bound.highest };
  let range = strict;
  const operator = new StaggeredOperator(lattice, group, options.boundary ?? antiperiodicInTime(lattice.dimension));
  const inverses = new ShiftedInverses(staggeredMatrix(operator, parity));
  const limits = solver.maxIterations === undefined ? {} : { maxIterations: solver.maxIterations };
  const exactly = { tolerance: solver.tolerance, precision, ...limits };
  const roughly = { tolerance: solver.forceTolerance, precision, ...limits };
  const phi = inverses.source;
  const histories: ChronologicalGuess[] = [];
  let refreshed = false;

  const actionOf = (m: number, rangeNow: () => SpectralRange): Functional<GaugeField> => {
    requirePositive(m);
    const powers = remembered(-power, m);
    const past = guess > 0 ? new ChronologicalGuess(operator.normal(parity), guess) : undefined;
    if (past) histories.push(past);
    const prepare = (u: GaugeField, accuracy: number): PartialFractions => {
      if (!refreshed) throw new Error('The pseudofermion field has not been drawn yet: call refresh first.');
      operator.setLinks(u);
      return powers(rangeNow(), accuracy);
    };
    return {
      name: `staggered pseudofermions, N_f = ${flavours}, m = ${m}`,
      cites: power === 1 ? [kogutSusskind, weingartenPetcher] : [kogutSusskind, weingartenPetcher, clarkKennedy],
      value: u => inverses.value(prepare(u, solver.tolerance), m, exactly),
      gradient(u, out) {
        inverses.differentiate(prepare(u, solver.forceTolerance), m, past ? { ...roughly, past } : roughly);
        out.copyFrom(inverses.force);
      },
    };
  };

  const heatBathPower = remembered(power / 2, mass);
  const drawFromDagger = (key: Key) => {
    const workspace = workspaceOf(lattice);
    const xi = workspace.take(phi.components);
    drawGaussian(xi, key, sigma);
    operator.applyDagger(mass, xi, phi);
    workspace.giveBack(xi);
  };
  const drawFromPower = (key: Key) => {
    drawGaussian(phi, key, sigma);
    if (spectrum === 'measured') {
      range = measuredRange(inverses.conjugateGradient, phi, { shift: mass ** 2, strict, ...limits });
    }
    inverses.apply(heatBathPower(range, solver.tolerance), mass, exactly);
    phi.copyFrom(inverses.image);
  };

  return {
    field: phi,
    refresh(u, key) {
      for (const past of histories) past.clear();
      operator.setLinks(u);
      if (power === 1) drawFromDagger(key);
      else drawFromPower(key);
      refreshed = true;
    },
    action: actionOf(mass, () => range),
    // Surrogates may see other links than those that were measured.
    withMass: m => actionOf(m, () => strict),
    iterations: () => inverses.takeStatistics(),
  };
}

function requirePositive(mass: number): void {
  if (!(mass > 0 && mass < Infinity)) throw new Error(`The mass of the pseudofermions is positive; found ${mass}.`);
}

function requirePlainSolver(flavours: number, { guess, precision }: { guess: number; precision: string }): void {
  if (guess === 0 && precision === 'double') return;
  throw new Error(
    `N_f = ${flavours} needs a rational function, whose poles are solved for at once from zero in double precision; found ` +
      `guess ${guess} and precision "${precision}". Use guess 0 and "double", or 4 or 8 flavours.`,
  );
}

/** M^exponent for this mass, on a range and to an accuracy, with what was made before kept. */
function remembered(exponent: number, mass: number): (range: SpectralRange, accuracy: number) => PartialFractions {
  const known = new Map<string, PartialFractions>();
  return ({ lowest, highest }, accuracy) => {
    const name = `${lowest} ${highest} ${accuracy}`;
    const range = { lower: mass ** 2 + lowest, upper: mass ** 2 + highest };
    const made = known.get(name) ?? powerOf(exponent, range, accuracy);
    known.set(name, made);
    return made;
  };
}
