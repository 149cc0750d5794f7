import type { Effect } from './program.ts';
import { reachable } from './reachable.ts';
import { type Node, nameOf, Real } from './real.ts';

function show(x: Node, names: Map<Node, string>): string {
  const leaf = x instanceof Real ? x.leaf : undefined;
  switch (leaf?.op) {
    case undefined:
      return [x.op, ...x.operands.map(operand => names.get(operand))].join(' ');
    case 'const':
      return String(leaf.value);
    case 'parameter':
      return leaf.name;
    case 'load': {
      const at = leaf.displacement.every(d => d === 0) ? 'x' : `x+(${leaf.displacement.join(',')})`;
      return `${leaf.field}[${leaf.component}] at ${at}`;
    }
  }
}

/** One line per operation, `%k = op args`; leaves are named in place. */
export function printEffects(name: string, effects: readonly Effect[]): string {
  const names = new Map<Node, string>();
  const lines = [`kernel ${name}`];
  let computed = 0;
  for (const x of reachable(effects.map(effect => effect.value))) {
    const text = show(x, names);
    if (x.op === 'const' || x.op === 'parameter') names.set(x, text);
    else {
      names.set(x, `%${computed++}`);
      lines.push(`  ${names.get(x)} = ${text}`);
    }
  }
  for (const { kind, target, component, index, value } of effects) {
    lines.push(
      kind === 'store'
        ? `  ${target}[${component}] = ${names.get(value)}`
        : `  ${nameOf(target, index)} += ${names.get(value)}`,
    );
  }
  return lines.join('\n');
}
