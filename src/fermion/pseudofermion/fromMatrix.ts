/**
 * Pseudofermions of any Dirac operator, S(u) = φ† r(M(u) + m²) φ, from its matrix (fermionMatrix.ts), a function r
 * and a heat bath. With ξ of density exp(−ξ† ξ):
 *   inverse   r(x) = 1/x:                    φ = L(m) ξ;
 *   power     r(x) = x^{−p}:                   φ = (M + m²)^{p/2} ξ, r a rational function on the range of M + m²;
 *   ratio     r(x) = (x + h² − m²) / x:    φ = ξ + (m − h) (M + h²)⁻¹ L(h) ξ. Up to a unitary factor that is the
 *             root of M + m² divided by the root of M + h².
 * To S may be added a function of the links alone, the determinant of what preconditioning has eliminated.
 *
 * Reference: D. H. Weingarten and D. N. Petcher, Phys. Lett. B 99, 333 (1981); M. A. Clark and A. D. Kennedy, Phys. Rev.
 * Lett. 98, 051601 (2007); M. Hasenbusch, Phys. Lett. B 519, 177 (2001), hep-lat/0107019 (ratios).
 */
import type { GaugeField } from '../../gauge/index.ts';
import {
  axpy,
  type Cite,
  drawGaussian,
  type Field,
  type Functional,
  type Key,
  presentValue,
  scaled,
} from '../../lattice/index.ts';
import type { DerivativeKind } from '../derivative.ts';
import { ChronologicalGuess } from '../solvers/chronological.ts';
import { limitsOf, type SolverLimits } from '../solvers/positiveOperator.ts';
import type { FermionMatrix } from './fermionMatrix.ts';
import type { PartialFractions } from './flavours.ts';
import { massSum } from './massSum.ts';
import { measuredLowerEnd, rememberedPowers } from './powers.ts';
import type { MassTerm, Pseudofermion } from './pseudofermion.ts';
import { ShiftedInverses, type SolvingOptions } from './shiftedInverses.ts';
import { measuredRange, type SpectralRange, widened } from './spectralRange.ts';

export interface SolverChoice {
  /** Relative residual for values and for the heat bath. Default 1e-12. */
  readonly tolerance?: number;
  /** Relative residual, and relative error of rational functions, for gradients. Default 1e-10. */
  readonly forceTolerance?: number;
  readonly maxIterations?: number;
  /** Hears every iteration. */
  readonly onIteration?: () => void;
  /**
   * Without rational functions: how many past solutions of a trajectory the force starts from (chronological.ts). Default
   * 0, which starts from zero and makes the force a function of the links alone.
   */
  readonly guess?: number;
  /** Without rational functions: iterations in f64, or in f32 with true residuals in f64. Default double. */
  readonly precision?: 'double' | 'mixed';
}

/** The function r. */
export type ActionForm =
  | { readonly kind: 'inverse' }
  | { readonly kind: 'power'; readonly power: number }
  | { readonly kind: 'ratio' /** h of the determinant divided by. */; readonly heavy: number };

/** @typeParam U the configuration whose links the matrix is made of */
export interface PseudofermionParts<U = GaugeField> {
  readonly matrix: FermionMatrix;
  /** The mass of `action`, in the units of `withMass`. */
  readonly mass: number;
  /** Reads in the links for this mass. */
  setLinks(u: U, mass: number): void;
  /** The m in M + m²; throws if there is no such mass. */
  shiftMass(mass: number): number;
  readonly form: ActionForm;
  /** The matrix is the same for all masses, and there is no `determinant`: actions of several masses come from one solve. */
  readonly anyMass?: boolean;
  name(mass: number): string;
  readonly cites: readonly Cite[];
  /** Default: the defaults of its parts. */
  readonly solver?: SolverChoice | undefined;
  /**
   * For powers: where the eigenvalues of M lie, strictly, and the range that rational functions are made for: this one, or
   * what is measured at every refresh. If there is no strict lower end above zero, that end alone can be measured.
   */
  readonly range?: { readonly strict: SpectralRange; readonly choice: 'bound' | 'measured' | 'lower end measured' };
  /** A function of the links alone that belongs to the action: its value, and its share in the matrix' gathering. */
  readonly determinant?: { value(): number; addDerivative(): void };
}

