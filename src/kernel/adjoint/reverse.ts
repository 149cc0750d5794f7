/**
 * Reverse-mode differentiation of a site kernel, in gather form.
 *
 * The forward kernel reads field f at x + d. Its derivative belongs to the site y = x + d; so the adjoint kernel, at
 * y, adds up the contributions of all x = y - d: the reverse sweep of the graph, restricted to that one load, and
 * translated by -d. Nothing is scattered; what two contributions share is computed once.
 */
import type { Effect } from '../ir/program.ts';
import { Graph, type LoadSource, type Real } from '../ir/real.ts';
import { reachable } from '../ir/transcendental.ts';
import type { KernelShape } from '../shape.ts';
import { input, output, parameter, type Role, sum, update } from '../trace/roles.ts';
import { derivativeRules } from './rules.ts';

export function adjointEffects(
  kernel: KernelShape,
  wrt: readonly string[],
  accumulate: readonly string[],
): { roles: Record<string, Role>; effects: Effect[] } {
  const roles = adjointRoles(kernel, wrt, accumulate);
  const graph = new Graph();
  const here = new Array<number>(kernel.dimension).fill(0);
  const copies = new Translator(graph);
  const forward = new Map<Real, Real>();
  for (const x of reachable(kernel.effects.map(effect => effect.value))) forward.set(x, copies.at(x, here));

  const seeds = new Map<Real, Real>();
  for (const { kind, target, component, value } of kernel.effects) {
    const seed = kind === 'store' ? graph.load(`d_${target}`, component, here) : graph.parameter(`d_${target}`);
    addTo(seeds, forward.get(value)!, seed);
  }
  const adjoint = sweep([...forward.values()], seeds, wrt);

  const effects: Effect[] = [];
  for (const name of wrt) {
    const role = kernel.roles[name]!;
    if (role.role === 'parameter') {
      const value = adjoint.get(graph.parameter(name)) ?? graph.constant(0);
      effects.push({ kind: 'accumulate', target: `d_${name}`, component: 0, value });
      continue;
    }
    const gathered = gather(graph, name, forward, adjoint, copies);
    for (let component = 0; component < (role as { type: { components: number } }).type.components; component++) {
      const value = gathered.get(component) ?? graph.constant(0);
      const old = graph.load(`d_${name}`, component, here);
      const stored = accumulate.includes(name) ? graph.binary('add', old, value) : value;
      effects.push({ kind: 'store', target: `d_${name}`, component, value: stored });
    }
  }
  return { roles: withoutUnused(roles, effects, wrt), effects };
}

/** Contributions to each component of field `name`, from all sites that read it. */
function gather(
  graph: Graph,
  name: string,
  forward: Map<Real, Real>,
  adjoint: Map<Real, Real>,
  copies: Translator,
): Map<number, Real> {
  const gathered = new Map<number, Real>();
  for (const x of forward.values()) {
    if (x.op !== 'load') continue;
    const { field, component, displacement } = x.leaf as LoadSource;
    const derivative = field === name ? adjoint.get(x) : undefined;
    if (!derivative) continue;
    const moved = copies.at(
      derivative,
      displacement.map(d => -d),
    );
    const before = gathered.get(component);
    gathered.set(component, before ? graph.binary('add', before, moved) : moved);
  }
  return gathered;
}

/** Derivatives of the seeded outputs with respect to every value that depends on `wrt`. */
function sweep(nodes: readonly Real[], seeds: Map<Real, Real>, wrt: readonly string[]): Map<Real, Real> {
  const relevant = new Set<Real>();
  const ordered = [...new Set(nodes)].sort((a, b) => a.id - b.id);
  for (const x of ordered) {
    const leaf = x.op === 'load' ? (x.leaf as LoadSource).field : x.op === 'parameter' ? (x.leaf as string) : undefined;
    if ((leaf !== undefined && wrt.includes(leaf)) || x.args.some(arg => relevant.has(arg))) relevant.add(x);
  }
  const adjoint = new Map(seeds);
  for (const x of ordered.reverse()) {
    const upstream = adjoint.get(x);
    if (!upstream || !relevant.has(x) || x.args.length === 0) continue;
    const rule = derivativeRules[x.op];
    if (!rule) throw new Error(`The operation ${x.op} has no derivative; keep it out of kernels that need an adjoint.`);
    rule(x, upstream).forEach((term, k) => {
      const arg = x.args[k]!;
      if (term && relevant.has(arg)) addTo(adjoint, arg, term);
    });
  }
  return adjoint;
}

