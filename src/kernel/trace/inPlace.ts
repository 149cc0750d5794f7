/**
 * Fields that are changed in place. A launch visits its sites in any order, so a site may not read what another site of
 * the same launch writes: what is written is read at the site itself, or at sites of the other parity.
 */
import type { Effect } from '../ir/program.ts';
import { loadsOf } from '../ir/reachable.ts';
import type { Load } from '../ir/real.ts';
import type { Role } from './roles.ts';

/** Reads, away from the site, of components that the kernel changes in place. */
function displacedReads(roles: Readonly<Record<string, Role>>, effects: readonly Effect[]): Load[] {
  const stored = new Set<string>();
  for (const { kind, target, component } of effects) {
    if (kind === 'store' && roles[target].role === 'inPlace') stored.add(`${target}|${component}`);
  }
  if (stored.size === 0) return [];
  return loadsOf(effects.map(effect => effect.value)).filter(
    ({ field, component, displacement }) => displacement.some(d => d !== 0) && stored.has(`${field}|${component}`),
  );
}

/** Whether the kernel must keep to sites of one parity, because it reads what it changes at their neighbours. */
export function needsOneParity(roles: Readonly<Record<string, Role>>, effects: readonly Effect[]): boolean {
  return displacedReads(roles, effects).length > 0;
}

/** @throws if a component that is changed in place is read at another site of the same parity */
export function requireOddDistances(
  kernel: string,
  roles: Readonly<Record<string, Role>>,
  effects: readonly Effect[],
): void {
  for (const { field, component, displacement } of displacedReads(roles, effects)) {
    if (displacement.reduce((sum, d) => sum + d, 0) % 2 !== 0) continue;
    throw new Error(
      `Kernel ${kernel} changes component ${component} of ${field} in place and also reads it at displacement ` +
        `(${displacement}), a site of the same parity; write to a second field instead.`,
    );
  }
}
