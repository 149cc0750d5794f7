/** Splitting the effects of a large kernel over several functions, because compile time grows faster than size. */
import type { Effect } from '../ir/program.ts';
import type { LoadSource } from '../ir/real.ts';
import { reachable } from '../ir/transcendental.ts';

const largestFunction = 6000;

/** Groups of effects that may run one after the other over the whole lattice. */
export function chunksOf(effects: readonly Effect[]): readonly (readonly Effect[])[] {
  if (reachable(effects.map(effect => effect.value)).length <= largestFunction || !independent(effects)) {
    return [effects];
  }
  const chunks: Effect[][] = [];
  let seen = new Set<number>();
  let current: Effect[] = [];
  for (const effect of effects) {
    for (const x of reachable([effect.value])) seen.add(x.id);
    current.push(effect);
    if (seen.size > largestFunction) {
      chunks.push(current);
      current = [];
      seen = new Set();
    }
  }
  if (current.length > 0) chunks.push(current);
  return chunks;
}

/** True if no effect reads what another one stores. */
function independent(effects: readonly Effect[]): boolean {
  const stored = new Map<string, Effect>();
  for (const effect of effects) {
    if (effect.kind === 'store') stored.set(`${effect.target}|${effect.component}`, effect);
  }
  return effects.every(effect =>
    reachable([effect.value]).every(x => {
      if (x.op !== 'load') return true;
      const { field, component } = x.leaf as LoadSource;
      const writer = stored.get(`${field}|${component}`);
      return writer === undefined || writer === effect;
    }),
  );
}
