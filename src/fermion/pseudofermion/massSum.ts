/**
 * One pseudofermion field in actions of several masses,
 *   S_θ(u) = Σ_i c_i φ† (M + m_i²)^{−p} φ,
 * from one multi-shift solve, whose cost is that of the smallest mass. Coefficients and masses may be trained: with
 * X_k = (M + s_k)⁻¹ φ at the poles s_k of r(x) = x^{−p} = const + Σ_k a_k / (x + b_k), s_k = m² + b_k,
 *   dS_θ/dc_i = φ† r(M + m_i²) φ,     dS_θ/dm_i = −2 m_i c_i Σ_k a_k |X_k|².
 * At a coefficient of one and a single mass it is the action of heavier quarks itself.
 *
 * Reference: A. D. Kennedy, I. Horvath and S. Sint, Nucl. Phys. B (Proc. Suppl.) 73, 834 (1999) (rational functions from one
 * solve); B. Jegerlehner, hep-lat/9612014.
 */
import type { Field, Trainable, Weight } from '../../lattice/index.ts';
import { presentValue } from '../../lattice/index.ts';
import type { DerivativeKind } from '../derivative.ts';
import type { PartialFractions } from './flavours.ts';
import type { MassTerm } from './pseudofermion.ts';
import type { ShiftedInverses, SolvingOptions } from './shiftedInverses.ts';

/** What the sum needs of its pseudofermions. */
export interface MassSumParts<U> {
  readonly name: string;
  readonly cites: Trainable<U>['cites'];
  readonly inverses: ShiftedInverses;
  /** Reads in the links. @throws if φ has not been drawn */
  prepare(u: U): void;
  /** The m in M + m²; throws if there is no such mass. */
  shiftMass(mass: number): number;
  /** x^{−p} on the range of M + m². */
  fractions(mass: number, accuracy: number): PartialFractions;
  readonly exactly: SolvingOptions;
  readonly roughly: SolvingOptions;
}

/** The sum at the present masses and coefficients. */
interface Poles {
  readonly fractions: PartialFractions;
  readonly terms: readonly { coefficient: number; mass: number; fractions: PartialFractions; at: readonly number[] }[];
}

/** @throws if there is no term; when evaluated, if a mass is not positive */
export function massSum<U>(given: readonly MassTerm[], parts: MassSumParts<U>): Trainable<U> {
  if (given.length === 0) throw new Error('A sum of heavier actions needs one mass at least; found none.');
  const { inverses, exactly, roughly } = parts;
  const weights = [...new Set(given.flatMap(({ coefficient, mass }) => [coefficient, mass]).filter(isWeight))];

  const polesNow = (accuracy: number): Poles => {
    const terms = given.map(term => {
      const mass = parts.shiftMass(presentValue(term.mass));
      const fractions = parts.fractions(mass, accuracy);
      return { coefficient: presentValue(term.coefficient), mass, fractions };
    });
    const shiftsOf = ({ mass, fractions }: (typeof terms)[number]) => fractions.shifts.map(b => mass ** 2 + b);
    const shifts = [...new Set(terms.flatMap(shiftsOf))].sort((a, b) => a - b);
    const placed = terms.map(term => ({ ...term, at: shiftsOf(term).map(shift => shifts.indexOf(shift)) }));
    const residues = new Array<number>(shifts.length).fill(0);
    let constant = 0;
    for (const { coefficient, fractions, at } of placed) {
      constant += coefficient * fractions.constant;
      at.forEach((pole, k) => {
        residues[pole] += coefficient * fractions.residues[k];
      });
    }
    return { fractions: { constant, shifts, residues }, terms: placed };
  };
  const derive = (kind: DerivativeKind, u: U, out: Field) => {
    parts.prepare(u);
    out.copyFrom(inverses.differentiate(kind, polesNow(roughly.tolerance).fractions, 0, roughly));
  };
  return {
    name: parts.name,
    cites: parts.cites,
    weights,
    value(u) {
      parts.prepare(u);
      return inverses.value(polesNow(exactly.tolerance).fractions, 0, exactly);
    },
    differential: (u, out) => derive('differential', u, out),
    gradient: (u, out) => derive('force', u, out),
    weightGradient(u) {
      parts.prepare(u);
      const { fractions, terms } = polesNow(exactly.tolerance);
      const { norm, overlaps, squares } = inverses.moments(fractions, 0, exactly);
      const slopes = new Map<number | Weight, number>();
      const add = (weight: number | Weight, slope: number) => slopes.set(weight, (slopes.get(weight) ?? 0) + slope);
      let value = 0;
      terms.forEach(({ coefficient, mass, fractions: own, at }, i) => {
        const sumOf = (numbers: readonly number[]) => at.reduce((sum, p, k) => sum + own.residues[k] * numbers[p], 0);
        const action = own.constant * norm + sumOf(overlaps);
        value += coefficient * action;
        add(given[i].coefficient, action);
        add(given[i].mass, -2 * mass * coefficient * sumOf(squares));
      });
      return { value, derivatives: Float64Array.from(weights, weight => slopes.get(weight) ?? 0) };
    },
  };
}

const isWeight = (given: number | Weight): given is Weight => typeof given !== 'number';
