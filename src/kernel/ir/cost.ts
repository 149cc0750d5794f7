import type { Effect } from './program.ts';
import { reachable } from './reachable.ts';
import { expandTranscendental } from './transcendental.ts';

const arithmetic = new Set(['add', 'sub', 'mul', 'div', 'sqrt']);
const bytesPerReal = 8;

export interface Cost {
  readonly flops: number;
  readonly bytes: number;
}

/** Operations and traffic of one site. */
export function costOf(effects: readonly Effect[]): Cost {
  const nodes = reachable(expandTranscendental(effects.map(effect => effect.value)));
  const flops = nodes.filter(x => arithmetic.has(x.op)).length;
  const sums = effects.filter(effect => effect.kind === 'accumulate').length;
  const loads = nodes.filter(x => x.op === 'load').length;
  return { flops: flops + sums, bytes: bytesPerReal * (loads + effects.length - sums) };
}
