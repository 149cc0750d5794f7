import type { Effect } from './program.ts';
import type { LoadSource, Real } from './real.ts';
import { reachable } from './transcendental.ts';

function show(x: Real, names: Map<Real, string>): string {
  const args = x.args.map(arg => names.get(arg));
  if (x.op === 'load') {
    const { field, component, displacement } = x.leaf as LoadSource;
    const at = displacement.every(d => d === 0) ? 'x' : `x+(${displacement.join(',')})`;
    return `${field}[${component}] at ${at}`;
  }
  return x.op === 'parameter' || x.op === 'const' ? String(x.leaf) : `${x.op} ${args.join(' ')}`;
}

/** One line per operation, `%k = op args`; leaves are named in place. */
export function printEffects(name: string, effects: readonly Effect[]): string {
  const names = new Map<Real, string>();
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
  for (const { kind, target, component, value } of effects) {
    lines.push(
      kind === 'store' ? `  ${target}[${component}] = ${names.get(value)}` : `  ${target} += ${names.get(value)}`,
    );
  }
  return lines.join('\n');
}
