/** Rules that tie sections together: combinations that are well typed, yet describe no run. */
import { type GaugeRun, isSpinRun, type Sections } from './index.ts';
import { measureRules } from './rules/measure.ts';
import type { Inconsistency, Rule } from './rules/rule.ts';
import { samplerRules } from './rules/sampler.ts';
import { spinRules } from './rules/spins.ts';
import { theoryRules } from './rules/theory.ts';

export type { Inconsistency } from './rules/rule.ts';

const gaugeRules: readonly Rule<GaugeRun>[] = [...theoryRules, ...samplerRules, ...measureRules];

/** All broken rules of a run, in a fixed order. */
export function inconsistencies(run: Sections): Inconsistency[] {
  const found = isSpinRun(run) ? spinRules.map(rule => rule(run)) : gaugeRules.map(rule => rule(run));
  return found.filter(broken => broken !== undefined);
}
