/** Rational powers on ranges that are found while running: each is made once, and lower ends are measured. */
import type { Field } from '../../lattice/index.ts';
import type { ConjugateGradient } from '../solvers/cg.ts';
import type { SolverLimits } from '../solvers/positiveOperator.ts';
import { type PartialFractions, powerOf, type Spectrum } from './flavours.ts';
import { measuredRange, type SpectralRange } from './spectralRange.ts';

/** `powerOf`, with what was made before kept, or the last `most` of it. */
export function rememberedPowers(most = Number.POSITIVE_INFINITY): typeof powerOf {
  const known = new Map<string, PartialFractions>();
  return (exponent: number, spectrum: Spectrum, accuracy: number) => {
    const name = `${exponent} ${spectrum.lower} ${spectrum.upper} ${accuracy}`;
    const made = known.get(name) ?? powerOf(exponent, spectrum, accuracy);
    known.set(name, made);
    if (known.size > most) known.delete(known.keys().next().value!);
    return made;
  };
}

/** More room below where the quark mass gives no bound: few poles, for eigenvalues that may fall by much. */
const lowerEndMargin = 4;

/** The upper end of `strict`, and a lower end well below what is measured with this source. */
export function measuredLowerEnd(
  solver: ConjugateGradient,
  source: Field,
  { shift, strict, ...limits }: { shift: number; strict: SpectralRange } & SolverLimits,
): SpectralRange {
  const found = measuredRange(solver, source, { shift, strict, ...limits });
  return { lowest: found.lowest / lowerEndMargin, highest: strict.highest };
}
