/** Rules that tie sections together: combinations that are well typed, yet describe no run. */
import type { Sections } from './index.ts';
import { measureRules } from './rules/measure.ts';
import type { Inconsistency, Rule } from './rules/rule.ts';
import { samplerRules } from './rules/sampler.ts';
import { theoryRules } from './rules/theory.ts';

export type { Inconsistency } from './rules/rule.ts';

const rules: readonly Rule[] = [...theoryRules, ...samplerRules, ...measureRules];

/** All broken rules of a run, in a fixed order. */
export function inconsistencies(run: Sections): Inconsistency[] {
  return rules.map(rule => rule(run)).filter(found => found !== undefined);
}
