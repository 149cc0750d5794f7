/**
 * From graph to straight-line program: the order in which a machine computes.
 *
 * Sums are flattened into linear chains, each term added as soon as it exists, and products inside them become
 * multiply-add instructions. Values are computed in the order in which the site function produced them and loads wait
 * for their first use, which keeps few values alive at a time. Every back end runs the same program, so that without
 * fused multiply-add all of them give the same bits.
 */
import type { LoadSource, Real } from './real.ts';
import { expandTranscendental, reachable } from './transcendental.ts';

export type InstructionOp =
  | 'const'
  | 'parameter'
  | 'load'
  | 'add'
  | 'sub'
  | 'mul'
  | 'div'
  | 'min'
  | 'max'
  | 'lt'
  | 'le'
  | 'neg'
  | 'sqrt'
  | 'abs'
  | 'floor'
  | 'pow2'
  | 'exponent'
  | 'mantissa'
  | 'select'
  /** args [a, b, c]: c + a b */
  | 'madd'
  /** args [a, b, c]: c - a b */
  | 'nmadd'
  | 'store'
  | 'accumulate';

export interface Instruction {
  readonly op: InstructionOp;
  /** Positions of the operands in the program. */
  readonly args: readonly number[];
  /** Constant value, parameter name, load source; for a store its target, for an accumulation the name of the sum. */
  readonly leaf?: number | string | LoadSource | undefined;
}

export type Program = readonly Instruction[];

/** What a kernel leaves behind at each site. */
export interface Effect {
  readonly kind: 'store' | 'accumulate';
  /** Field name, or name of the sum. */
  readonly target: string;
  readonly component: number;
  readonly value: Real;
}

interface Draft {
  readonly op: InstructionOp;
  readonly args: readonly (Real | Draft)[];
  readonly time: number;
}

interface Term {
  readonly negative: boolean;
  readonly value: Real;
}

const isSum = (x: Real) => x.op === 'add' || x.op === 'sub' || x.op === 'neg';
const isLeaf = (x: Real) => x.op === 'load' || x.op === 'const' || x.op === 'parameter';

/** The program that carries out the effects. */
export function programOf(effects: readonly Effect[]): Program {
  const roots = expandTranscendental(effects.map(effect => effect.value));
  const order = reachable(roots);
  const uses = countUses(order, roots);
  const dissolved = dissolvedSums(order, uses, roots);
  const result = new Map<Real, Draft>();
  const drafts: Draft[] = [];
  const draft = (op: InstructionOp, args: readonly (Real | Draft)[], time: number): Draft => {
    const made = { op, args, time };
    drafts.push(made);
    return made;
  };
  const fused = (term: Real) => term.op === 'mul' && uses.get(term) === 1;
  const swallowed = new Set<Real>();
  for (const x of order) {
    if (isSum(x) && !dissolved.has(x)) {
      for (const { value } of termsOf(x, dissolved)) if (fused(value)) swallowed.add(value);
    }
  }
  for (const x of order) {
    if (isLeaf(x) || dissolved.has(x) || swallowed.has(x)) continue;
    if (!isSum(x)) {
      result.set(x, draft(x.op as InstructionOp, x.args, x.id));
      continue;
    }
    result.set(x, chain(termsOf(x, dissolved), fused, draft));
  }
  return emit(effects, roots, order, drafts, result);
}

function countUses(order: readonly Real[], roots: readonly Real[]): Map<Real, number> {
  const uses = new Map<Real, number>();
  const use = (x: Real) => uses.set(x, (uses.get(x) ?? 0) + 1);
  for (const x of order) x.args.forEach(use);
  roots.forEach(use);
  return uses;
}

/** Sums used once, by another sum: they become part of its chain. */
function dissolvedSums(order: readonly Real[], uses: Map<Real, number>, roots: readonly Real[]): Set<Real> {
  const isRoot = new Set(roots);
  const dissolved = new Set<Real>();
  for (const x of order) {
    if (!isSum(x)) continue;
    for (const arg of x.args) if (isSum(arg) && uses.get(arg) === 1 && !isRoot.has(arg)) dissolved.add(arg);
  }
  return dissolved;
}

function termsOf(root: Real, dissolved: Set<Real>): Term[] {
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
  draft: (op: InstructionOp, args: readonly (Real | Draft)[], time: number) => Draft,
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
  order: readonly Real[],
  drafts: Draft[],
  result: Map<Real, Draft>,
): Instruction[] {
  const program: Instruction[] = [];
  const position = new Map<Real | Draft, number>();
  const leaves = new Map<string, Real>();
  const place = (x: Real | Draft): number => {
    const known = position.get(x);
    if (known !== undefined) return known;
    const made = x as Real;
    const target = 'id' in x ? result.get(made) : undefined;
    if (target) return place(target);
    if (!('id' in x) || !isLeaf(made)) throw new Error(`program order broken: ${x.op} used before it is computed`);
    program.push({ op: made.op as InstructionOp, args: [], leaf: made.leaf });
    position.set(x, program.length - 1);
    return program.length - 1;
  };
  for (const x of order) if (x.op === 'load') leaves.set(loadKey(x), x);

  const waiting = new Map<Draft | Real, number[]>();
  roots.forEach((root, k) => {
    const value = result.get(root) ?? root;
    waiting.set(value, [...(waiting.get(value) ?? []), k]);
  });
  const finish = (value: Draft | Real) => {
    for (const k of waiting.get(value) ?? []) {
      const { kind, target, component } = effects[k]!;
      // A value overwritten in place is read before it goes.
      const old = leaves.get(`${target}|${component}`);
      if (kind === 'store' && old) place(old);
      const leaf = kind === 'store' ? { field: target, component, displacement: [] } : target;
      program.push({ op: kind, args: [place(value)], leaf });
    }
  };
  const sequence = drafts.map((d, k) => ({ d, k })).sort((a, b) => a.d.time - b.d.time || a.k - b.k);
  for (const { d } of sequence) {
    const args = d.args.map(place);
    program.push({ op: d.op, args });
    position.set(d, program.length - 1);
    finish(d);
  }
  for (const value of waiting.keys()) if ('id' in value) finish(value);
  return program;
}

/** Loads at the site itself have the key of a store; displaced ones never meet one. */
function loadKey(load: Real): string {
  const { field, component, displacement } = load.leaf as LoadSource;
  return displacement.every(d => d === 0) ? `${field}|${component}` : `${field}|${component}|${displacement}`;
}