type Limit = 'maxIterations' | 'onIteration';
export type SolverDefaults = Required<Omit<SolverChoice, Limit>> & Pick<SolverChoice, Limit>;

/** With the defaults in place of what is left out. @throws if a tolerance is not between 0 and 1 */
export function solverFrom(choice: SolverChoice = {}): SolverDefaults {
  const solver = { tolerance: 1e-12, forceTolerance: 1e-10, guess: 0, precision: 'double' as const, ...choice };
  for (const name of ['tolerance', 'forceTolerance'] as const) {
    const found = solver[name];
    if (!(found > 0 && found < 1)) throw new Error(`The ${name} of a solver lies between 0 and 1; found ${found}.`);
  }
  return solver;
}

/** Masses that are trained need new powers with each change: older ones are forgotten. */
const fewPowers = 16;

/** Of the real and of the imaginary part, so that ⟨|ξ|²⟩ = 1. */
const sigma = Math.SQRT1_2;

const inverse: PartialFractions = { constant: 0, shifts: [0], residues: [1] };

/** @throws if a guess or mixed precision is asked for where a rational function is needed, or there is no such mass */
export function pseudofermionFrom<U = GaugeField>(parts: PseudofermionParts<U>): Pseudofermion<U> {
  const { matrix, determinant, form } = parts;
  const solver = solverFrom(parts.solver);
  const { guess, precision } = solver;
  if (form.kind === 'power') requirePlainSolver(parts.name(parts.mass), { guess, precision });
  const inverses = new ShiftedInverses(matrix);
  const limits = limitsOf(solver);
  const exactly = { tolerance: solver.tolerance, precision, ...limits };
  const roughly = { tolerance: solver.forceTolerance, precision, ...limits };
  const phi = inverses.source;
  const histories: ChronologicalGuess[] = [];
  const ranges = rangesOf(parts);
  let refreshed = false;

  const actionOf = (mass: number, rangeNow: (m: number) => SpectralRange): Functional<U> => {
    const m = parts.shiftMass(mass);
    const past = guess > 0 ? new ChronologicalGuess(matrix.normal, guess) : undefined;
    if (past) histories.push(past);
    const fractions = fractionsOf(form, m);
    const prepare = (u: U, accuracy: number): PartialFractions => {
      requireField();
      parts.setLinks(u, mass);
      return fractions(() => rangeNow(m), accuracy);
    };
    const options = past ? { ...roughly, past } : roughly;
    const derive = (kind: DerivativeKind, u: U, out: Field) => {
      const fractionsNow = prepare(u, solver.forceTolerance);
      out.copyFrom(inverses.differentiate(kind, fractionsNow, m, options, determinant?.addDerivative));
    };
    return {
      name: parts.name(mass),
      cites: parts.cites,
      value: u => inverses.value(prepare(u, solver.tolerance), m, exactly) + (determinant?.value() ?? 0),
      differential: (u, out) => derive('differential', u, out),
      gradient: (u, out) => derive('force', u, out),
    };
  };

  const requireField = () => {
    if (!refreshed) throw new Error('The pseudofermion field has not been drawn yet: call refresh first.');
  };
  const powersOfMasses = rememberedPowers(fewPowers);
  const sumOfMasses = (terms: readonly MassTerm[]) =>
    massSum(terms, {
      name: `sum of ${terms.map(({ mass }) => parts.name(presentValue(mass))).join(' and ')}`,
      cites: parts.cites,
      inverses,
      prepare(u: U) {
        requireField();
        parts.setLinks(u, parts.mass);
      },
      shiftMass: parts.shiftMass,
      fractions(m, accuracy) {
        if (form.kind !== 'power') return inverse;
        const { lowest, highest } = ranges.others(m);
        return powersOfMasses(-form.power, { lower: m ** 2 + lowest, upper: m ** 2 + highest }, accuracy);
      },
      exactly: { ...exactly, precision: 'double' },
      roughly: { ...roughly, precision: 'double' },
    });
  const heatBath = heatBathOf(parts, inverses, ranges, exactly);
  const action = actionOf(parts.mass, ranges.own);
  return {
    field: phi,
    refresh(u, key) {
      for (const past of histories) past.clear();
      parts.setLinks(u, parts.mass);
      heatBath(key);
      refreshed = true;
    },
    action,
    // Surrogates may see other links than those that were measured.
    withMass: mass => actionOf(mass, ranges.others),
    ...(parts.anyMass ? { sumOfMasses } : {}),
    ...(parts.form.kind === 'power' && parts.range?.choice !== 'bound' ? { widen: ranges.widen } : {}),
    iterations() {
      const applications = matrix.takeApplications?.();
      return { ...inverses.takeStatistics(), ...(applications === undefined ? {} : { applications }) };
    },
  };
}

