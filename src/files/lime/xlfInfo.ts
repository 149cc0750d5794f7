/**
 * The record xlf-info of tmLQCD: lines and lists of `name = value` that say where the links come from,
 *
 *   plaquette = 6.225960e-01
 *   trajectory nr = 67336
 *   beta = 6.000000, kappa = 0.177000, mu = 0.500000, c2_rec = 0.000000
 *
 * The plaquette is normalised as ours. Reference: tmLQCD, io/utils_construct_InfoRecord.
 */

import { decimalNumber } from '../bytes/reals.ts';
import type { Precision } from '../configuration/configuration.ts';
import type { StatedNumber } from '../configuration/slices.ts';

// The plaquette was computed from links of 64 bits.
const rounding = { 32: 1e-6, 64: 1e-10 };

/** What the record says, by names that begin with xlf, and the plaquette to compare with. */
export function xlfFacts(
  text: string | undefined,
  precision: Precision,
): { facts: Record<string, string | number>; stated: StatedNumber[] } {
  const facts: Record<string, string | number> = {};
  for (const [, name, value] of (text ?? '').matchAll(/([^=,\n]+)=([^,\n]*)/g))
    facts[`xlf ${name.trim()}`] = value.trim();
  const plaquette = String(facts['xlf plaquette'] ?? '');
  if (!decimalNumber.test(plaquette)) return { facts, stated: [] };
  const tolerance = rounding[precision] + halfOfLastDigit(plaquette);
  return {
    facts,
    stated: [{ name: 'plaquette (xlf-info)', quantity: 'plaquette', value: Number(plaquette), tolerance }],
  };
}

/** How far a number may be from its decimal text. */
function halfOfLastDigit(decimal: string): number {
  const [mantissa, exponent = '0'] = decimal.toLowerCase().split('e');
  const digits = mantissa.split('.')[1]?.length ?? 0;
  return 0.5 * 10 ** (Number(exponent) - digits);
}
