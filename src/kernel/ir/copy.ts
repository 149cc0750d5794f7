/** Expressions again, in another graph. */
import { type Graph, isBinary, isUnary, type Leaf, type Node, type Real, Truth } from './real.ts';

/** How a copy may differ from the original. */
export interface Changes {
  /** What stands for a leaf in the new graph; the same leaf if not given. */
  readonly leaf?: (leaf: Leaf) => Real;
  /** What stands for an operation on these copies of its arguments; undefined: the same operation. */
  readonly operation?: (op: Real['op'], args: readonly Real[]) => Real | undefined;
}

export class Copies {
  private readonly graph: Graph;
  private readonly changes: Changes;
  private readonly numbers = new Map<Real, Real>();
  private readonly truths = new Map<Truth, Truth>();

  constructor(graph: Graph, changes: Changes = {}) {
    this.graph = graph;
    this.changes = changes;
  }

  /** The copy of a number; what two expressions share is copied once. */
  of(root: Real): Real {
    this.make(root);
    return this.numbers.get(root)!;
  }

  /** Makes the copy now: copies are ordered, and later computed, as they were made. */
  make(root: Node): void {
    const stack: Node[] = [root];
    while (stack.length > 0) {
      const x = stack[stack.length - 1]!;
      const missing = this.has(x) ? [] : x.operands.filter(operand => !this.has(operand));
      if (missing.length > 0) {
        stack.push(...missing);
        continue;
      }
      stack.pop();
      if (this.has(x)) continue;
      if (x instanceof Truth) this.truths.set(x, this.truth(x));
      else this.numbers.set(x, this.number(x));
    }
  }

  private has(x: Node): boolean {
    return x instanceof Truth ? this.truths.has(x) : this.numbers.has(x);
  }

  private truth({ op, operands: [a, b] }: Truth): Truth {
    return this.graph.compare(op, this.numbers.get(a)!, this.numbers.get(b)!);
  }

  private number({ op, args, leaf, condition }: Real): Real {
    const { graph, changes } = this;
    if (leaf) return changes.leaf?.(leaf) ?? graph.again(leaf);
    const copies = args.map(arg => this.numbers.get(arg)!);
    const changed = changes.operation?.(op, copies);
    if (changed) return changed;
    const [a, b] = copies;
    if (condition) return graph.select(this.truths.get(condition)!, a!, b!);
    if (isBinary(op)) return graph.binary(op, a!, b!);
    if (isUnary(op)) return graph.unary(op, a!);
    throw new Error(`An operation called ${op} has no copy.`);
  }
}
