/**
 * The one intermediate representation: real scalars in static single assignment, hash-consed.
 *
 * A site function is run once on `Real`s; what remains is a directed acyclic graph of the operations it performed.
 * Structurally equal expressions are the same object, so common subexpressions are found while tracing.
 */
import { meaning } from './meaning.ts';

const unaryOps = [
  'neg',
  'sqrt',
  'abs',
  'floor',
  'pow2',
  'exponent',
  'mantissa',
  'exp',
  'log',
  'sin',
  'cos',
  'tan',
] as const;
const binaryOps = ['add', 'sub', 'mul', 'div', 'min', 'max', 'atan2'] as const;
export type UnaryOp = (typeof unaryOps)[number];
export type BinaryOp = (typeof binaryOps)[number];
export type Comparison = keyof typeof meaning.comparison;
export type Op = Leaf['op'] | 'select' | BinaryOp | UnaryOp;

/** A read of component `component` of field `field` at the current site plus `displacement`. */
export interface Load {
  readonly op: 'load';
  readonly field: string;
  readonly component: number;
  readonly displacement: readonly number[];
}

/** What stands at the ends of the graph. */
export type Leaf =
  | { readonly op: 'const'; readonly value: number }
  | { readonly op: 'parameter'; readonly name: string; readonly role: string }
  | Load;

/** How element `index` of a block is called, or the only one. */
export const nameOf = (role: string, index?: number) => (index === undefined ? role : `${role}[${index}]`);

/** Everything the graph is made of: numbers and truth values. */
export type Node = Real | Truth;

const [unaryNames, binaryNames] = [new Set<string>(unaryOps), new Set<string>(binaryOps)];
export const isUnary = (op: Op): op is UnaryOp => unaryNames.has(op);
export const isBinary = (op: Op): op is BinaryOp => binaryNames.has(op);

/** A number, or something traced. */
export type RealLike = Real | number;

/** Whether a comparison holds: the condition of `select`. Made only by a `Graph`. */
export class Truth {
  readonly graph: Graph;
  readonly id: number;
  readonly op: Comparison;
  readonly operands: readonly [Real, Real];

  constructor(graph: Graph, id: number, op: Comparison, operands: readonly [Real, Real]) {
    this.graph = graph;
    this.id = id;
    this.op = op;
    this.operands = operands;
  }

  /** `yes` where this holds, else `no`. Both sides are evaluated. */
  select(yes: RealLike, no: RealLike): Real {
    return this.graph.select(this, this.graph.lift(yes), this.graph.lift(no));
  }
}

/** One number of the graph. Made only by a `Graph`. */
export class Real {
  readonly graph: Graph;
  readonly id: number;
  readonly op: Op;
  readonly args: readonly Real[];
  /** What a constant, a parameter or a load stands for. */
  readonly leaf: Leaf | undefined;
  /** Of a selection. */
  readonly condition: Truth | undefined;
  /** The condition, if any, and the arguments. */
  readonly operands: readonly Node[];

  constructor(graph: Graph, id: number, op: Op, args: readonly Real[], leaf?: Leaf, condition?: Truth) {
    this.graph = graph;
    this.id = id;
    this.op = op;
    this.args = args;
    this.leaf = leaf;
    this.condition = condition;
    this.operands = condition ? [condition, ...args] : args;
  }

  add(b: RealLike): Real {
    return this.graph.binary('add', this, b);
  }
  sub(b: RealLike): Real {
    return this.graph.binary('sub', this, b);
  }
  mul(b: RealLike): Real {
    return this.graph.binary('mul', this, b);
  }
  div(b: RealLike): Real {
    return this.graph.binary('div', this, b);
  }
  min(b: RealLike): Real {
    return this.graph.binary('min', this, b);
  }
  max(b: RealLike): Real {
    return this.graph.binary('max', this, b);
  }
  lessThan(b: RealLike): Truth {
    return this.graph.compare('lt', this, b);
  }
  lessOrEqual(b: RealLike): Truth {
    return this.graph.compare('le', this, b);
  }
  neg(): Real {
    return this.graph.unary('neg', this);
  }
  sqrt(): Real {
    return this.graph.unary('sqrt', this);
  }
  abs(): Real {
    return this.graph.unary('abs', this);
  }
  floor(): Real {
    return this.graph.unary('floor', this);
  }
  pow2(): Real {
    return this.graph.unary('pow2', this);
  }
  exponent(): Real {
    return this.graph.unary('exponent', this);
  }
  mantissa(): Real {
    return this.graph.unary('mantissa', this);
  }
  exp(): Real {
    return this.graph.unary('exp', this);
  }
  log(): Real {
    return this.graph.unary('log', this);
  }
  sin(): Real {
    return this.graph.unary('sin', this);
  }
  cos(): Real {
    return this.graph.unary('cos', this);
  }
  /** For |x| <= pi/2 only. */
  tan(): Real {
    return this.graph.unary('tan', this);
  }
  /** The angle of the point (x = b, y = this), in (-pi, pi]. */
  atan2(b: RealLike): Real {
    return this.graph.binary('atan2', this, b);
  }
  isConstant(value: number): boolean {
    return Object.is(this.constant, value);
  }

  /** The number, if this is a constant. */
  get constant(): number | undefined {
    return this.leaf?.op === 'const' ? this.leaf.value : undefined;
  }

  /** @throws if this depends on fields or parameters */
  toNumber(): number {
    if (this.constant === undefined) throw new Error(`Expected a number; found ${this.op} of traced values.`);
    return this.constant;
  }
}

