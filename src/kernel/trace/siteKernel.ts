/** Running a site function once on symbols. */
import type { Effect } from '../ir/program.ts';
import { Graph, type RealLike } from '../ir/real.ts';
import { Kernel } from '../kernel.ts';
import { requireOddDistances } from './inPlace.ts';
import { type Handles, isField, type Role } from './roles.ts';
import { Site } from './site.ts';

/**
 * A kernel from a site function.
 *
 * `body` is called once, with handles for everything in `roles` and the site `x`; what it stores and accumulates
 * becomes the kernel. Loops in the body unroll; branches on traced values need `select`.
 *
 * Errors: an output component stored twice or never, an update field read away from its own site, a component that is
 * changed in place and read at another site at an even distance.
 */
export function siteKernel<S extends Record<string, Role>>(
  name: string,
  dimension: number,
  roles: S,
  body: (handles: Handles<S>, x: Site) => void,
): Kernel {
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
    if (role.role === 'sum') {
      const add = (value: RealLike) =>
        effects.push({ kind: 'accumulate', target: field, component: 0, value: graph.lift(value) });
      handles[field] = { add };
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
      effects.push({ kind: 'store', target: field, component, value: graph.lift(value) });
    };
    if (role.role === 'input') handles[field] = role.type.reader(load);
    else if (role.role === 'output') handles[field] = role.type.writer(store);
    else handles[field] = Object.assign(role.type.reader(load) as object, role.type.writer(store));
  }
  body(handles as Handles<S>, here);
  for (const [field, role] of Object.entries(roles)) {
    if (!isField(role) || role.role === 'input' || role.role === 'inPlace') continue;
    for (let c = 0; c < role.type.components; c++) {
      if (!stored.has(`${field}|${c}`)) throw new Error(`Kernel ${name} never stores component ${c} of ${field}.`);
    }
  }
  requireOddDistances(name, roles, effects);
  return new Kernel(name, dimension, roles, mergeSums(graph, effects));
}

/** Several additions to one sum are one effect. */
function mergeSums(graph: Graph, effects: readonly Effect[]): Effect[] {
  const merged: Effect[] = [];
  const sums = new Map<string, Effect>();
  for (const effect of effects) {
    if (effect.kind === 'store') merged.push(effect);
    else {
      const before = sums.get(effect.target);
      const value = before ? graph.binary('add', before.value, effect.value) : effect.value;
      sums.set(effect.target, { ...effect, value });
    }
  }
  return [...merged, ...sums.values()];
}
