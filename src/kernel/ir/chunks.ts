/**
 * Splitting the effects of a large kernel over several functions.
 *
 * A function that fits the processor's caches for decoded instructions runs faster, and one that computes a few values
 * keeps them in registers: the rows of a matrix product, the links of a site. So effects that share arithmetic stay
 * together, and the others part.
 */
import type { Effect } from './program.ts';
import { loadsOf, reachable } from './reachable.ts';

/** Up to this many values a kernel stays whole: several walks over its fields would cost more than they gain. */
const smallKernel = 4000;
/** Values computed by one function of a larger kernel, as far as effects can be parted. */
const wantedFunction = 1500;
/** Beyond this the engine's compile time, which grows faster than size, costs more than computing values twice. */
const largestFunction = 15_000;
/** Effects with less than this part of their arithmetic in common are parted, and compute it twice. */
const worthSharing = 0.1;

/** Groups of effects that may run one after the other. */
export function chunksOf(effects: readonly Effect[]): readonly (readonly Effect[])[] {
  const slices = Map.groupBy(effects, ({ slice }) => slice);
  if (slices.size > 1 && independent(effects)) return [...slices.values()].flatMap(cut);
  if (sizeOf(effects) <= smallKernel || !independent(effects)) return [effects];
  return packed(
    groupsOf(effects).flatMap(group => cut(group)),
    wantedFunction,
  );
}

function sizeOf(effects: readonly Effect[]): number {
  return reachable(effects.map(effect => effect.value)).length;
}

/** Neighbouring groups joined while together they do not exceed `size`. */
function packed(groups: readonly (readonly Effect[])[], size: number): Effect[][] {
  const chunks: Effect[][] = [];
  let seen = new Set<number>();
  for (const group of groups) {
    const values = reachable(group.map(effect => effect.value));
    const fresh = values.filter(x => !seen.has(x.id)).length;
    if (chunks.length === 0 || seen.size + fresh > size) {
      chunks.push([]);
      seen = new Set();
    }
    chunks[chunks.length - 1].push(...group);
    for (const x of values) seen.add(x.id);
  }
  return chunks;
}

/** A group too large for any compiler, in pieces that compute what they share again. */
function cut(group: readonly Effect[]): readonly (readonly Effect[])[] {
  if (sizeOf(group) <= largestFunction) return [group];
  return packed(
    group.map(effect => [effect]),
    largestFunction / 2,
  );
}

/** Each effect joins the group with which it has most arithmetic in common, or begins one. */
function groupsOf(effects: readonly Effect[]): Effect[][] {
  const groups: { readonly effects: Effect[]; size: number }[] = [];
  const members = new Map<number, number[]>();
  for (const effect of effects) {
    const values = reachable([effect.value]).filter(x => x.operands.length > 0);
    const common = new Map<number, number>();
    for (const x of values) for (const g of members.get(x.id) ?? []) common.set(g, (common.get(g) ?? 0) + 1);
    const [closest, count] = [...common].reduce((best, next) => (next[1] > best[1] ? next : best), [-1, 0]);
    const joins = count > 0 && count >= worthSharing * Math.min(values.length, groups[closest].size);
    const home = joins ? closest : groups.push({ effects: [], size: 0 }) - 1;
    groups[home].effects.push(effect);
    for (const x of values) {
      const known = members.get(x.id) ?? [];
      if (known.includes(home)) continue;
      members.set(x.id, [...known, home]);
      groups[home].size++;
    }
  }
  return groups.map(group => group.effects);
}

/** True if no effect reads what another one stores. */
function independent(effects: readonly Effect[]): boolean {
  const stored = new Map<string, Effect>();
  for (const effect of effects) {
    if (effect.kind === 'store') stored.set(`${effect.target}|${effect.component}`, effect);
  }
  return effects.every(effect =>
    loadsOf([effect.value]).every(({ field, component }) => {
      const writer = stored.get(`${field}|${component}`);
      return writer === undefined || writer === effect;
    }),
  );
}