const unaryMeaning: Partial<Record<UnaryOp, (a: number) => number>> = meaning.unary;
const binaryMeaning: Partial<Record<BinaryOp, (a: number, b: number) => number>> = meaning.binary;
const commutative = new Set<Op>(['add', 'mul', 'min', 'max']);
const packed = 0x4000000;

/** A table of all values made so far; every operation goes through it, is simplified, and is stored once. */
export class Graph {
  private readonly interned = new Map<Op, Map<number | string, Real>>();
  private readonly truths = { lt: new Map<number, Truth>(), le: new Map<number, Truth>() };
  private count = 0;

  get size(): number {
    return this.count;
  }

  lift(x: RealLike): Real {
    return typeof x === 'number' ? this.constant(x) : x;
  }

  constant(value: number): Real {
    return this.leaf(Object.is(value, -0) ? '-0' : value, { op: 'const', value });
  }

  /** Number `index` of the block that is called `role`, or the only number of that name. */
  parameter(role: string, index?: number): Real {
    const name = nameOf(role, index);
    return this.leaf(name, { op: 'parameter', name, role });
  }

  load(field: string, component: number, displacement: readonly number[]): Real {
    const key = `${field}|${component}|${displacement.join(',')}`;
    return this.leaf(key, { op: 'load', field, component, displacement });
  }

  /** The same leaf as one of another graph. */
  again(leaf: Leaf): Real {
    if (leaf.op === 'const') return this.constant(leaf.value);
    if (leaf.op === 'parameter') return this.leaf(leaf.name, leaf);
    return this.load(leaf.field, leaf.component, leaf.displacement);
  }

  private leaf(key: number | string, leaf: Leaf): Real {
    return this.intern(leaf.op, key, () => new Real(this, this.count++, leaf.op, [], leaf));
  }

  select(condition: Truth, yes: Real, no: Real): Real {
    if (yes === no) return yes;
    const key = `${condition.id}|${yes.id}|${no.id}`;
    return this.intern('select', key, () => new Real(this, this.count++, 'select', [yes, no], undefined, condition));
  }

  compare(op: Comparison, x: RealLike, y: RealLike): Truth {
    const [a, b] = [this.lift(x), this.lift(y)];
    const key = a.id * packed + b.id;
    const known = this.truths[op].get(key);
    if (known) return known;
    const made = new Truth(this, this.count++, op, [a, b]);
    this.truths[op].set(key, made);
    return made;
  }

  unary(op: UnaryOp, a: Real): Real {
    const fold = unaryMeaning[op];
    if (fold && a.constant !== undefined) return this.constant(fold(a.constant));
    if (op === 'neg' && a.op === 'neg') return a.args[0]!;
    if (op === 'neg' && a.op === 'sub') return this.binary('sub', a.args[1]!, a.args[0]!);
    return this.intern(op, a.id, () => new Real(this, this.count++, op, [a]));
  }

  binary(op: BinaryOp, x: RealLike, y: RealLike): Real {
    const a = this.lift(x);
    const b = this.lift(y);
    const fold = binaryMeaning[op];
    if (fold && a.constant !== undefined && b.constant !== undefined)
      return this.constant(fold(a.constant, b.constant));
    const simple = this.simplify(op, a, b);
    if (simple) return simple;
    const args = commutative.has(op) && a.id > b.id ? [b, a] : [a, b];
    return this.intern(op, args[0].id * packed + args[1].id, () => new Real(this, this.count++, op, args));
  }

  /** Identities with 0, 1 and -1, and signs pulled outwards so that equal products meet. */
  private simplify(op: BinaryOp, a: Real, b: Real): Real | undefined {
    switch (op) {
      case 'add':
        if (isZero(a)) return b;
        if (isZero(b)) return a;
        if (b.op === 'neg') return this.binary('sub', a, b.args[0]!);
        if (a.op === 'neg') return this.binary('sub', b, a.args[0]!);
        return undefined;
      case 'sub':
        if (isZero(b)) return a;
        if (isZero(a)) return b.neg();
        if (a === b) return this.constant(0);
        if (b.op === 'neg') return this.binary('add', a, b.args[0]!);
        if (a.op === 'neg') return this.binary('add', a.args[0]!, b).neg();
        return undefined;
      case 'mul':
        if (isZero(a) || isZero(b)) return this.constant(0);
        if (a.isConstant(1)) return b;
        if (b.isConstant(1)) return a;
        if (a.isConstant(-1)) return b.neg();
        if (b.isConstant(-1)) return a.neg();
        if (a.op === 'neg') return this.binary('mul', a.args[0]!, b).neg();
        if (b.op === 'neg') return this.binary('mul', a, b.args[0]!).neg();
        if (a.constant !== undefined && b.op === 'mul') {
          const [inner, rest] = b.args[0]!.op === 'const' ? b.args : b.args.toReversed();
          if (inner!.constant !== undefined) return this.binary('mul', rest!, a.constant * inner!.constant);
        }
        return b.op === 'const' ? this.binary('mul', b, a) : undefined;
      case 'div':
        if (b.isConstant(1)) return a;
        if (isZero(a)) return a;
        if (a.op === 'neg') return this.binary('div', a.args[0]!, b).neg();
        return undefined;
      default:
        return undefined;
    }
  }

  private intern(op: Op, key: number | string, make: () => Real): Real {
    let table = this.interned.get(op);
    if (!table) {
      table = new Map();
      this.interned.set(op, table);
    }
    const known = table.get(key);
    if (known) return known;
    const made = make();
    table.set(key, made);
    return made;
  }
}

const isZero = (x: Real) => x.constant === 0;
