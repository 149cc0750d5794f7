/**
 * Where the eigenvalues of −D₀ D₀ lie, for rational functions of M = m² − D₀ D₀.
 *
 * Strictly in [0, D²]: each of the 2D hops of D₀ has norm ½. Measured: conjugate gradients on a random source are a
 * Lanczos process, whose extreme Ritz values come close to the ends of the spectrum from inside. The range is widened by
 * a margin for what will change along the trajectory, and rounded outwards to a coarse grid, so that few different
 * functions are needed. It is a function of links and source alone. It is no proof: every solve with these functions
 * compares its own Ritz values with the range, and stops the run where they leave it.
 */

import type { Field } from '../../lattice/index.ts';
import type { ConjugateGradient } from '../solvers/cg.ts';
import type { SolverLimits } from '../solvers/positiveOperator.ts';

/** A range of eigenvalues, here of −D₀ D₀. */
export interface SpectralRange {
  readonly lowest: number;
  readonly highest: number;
}

/** Room for links that are unitary up to rounding. */
const unitarityMargin = 1e-6;

export function strictRange(dimension: number): SpectralRange {
  return { lowest: 0, highest: dimension ** 2 * (1 + unitarityMargin) };
}

/** The lowest eigenvalues move more than the highest along a trajectory. */
const [marginBelow, marginAbove] = [4, 1.1];
const stepsPerOctave = 4;
/** At this residual the extreme Ritz values have settled to some per cent. */
const measuringTolerance = 1e-4;

/**
 * The range of the eigenvalues of A, with the margins applied to those of A + shift, and inside `strict`.
 *
 * @param solver conjugate gradients on A
 * @param source any vector with a share of all modes, such as noise
 */
export function measuredRange(
  solver: ConjugateGradient,
  source: Field,
  { shift, strict, ...limits }: { shift: number; strict: SpectralRange } & SolverLimits,
): SpectralRange {
  const report = solver.solve(source, { tolerance: measuringTolerance, shift, ...limits });
  const lowest = onGrid(report.smallestRitzValue / marginBelow, Math.floor) - shift;
  const highest = onGrid(report.largestRitzValue * marginAbove, Math.ceil) - shift;
  return { lowest: Math.max(strict.lowest, lowest), highest: Math.min(strict.highest, highest) };
}

function onGrid(x: number, round: (x: number) => number): number {
  return 2 ** (round(stepsPerOctave * Math.log2(x)) / stepsPerOctave);
}

/** The range of A with the ends of A + shift moved outwards by powers of 4 and 2, inside `strict`. */
export function widened(
  { lowest, highest }: SpectralRange,
  shift: number,
  strict: SpectralRange,
  times: number,
): SpectralRange {
  if (times === 0) return { lowest, highest };
  return {
    lowest: Math.max(strict.lowest, (lowest + shift) / 4 ** times - shift),
    highest: Math.min(strict.highest, (highest + shift) * 2 ** times - shift),
  };
}
