/**
 * From graph to straight-line program: the order in which a machine computes.
 *
 * Sums are flattened into linear chains, each term added as soon as it exists, and products inside them become
 * multiply-add instructions. Values are computed in the order in which the site function produced them and loads wait
 * for their first use, which keeps few values alive at a time. Every back end runs the same program, so that without
 * fused multiply-add all of them give the same bits.
 */
import { meaning } from './meaning.ts';
import { reachable } from './reachable.ts';
import { type Comparison, type Leaf, type Load, type Node, nameOf, Real } from './real.ts';
import { expandTranscendental } from './transcendental.ts';

/** Operations on values that come earlier in the program. */
export type ComputedOp =
  | keyof typeof meaning.unary
  | keyof typeof meaning.binary
  | Comparison
  /** args [truth value, a, b]: a where it holds, else b */
  | 'select'
  /** args [a, b, c]: c + a b */
  | 'madd'
  /** args [a, b, c]: c - a b */
  | 'nmadd';

/** `args` are the positions of the operands in the program. */
export type Instruction =
  | (Leaf & { readonly args: readonly number[] })
  | { readonly op: ComputedOp; readonly args: readonly number[] }
  | { readonly op: 'store'; readonly args: readonly number[]; readonly field: string; readonly component: number }
  | { readonly op: 'accumulate'; readonly args: readonly number[]; readonly sum: string };

export type Program = readonly Instruction[];

/** The sums that this part of a kernel adds to, as positions in the list of all. */
export function sumsOf(program: Program, sums: readonly string[]): number[] {
  const added = new Set(program.flatMap(instruction => (instruction.op === 'accumulate' ? [instruction.sum] : [])));
  return sums.flatMap((name, k) => (added.has(name) ? [k] : []));
}

/** The reads of a program. */
export function loadsIn(program: Program): Load[] {
  return program.flatMap(instruction => (instruction.op === 'load' ? [instruction] : []));
}

/** What a kernel leaves behind at each site. */
export interface Effect {
  readonly kind: 'store' | 'accumulate';
  /** Field, or sum. */
  readonly target: string;
  readonly component: number;
  /** Of a sum in a block. */
  readonly index?: number | undefined;
  /** Of fields made of alike slices: effects on one slice are one program. */
  readonly slice?: number | undefined;
  readonly value: Real;
}

/** An instruction whose operands are not placed yet. */
interface Draft {
  readonly op: ComputedOp;
  readonly args: readonly (Node | Draft)[];
  readonly time: number;
}

interface Term {
  readonly negative: boolean;
  readonly value: Real;
}

const isSum = (x: Node): x is Real => x.op === 'add' || x.op === 'sub' || x.op === 'neg';
const isLeaf = (x: Node) => 'leaf' in x && x.leaf !== undefined;
const isDraft = (x: Node | Draft): x is Draft => 'time' in x;

const computedNames = new Set<string>(['select', ...Object.values(meaning).flatMap(table => Object.keys(table))]);
const isComputed = (op: Node['op']): op is ComputedOp & Node['op'] => computedNames.has(op);

/** The program that carries out the effects. */
export function programOf(effects: readonly Effect[]): Program {
  const roots = expandTranscendental(effects.map(effect => effect.value));
  const order = reachable(roots);
  const uses = countUses(order, roots);
  const dissolved = dissolvedSums(order, uses, roots);
  const result = new Map<Node, Draft>();
  const drafts: Draft[] = [];
  const draft = (op: ComputedOp, args: readonly (Node | Draft)[], time: number): Draft => {
    const made = { op, args, time };
    drafts.push(made);
    return made;
  };
  const fused = (term: Real) => term.op === 'mul' && uses.get(term) === 1;
  const swallowed = new Set<Node>();
  for (const x of order) {
    if (isSum(x) && !dissolved.has(x)) {
      for (const { value } of termsOf(x, dissolved)) if (fused(value)) swallowed.add(value);
    }
  }
  for (const x of order) {
    if (isLeaf(x) || dissolved.has(x) || swallowed.has(x)) continue;
    if (isSum(x)) result.set(x, chain(termsOf(x, dissolved), fused, draft));
    else if (isComputed(x.op)) result.set(x, draft(x.op, x.operands, x.id));
    else throw new Error(`The operation ${x.op} has no meaning on numbers and no expansion.`);
  }
  return emit(effects, roots, order, drafts, result);
}

