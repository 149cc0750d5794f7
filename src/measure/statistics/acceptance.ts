/**
 * Acceptance of a Metropolis test from the distribution of ΔH.
 * Area preservation and reversibility give ⟨exp(−ΔH)⟩ = 1 (M. Creutz, Phys. Rev. D 38 (1988) 1228).
 * For normal ΔH of width σ this means ⟨ΔH⟩ = σ² / 2 and
 *   ⟨min(1, exp(−ΔH))⟩ = erfc(σ / (2 √2)) = erfc(√(⟨ΔH⟩) / 2)
 * (S. Gupta, A. Irbäck, F. Karsch, B. Petersson, Phys. Lett. B 242 (1990) 437).
 * Reversibility says more: p(−ΔH) = exp(−ΔH) p(ΔH), so given its size ΔH is positive with the
 * probability 1/(1 + exp(−|ΔH|)). Signs have no heavy tail, and a handful of them can be tested.
 */
import { significance } from './comparison.ts';
import type { Estimate, Measured } from './estimate.ts';
import { type GammaOptions, gammaDerived, gammaMethod } from './gamma.ts';
import { requireSeries, type Series } from './series.ts';
import { erfc } from './special.ts';

/** What a series of ΔH says, each with its error. */
export interface AcceptanceReport {
  readonly meanDeltaH: Estimate;
  /** ⟨exp(−ΔH)⟩, 1 for an exact algorithm. */
  readonly creutz: Estimate;
  /** (creutz − 1)/error, in standard deviations. */
  readonly creutzSignificance: number;
  /** ⟨min(1, exp(−ΔH))⟩. */
  readonly acceptance: Estimate;
  /** erfc(√(⟨ΔH⟩)/2); absent where ⟨ΔH⟩ is not above its own error, where it says nothing. */
  readonly fromMean?: Estimate;
  /** erfc(σ/(2 √2)) with the measured width. */
  readonly fromSpread: Estimate;
}

/** Expected acceptance erfc(√(⟨ΔH⟩)/2). @throws RangeError for a negative or non-finite mean */
export function acceptanceFromMean(meanDeltaH: number): number {
  if (!(meanDeltaH >= 0)) {
    throw new RangeError(
      `⟨ΔH⟩ is ${meanDeltaH}; expected a mean of at least 0. A negative one is noise or a wrong energy: measure longer.`,
    );
  }
  return erfc(Math.sqrt(meanDeltaH) / 2);
}

/** Expected acceptance erfc(σ/(2 √2)) for the standard deviation of ΔH. @throws RangeError for sigma < 0 */
export function acceptanceFromSpread(sigma: number): number {
  if (!(sigma >= 0)) throw new RangeError(`The width of ΔH is ${sigma}, a number of at least 0 is expected.`);
  return erfc(sigma / (2 * Math.SQRT2));
}

/**
 * Estimates around the accept test from the measured ΔH of every proposed trajectory, accepted or not.
 * @throws RangeError where fewer than 8 values are given, or Delta H or exp(-Delta H) is not finite, naming the index
 */
export function acceptanceReport(deltaH: Series, options: Omit<GammaOptions, 'name'> = {}): AcceptanceReport {
  const values = Array.from(deltaH);
  const meanDeltaH = gammaMethod(values, { ...options, name: 'Delta H' });
  const creutz = gammaMethod(
    values.map(dH => Math.exp(-dH)),
    { ...options, name: 'exp(-Delta H)' },
  );
  const acceptance = gammaMethod(
    values.map(dH => Math.min(1, Math.exp(-dH))),
    { ...options, name: 'min(1, exp(-Delta H))' },
  );
  const shifted = values.map(dH => dH - meanDeltaH.mean);
  const spread = ([first, second]: readonly number[]) => Math.sqrt(Math.max(second - first * first, 0));
  const fromSpread = gammaDerived(
    means => acceptanceFromSpread(spread(means)),
    [shifted, shifted.map(dH => dH * dH)],
    options,
  );
  return {
    meanDeltaH,
    creutz,
    creutzSignificance: significance(creutz, { mean: 1, error: 0 }),
    acceptance,
    fromSpread,
    ...(meanDeltaH.mean > meanDeltaH.error
      ? { fromMean: gammaDerived(([mean]) => acceptanceFromMean(Math.max(mean, 0)), [values], options) }
      : {}),
  };
}

export interface SignTest {
  /** How many ΔH are positive; zeros count half. */
  readonly positive: number;
  /** How many are expected from the sizes, with the spread of that number. */
  readonly expected: Measured;
  /** (positive − expected)/spread; NaN where the sizes leave no doubt, as they do if all are huge. */
  readonly significance: number;
}

/** Tests the signs of ΔH of proposals in equilibrium, accepted or not. @throws RangeError where one is not finite */
export function signTest(deltaH: Series): SignTest {
  requireSeries(deltaH, 'Delta H', 1);
  let [positive, mean, variance] = [0, 0, 0];
  for (const dH of deltaH) {
    positive += (1 + Math.sign(dH)) / 2;
    const p = 1 / (1 + Math.exp(-Math.abs(dH)));
    mean += p;
    variance += p * (1 - p);
  }
  const expected = { mean, error: Math.sqrt(variance) };
  return { positive, expected, significance: (positive - mean) / expected.error };
}
