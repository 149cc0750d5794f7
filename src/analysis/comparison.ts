/**
 * Runs side by side. Each is compared with the first: z of the means, its two-sided probability for normal errors, and
 * whether the distributions agree (Kolmogorov–Smirnov and χ² of histograms, with effective sample sizes).
 */
import { compareHistograms, erfc, kolmogorovSmirnov, type Series, significance } from '../measure/statistics/index.ts';
import type { Analysis } from './analysis.ts';
import type { Scalar } from './scalar.ts';

export interface Comparison {
  readonly name: string;
  readonly title: string;
  readonly role: Scalar['role'];
  /** Position of the run that is compared with the first. */
  readonly run: number;
  readonly one: Scalar['estimate'];
  readonly other: Scalar['estimate'];
  /** (other − one)/error; NaN where something that never changed has no error. */
  readonly z: number;
  readonly p: number;
  /** Probabilities of distributions as different as these, for quantities that have one. */
  readonly kolmogorovSmirnov?: number;
  readonly histogram?: number;
}

/** Everything that the first run and another both have. */
export function compareAnalyses(analyses: readonly Analysis[]): Comparison[] {
  const [first, ...others] = analyses;
  return others.flatMap((analysis, index) => {
    const theirs = new Map([...analysis.scalars, ...analysis.derived].map(scalar => [scalar.name, scalar]));
    return [...first.scalars, ...first.derived].flatMap((scalar): Comparison[] => {
      const other = theirs.get(scalar.name);
      if (other === undefined || scalar.role === 'monitor') return [];
      const z = significance(other.estimate, scalar.estimate);
      const heading = { name: scalar.name, title: scalar.title, role: scalar.role, run: index + 1 };
      const pair = { one: scalar.estimate, other: other.estimate };
      const distributions = distributionsOf(seriesOf(first, scalar), seriesOf(analysis, other), scalar, other);
      return [{ ...heading, ...pair, z, p: Number.isNaN(z) ? z : erfc(Math.abs(z) / Math.SQRT2), ...distributions }];
    });
  });
}

/** All values of an observable of a single run; undefined for what is made of several. */
function seriesOf({ chains }: Analysis, { name }: Scalar): Series | undefined {
  return chains.get(name)?.runs[0]?.[0];
}

function distributionsOf(
  a: Series | undefined,
  b: Series | undefined,
  one: Scalar,
  other: Scalar,
): Pick<Comparison, 'kolmogorovSmirnov' | 'histogram'> {
  if (a === undefined || b === undefined) return {};
  const sizes = [one, other].map(({ estimate }) => Math.min(estimate.effectiveSamples, estimate.samples));
  const [sizeA, sizeB] = sizes;
  // What never changed has no effective sample, and no distribution.
  if (!(Math.min(sizeA, sizeB) > 0)) return {};
  try {
    const bins = Math.max(2, Math.min(10, Math.floor(Math.min(sizeA, sizeB) / 5)));
    return {
      kolmogorovSmirnov: kolmogorovSmirnov(a, b, [sizeA, sizeB]).pValue,
      histogram: compareHistograms(a, b, bins, [sizeA, sizeB]).pValue,
    };
  } catch (error) {
    if (error instanceof RangeError) return {};
    throw error;
  }
}
