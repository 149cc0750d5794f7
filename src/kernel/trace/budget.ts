/**
 * How much one kernel is given. The time to compile a function grows faster than its length, and its values spill out of
 * the registers; so a sum of many terms is better added up by several kernels, each within a budget.
 *
 * A budget belongs to a use, not to a machine: the order in which terms are added, and with that every bit, follows from
 * it. Terms are counted in floating-point operations, roughly, by whoever makes them.
 */
const budgets = {
  /** All of a kernel, if it can be one: a few outputs, each a sum of terms, or the average of terms over all sites. */
  whole: 15_000,
  /** Sums and what is made of them in place, at every site. */
  update: 8000,
  /** A share of a sum over sites; the same change repeated. */
  share: 6000,
  /** A share of a sum that is kept as a field. */
  field: 5000,
  /** A share of a sum of products that will be differentiated, counted in (factors of a product)². */
  differentiated: 250,
} as const;

export type Budget = keyof typeof budgets;

/** Whether a kernel of so many operations keeps to the budget. */
export function fits(operations: number, budget: Budget): boolean {
  return operations <= budgets[budget];
}

/** The items in order, divided into as few runs as keep to the budget. An item too large for it is a run of its own. */
export function portions<T>(items: readonly T[], operations: (item: T) => number, budget: Budget): T[][] {
  const runs: T[][] = [];
  let used = 0;
  for (const item of items) {
    const more = operations(item);
    if (runs.length === 0 || !fits(used + more, budget)) {
      runs.push([]);
      used = 0;
    }
    runs[runs.length - 1].push(item);
    used += more;
  }
  return runs;
}