interface Ranges {
  widen(times: number): void;
  own(): SpectralRange;
  others(m: number): SpectralRange;
  /** Measures again, with φ as the source, if ranges are measured. */
  renew(inverses: ShiftedInverses, m: number, limits: SolverLimits): void;
}

function rangesOf({ range }: Pick<PseudofermionParts, 'range'>): Ranges {
  let measured: SpectralRange | undefined;
  let room = 0;
  const own = () => {
    const known = range?.choice === 'bound' ? range.strict : measured;
    if (!known) throw new Error('The spectrum of the pseudofermions has not been measured yet: call refresh first.');
    return known;
  };
  return {
    own,
    widen(times) {
      room = times;
    },
    others: m => (range && range.strict.lowest + m ** 2 > 0 ? range.strict : own()),
    renew(inverses, m, limits) {
      if (!range || range.choice === 'bound') return;
      const { conjugateGradient, source } = inverses;
      const { strict } = range;
      const measure = range.choice === 'measured' ? measuredRange : measuredLowerEnd;
      measured = widened(
        measure(conjugateGradient, source, { shift: m ** 2, strict, ...limits }),
        m ** 2,
        strict,
        room,
      );
    },
  };
}

/** r, or what the heat bath needs of it: rational functions are kept, so that each is made once. */
function fractionsOf(form: ActionForm, m: number): (range: () => SpectralRange, accuracy: number) => PartialFractions {
  if (form.kind === 'inverse') return () => inverse;
  if (form.kind === 'ratio') {
    const fractions = { constant: 1, shifts: [0], residues: [form.heavy ** 2 - m ** 2] };
    return () => fractions;
  }
  return powersOf(-form.power, m);
}

/** (M + m²)^exponent on a range and to an accuracy, with what was made before kept. */
function powersOf(exponent: number, m: number): (range: () => SpectralRange, accuracy: number) => PartialFractions {
  const powers = rememberedPowers();
  return (range, accuracy) => {
    const { lowest, highest } = range();
    return powers(exponent, { lower: m ** 2 + lowest, upper: m ** 2 + highest }, accuracy);
  };
}

/** Prepares φ ← a field of density exp(−S) with the links as they are. */
function heatBathOf(
  { matrix, mass, shiftMass, form }: Pick<PseudofermionParts, 'matrix' | 'mass' | 'shiftMass' | 'form'>,
  inverses: ShiftedInverses,
  ranges: Ranges,
  exactly: SolvingOptions,
): (key: Key) => void {
  const { source: phi, image } = inverses;
  const m = shiftMass(mass);
  if (form.kind === 'power') {
    const fractions = powersOf(form.power / 2, m);
    const limits = limitsOf(exactly);
    return key => {
      drawGaussian(phi, key, sigma);
      ranges.renew(inverses, m, limits);
      inverses.apply(fractions(ranges.own, exactly.tolerance), m, exactly);
      phi.copyFrom(image);
    };
  }
  const xi = matrix.noise();
  const root = matrix.bindRoot(xi, phi);
  if (form.kind === 'inverse') {
    return key => {
      drawGaussian(xi, key, sigma);
      root(m);
    };
  }
  const { components, parity, lattice } = phi;
  const restrict = scaled(components, lattice.dimension).bind({ x: xi, y: phi }, { sites: parity });
  const add = axpy(components, lattice.dimension).bind({ x: image, y: phi }, { sites: parity });
  return key => {
    drawGaussian(xi, key, sigma);
    root(form.heavy);
    inverses.apply(inverse, form.heavy, exactly);
    restrict({ a: 1 });
    add({ a: m - form.heavy });
  };
}

function requirePlainSolver(name: string, { guess, precision }: { guess: number; precision: string }): void {
  if (guess === 0 && precision === 'double') return;
  throw new Error(
    `The ${name} need a rational function, whose poles are solved for at once from zero in double precision; found ` +
      `guess ${guess} and precision "${precision}". Use guess 0 and "double", or a number of flavours that needs none.`,
  );
}
