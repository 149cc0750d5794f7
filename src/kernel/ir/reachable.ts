/** Walking through the graph. */
import type { Load, Node, Real } from './real.ts';

/** Everything the roots depend on, operands before users, in the order in which it was traced. */
export function reachable(roots: readonly Real[]): Node[] {
  const seen = new Set<Node>();
  const stack: Node[] = [...roots];
  while (stack.length > 0) {
    const x = stack.pop()!;
    if (seen.has(x)) continue;
    seen.add(x);
    stack.push(...x.operands);
  }
  return [...seen].sort((a, b) => a.id - b.id);
}

/** The reads among these. */
export function loadsAmong(nodes: readonly Node[]): Load[] {
  return nodes.flatMap(x => ('leaf' in x && x.leaf?.op === 'load' ? [x.leaf] : []));
}

/** What the roots read, in the order in which it was traced. */
export function loadsOf(roots: readonly Real[]): Load[] {
  return loadsAmong(reachable(roots));
}