function addTo(map: Map<Real, Real>, key: Real, term: Real): void {
  const before = map.get(key);
  map.set(key, before ? before.add(term) : term);
}

/** Copies expressions into one graph, translated by a displacement. */
class Translator {
  private readonly graph: Graph;
  private readonly copies = new Map<string, Map<Real, Real>>();

  constructor(graph: Graph) {
    this.graph = graph;
  }

  at(root: Real, shift: readonly number[]): Real {
    const key = shift.join(',');
    let done = this.copies.get(key);
    if (!done) {
      done = new Map();
      this.copies.set(key, done);
    }
    const stack = [root];
    while (stack.length > 0) {
      const x = stack[stack.length - 1]!;
      const missing = done.has(x) ? [] : x.args.filter(arg => !done.has(arg));
      if (missing.length > 0) {
        stack.push(...missing);
        continue;
      }
      stack.pop();
      if (!done.has(x)) done.set(x, this.copy(x, shift, done));
    }
    return done.get(root)!;
  }

  private copy(x: Real, shift: readonly number[], done: Map<Real, Real>): Real {
    const { graph } = this;
    const [a, b, c] = x.args.map(arg => done.get(arg)!);
    switch (x.op) {
      case 'const':
        return graph.constant(x.leaf as number);
      case 'parameter':
        return graph.parameter(x.leaf as string);
      case 'load': {
        const { field, component, displacement } = x.leaf as LoadSource;
        return graph.load(
          field,
          component,
          displacement.map((d, mu) => d + shift[mu]!),
        );
      }
      case 'select':
        return graph.select(a!, b!, c!);
      default:
        return b ? graph.binary(x.op as 'add', a!, b) : graph.unary(x.op as 'neg', a!);
    }
  }
}

function adjointRoles(
  kernel: KernelShape,
  wrt: readonly string[],
  accumulate: readonly string[],
): Record<string, Role> {
  const roles: Record<string, Role> = {};
  for (const [name, role] of Object.entries(kernel.roles)) {
    if (role.role === 'update' || role.role === 'inPlace') {
      throw new Error(`Kernel ${kernel.name} updates ${name} in place, so it has no adjoint; give it an output field.`);
    }
    if (role.role === 'input' || role.role === 'parameter') roles[name] = role;
    else if (role.role === 'output') roles[`d_${name}`] = input(role.type as never);
    else roles[`d_${name}`] = parameter;
  }
  for (const name of wrt) {
    const role = kernel.roles[name];
    if (role?.role === 'parameter') roles[`d_${name}`] = sum;
    else if (role?.role === 'input') {
      roles[`d_${name}`] = accumulate.includes(name) ? update(role.type as never) : output(role.type as never);
    } else {
      throw new Error(
        `Kernel ${kernel.name} has no input or parameter called ${name}; it has ${Object.keys(kernel.roles).join(', ')}.`,
      );
    }
  }
  return roles;
}

/** A linear kernel's adjoint no longer needs some of the inputs. */
function withoutUnused(
  roles: Record<string, Role>,
  effects: readonly Effect[],
  wrt: readonly string[],
): Record<string, Role> {
  const used = new Set(wrt.map(name => `d_${name}`));
  for (const x of reachable(effects.map(effect => effect.value))) {
    if (x.op === 'load') used.add((x.leaf as LoadSource).field);
    if (x.op === 'parameter') used.add(x.leaf as string);
  }
  return Object.fromEntries(Object.entries(roles).filter(([name]) => used.has(name)));
}
