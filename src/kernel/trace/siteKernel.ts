/** Running a site function once on symbols. */
import type { Effect } from '../ir/program.ts';
import { Graph, nameOf, type RealLike } from '../ir/real.ts';
import { Kernel } from '../kernel.ts';
import { requireOddDistances } from './inPlace.ts';
import { withoutLists } from './lists.ts';
import { type Handles, isField, type Roles } from './roles.ts';
import { Site } from './site.ts';

/**
 * A kernel from a site function.
 *
 * `body` is called once, with handles for everything in `roles` and the site `x`; what it stores and accumulates
 * becomes the kernel. Loops in the body unroll; branches on traced values need `select`.
 *
 * @param slices the fields that it stores are so many alike slices: each has its own program, and alike programs are a loop
 *
 * Errors: an output component stored twice or never, an update field read away from its own site, a component that is
 * changed in place and read at another site at an even distance.
 */
export function siteKernel<S extends Roles>(
  name: string,
  dimension: number,
  wanted: S,
  body: (handles: Handles<S>, x: Site) => void,
  { slices = 1 }: { readonly slices?: number } = {},
): Kernel {
  const { roles, lists } = withoutLists(name, wanted);
  const graph = new Graph();
  const here = new Site(new Array(dimension).fill(0));
  const effects: Effect[] = [];
  const stored = new Set<string>();
  const handles: Record<string, unknown> = {};
  for (const [field, role] of Object.entries(roles)) {
    if (role.role === 'parameter') {
      handles[field] = graph.parameter(field);
      continue;
    }
    if (role.role === 'parameters') {
      handles[field] = (index: number) => graph.parameter(field, inside(name, field, role, index));
      continue;
    }
    if (role.role === 'sum' || role.role === 'sums') {
      const accumulate = (index: number | undefined, value: RealLike) =>
        effects.push({ kind: 'accumulate', target: field, component: 0, index, value: graph.lift(value) });
      handles[field] =
        role.role === 'sum'
          ? { add: (value: RealLike) => accumulate(undefined, value) }
          : { add: (index: number, value: RealLike) => accumulate(inside(name, field, role, index), value) };
      continue;
    }
    const load = (component: number, at: Site = here) => {
      if (role.role === 'update' && at.displacement.some(d => d !== 0)) {
        throw new Error(
          `Kernel ${name} updates ${field} in place and also reads it at displacement (${at.displacement}); ` +
            'write to a second field instead.',
        );
      }
      return graph.load(field, component, at.displacement);
    };
    const store = (component: number, value: RealLike) => {
      const key = `${field}|${component}`;
      if (stored.has(key)) throw new Error(`Kernel ${name} stores component ${component} of ${field} twice.`);
      stored.add(key);
      const slice = slices > 1 ? Math.floor((component * slices) / role.type.components) : undefined;
      effects.push({ kind: 'store', target: field, component, value: graph.lift(value), slice });
    };
    if (role.role === 'input') handles[field] = role.type.reader(load);
    else if (role.role === 'output') handles[field] = role.type.writer(store);
    else handles[field] = Object.assign(role.type.reader(load) as object, role.type.writer(store));
  }
  for (const [list, names] of Object.entries(lists)) handles[list] = names.map(element => handles[element]);
  body(handles as Handles<S>, here);
  for (const [field, role] of Object.entries(roles)) {
    if (!isField(role) || role.role === 'input' || role.role === 'inPlace') continue;
    for (let c = 0; c < role.type.components; c++) {
      if (!stored.has(`${field}|${c}`)) throw new Error(`Kernel ${name} never stores component ${c} of ${field}.`);
    }
  }
  requireOddDistances(name, roles, effects);
  return new Kernel(name, dimension, roles, mergeSums(graph, effects), lists);
}

function inside(kernel: string, name: string, { count }: { readonly count: number }, index: number): number {
  if (Number.isInteger(index) && index >= 0 && index < count) return index;
  throw new Error(`Kernel ${kernel} has ${count} numbers in ${name}, from 0 on; number ${index} is not among them.`);
}

/** Several additions to one sum are one effect. */
function mergeSums(graph: Graph, effects: readonly Effect[]): Effect[] {
  const merged: Effect[] = [];
  const sums = new Map<string, Effect>();
  for (const effect of effects) {
    if (effect.kind === 'store') merged.push(effect);
    else {
      const name = nameOf(effect.target, effect.index);
      const before = sums.get(name);
      const value = before ? graph.binary('add', before.value, effect.value) : effect.value;
      sums.set(name, { ...effect, value });
    }
  }
  return [...merged, ...sums.values()];
}