function countUses(order: readonly Node[], roots: readonly Real[]): Map<Node, number> {
  const uses = new Map<Node, number>();
  const use = (x: Node) => uses.set(x, (uses.get(x) ?? 0) + 1);
  for (const x of order) x.operands.forEach(use);
  roots.forEach(use);
  return uses;
}

/** Sums used once, by another sum: they become part of its chain. */
function dissolvedSums(order: readonly Node[], uses: Map<Node, number>, roots: readonly Real[]): Set<Node> {
  const isRoot = new Set<Node>(roots);
  const dissolved = new Set<Node>();
  for (const x of order) {
    if (!isSum(x)) continue;
    for (const arg of x.args) if (isSum(arg) && uses.get(arg) === 1 && !isRoot.has(arg)) dissolved.add(arg);
  }
  return dissolved;
}

function termsOf(root: Real, dissolved: Set<Node>): Term[] {
  const terms: Term[] = [];
  const stack: Term[] = [{ negative: false, value: root }];
  while (stack.length > 0) {
    const { negative, value } = stack.pop()!;
    if (value !== root && !dissolved.has(value)) {
      terms.push({ negative, value });
      continue;
    }
    const [a, b] = value.args;
    stack.push({ negative: value.op === 'neg' ? !negative : negative, value: a! });
    if (b) stack.push({ negative: value.op === 'sub' ? !negative : negative, value: b });
  }
  terms.sort((s, t) => s.value.id - t.value.id);
  const firstPositive = terms.findIndex(term => !term.negative);
  if (firstPositive > 0) terms.unshift(...terms.splice(firstPositive, 1));
  return terms;
}

function chain(
  terms: readonly Term[],
  fused: (x: Real) => boolean,
  draft: (op: ComputedOp, args: readonly (Node | Draft)[], time: number) => Draft,
): Draft {
  const [first, ...rest] = terms as [Term, ...Term[]];
  let time = first.value.id;
  let sum: Real | Draft = fused(first.value) ? draft('mul', first.value.args, time) : first.value;
  if (first.negative) sum = draft('neg', [sum], time);
  for (const { negative, value } of rest) {
    time = Math.max(time, value.id);
    sum = fused(value)
      ? draft(negative ? 'nmadd' : 'madd', [...value.args, sum], time)
      : draft(negative ? 'sub' : 'add', [sum, value], time);
  }
  return sum as Draft;
}

function emit(
  effects: readonly Effect[],
  roots: readonly Real[],
  order: readonly Node[],
  drafts: readonly Draft[],
  result: Map<Node, Draft>,
): Instruction[] {
  const program: Instruction[] = [];
  const position = new Map<Node | Draft, number>();
  const append = (instruction: Instruction) => program.push(instruction) - 1;
  const place = (x: Node | Draft): number => {
    const known = position.get((isDraft(x) ? undefined : result.get(x)) ?? x);
    if (known !== undefined) return known;
    if (!(x instanceof Real) || !x.leaf) throw new Error(`program order broken: ${x.op} used before it is computed`);
    const at = append({ ...x.leaf, args: [] });
    position.set(x, at);
    return at;
  };
  const reads = new Map<string, Real>();
  for (const x of order) {
    if (x instanceof Real && x.leaf?.op === 'load' && x.leaf.displacement.every(d => d === 0)) {
      reads.set(`${x.leaf.field}|${x.leaf.component}`, x);
    }
  }

  const waiting = new Map<Draft | Real, number[]>();
  roots.forEach((root, k) => {
    const value = result.get(root) ?? root;
    waiting.set(value, [...(waiting.get(value) ?? []), k]);
  });
  const finish = (value: Draft | Real) => {
    for (const k of waiting.get(value) ?? []) {
      const { kind, target, component, index } = effects[k]!;
      // A value overwritten in place is read before it goes.
      const old = reads.get(`${target}|${component}`);
      if (kind === 'store' && old) place(old);
      const args = [place(value)];
      append(
        kind === 'store'
          ? { op: kind, args, field: target, component }
          : { op: kind, args, sum: nameOf(target, index) },
      );
    }
  };
  const sequence = drafts.map((d, k) => ({ d, k })).sort((a, b) => a.d.time - b.d.time || a.k - b.k);
  for (const { d } of sequence) {
    position.set(d, append({ op: d.op, args: d.args.map(place) }));
    finish(d);
  }
  for (const value of waiting.keys()) if (!isDraft(value)) finish(value);
  return program;
}
