/**
 * Reverse-mode differentiation of a site kernel, in gather form.
 *
 * The forward kernel reads field f at x + d. Its derivative belongs to the site y = x + d; so the adjoint kernel, at
 * y, adds up the contributions of all x = y - d: the reverse sweep of the graph, restricted to that one load, and
 * translated by -d. Nothing is scattered; what two contributions share is computed once.
 */
import { Copies } from '../ir/copy.ts';
import type { Effect } from '../ir/program.ts';
import { reachable } from '../ir/reachable.ts';
import { Graph, type Node, Real } from '../ir/real.ts';
import type { KernelShape } from '../shape.ts';
import {
  input,
  isBlock,
  isField,
  output,
  parameter,
  parameterBlock,
  type Role,
  sum,
  sumBlock,
  update,
} from '../trace/roles.ts';
import { derivativeRules } from './rules.ts';

export function adjointEffects(
  kernel: KernelShape,
  wrt: readonly string[],
  accumulate: readonly string[],
): { roles: Record<string, Role>; effects: Effect[] } {
  const roles = adjointRoles(kernel, wrt, accumulate);
  const graph = new Graph();
  const here = new Array<number>(kernel.dimension).fill(0);
  const forward = new Copies(graph);
  const values = kernel.effects.map(effect => effect.value);
  for (const x of reachable(values)) forward.make(x);
  const nodes = reachable(values.map(value => forward.of(value)));

  const seeds = new Map<Real, Real>();
  for (const { kind, target, component, index, value } of kernel.effects) {
    const seed = kind === 'store' ? graph.load(`d_${target}`, component, here) : graph.parameter(`d_${target}`, index);
    addTo(seeds, forward.of(value), seed);
  }
  const adjoint = sweep(nodes, seeds, wrt);

  const moved = new Moved(graph);
  const effects: Effect[] = [];
  for (const name of wrt) {
    const role = kernel.roles[name]!;
    if (!isField(role)) {
      const numbers = isBlock(role) ? Array.from({ length: role.count }, (_, k) => k) : [undefined];
      for (const index of numbers) {
        const value = adjoint.get(graph.parameter(name, index)) ?? graph.constant(0);
        effects.push({ kind: 'accumulate', target: `d_${name}`, component: 0, index, value });
      }
      continue;
    }
    const gathered = gather(graph, name, nodes, adjoint, moved);
    for (let component = 0; component < role.type.components; component++) {
      const value = gathered.get(component) ?? graph.constant(0);
      const old = graph.load(`d_${name}`, component, here);
      const stored = accumulate.includes(name) ? graph.binary('add', old, value) : value;
      effects.push({ kind: 'store', target: `d_${name}`, component, value: stored });
    }
  }
  return { roles: withoutUnused(roles, effects, wrt), effects };
}

/** Contributions to each component of field `name`, from all sites that read it. */
function gather(graph: Graph, name: string, nodes: readonly Node[], adjoint: Map<Real, Real>, moved: Moved) {
  const gathered = new Map<number, Real>();
  for (const x of nodes) {
    if (!(x instanceof Real) || x.leaf?.op !== 'load') continue;
    const { field, component, displacement } = x.leaf;
    const derivative = field === name ? adjoint.get(x) : undefined;
    if (!derivative) continue;
    const term = moved.by(
      displacement.map(d => -d),
      derivative,
    );
    const before = gathered.get(component);
    gathered.set(component, before ? graph.binary('add', before, term) : term);
  }
  return gathered;
}

/** Derivatives of the seeded outputs with respect to every value that depends on `wrt`. */
function sweep(nodes: readonly Node[], seeds: Map<Real, Real>, wrt: readonly string[]): Map<Real, Real> {
  const relevant = new Set<Node>();
  for (const x of nodes) {
    if (dependsDirectly(x, wrt) || x.operands.some(operand => relevant.has(operand))) relevant.add(x);
  }
  const adjoint = new Map(seeds);
  for (const x of nodes.toReversed()) {
    if (!(x instanceof Real) || x.leaf || !relevant.has(x)) continue;
    const upstream = adjoint.get(x);
    if (!upstream) continue;
    const rule = derivativeRules[x.op];
    if (!rule) throw new Error(`The operation ${x.op} has no derivative; keep it out of kernels that need an adjoint.`);
    rule(x, upstream).forEach((term, k) => {
      const arg = x.args[k]!;
      if (term && relevant.has(arg)) addTo(adjoint, arg, term);
    });
  }
  return adjoint;
}

function dependsDirectly(x: Node, wrt: readonly string[]): boolean {
  if (!(x instanceof Real) || !x.leaf || x.leaf.op === 'const') return false;
  return wrt.includes(x.leaf.op === 'load' ? x.leaf.field : x.leaf.role);
}

function addTo(map: Map<Real, Real>, key: Real, term: Real): void {
  const before = map.get(key);
  map.set(key, before ? before.add(term) : term);
}

/** Expressions of a graph translated by displacements, in the same graph. */
class Moved {
  private readonly graph: Graph;
  private readonly copies = new Map<string, Copies>();

  constructor(graph: Graph) {
    this.graph = graph;
  }

  by(shift: readonly number[], root: Real): Real {
    const { graph } = this;
    const key = shift.join(',');
    let copies = this.copies.get(key);
    if (!copies) {
      copies = new Copies(graph, {
        leaf: leaf =>
          leaf.op === 'load'
            ? graph.load(
                leaf.field,
                leaf.component,
                leaf.displacement.map((d, mu) => d + shift[mu]!),
              )
            : graph.again(leaf),
      });
      this.copies.set(key, copies);
    }
    return copies.of(root);
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
    if (role.role === 'input' || role.role === 'parameter' || role.role === 'parameters') roles[name] = role;
    else if (role.role === 'output') roles[`d_${name}`] = input(role.type as never);
    else roles[`d_${name}`] = role.role === 'sums' ? parameterBlock(role.count) : parameter;
  }
  for (const name of wrt) {
    const role = kernel.roles[name];
    if (role?.role === 'parameter') roles[`d_${name}`] = sum;
    else if (role?.role === 'parameters') roles[`d_${name}`] = sumBlock(role.count);
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
    if (!(x instanceof Real) || !x.leaf || x.leaf.op === 'const') continue;
    used.add(x.leaf.op === 'load' ? x.leaf.field : x.leaf.role);
  }
  return Object.fromEntries(Object.entries(roles).filter(([name]) => used.has(name)));
}
