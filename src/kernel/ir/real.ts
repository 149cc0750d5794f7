/**
 * The one intermediate representation: real scalars in static single assignment, hash-consed.
 *
 * A site function is run once on `Real`s; what remains is a directed acyclic graph of the operations it performed.
 * Structurally equal expressions are the same object, so common subexpressions are found while tracing.
 */

export type BinaryOp = 'add' | 'sub' | 'mul' | 'div' | 'min' | 'max' | 'lt' | 'le' | 'atan2';
export type UnaryOp =
  | 'neg'
  | 'sqrt'
  | 'abs'
  | 'floor'
  | 'pow2'
  | 'exponent'
  | 'mantissa'
  | 'exp'
  | 'log'
  | 'sin'
  | 'cos'
  | 'tan';
export type Op = 'const' | 'parameter' | 'load' | 'select' | BinaryOp | UnaryOp;

/** Where a load reads: component `component` of field `field` at the current site plus `displacement`. */
export interface LoadSource {
  readonly field: string;
  readonly component: number;
  readonly displacement: readonly number[];
}

/** A number, or something traced. */
export type RealLike = Real | number;

const bits = new DataView(new ArrayBuffer(8));

/** Meaning on numbers of each operation: what the JavaScript back end computes, and what constant folding uses. */
export const meaning = {
  add: (a: number, b: number) => a + b,
  sub: (a: number, b: number) => a - b,
  mul: (a: number, b: number) => a * b,
  div: (a: number, b: number) => a / b,
  min: (a: number, b: number) => Math.min(a, b),
  max: (a: number, b: number) => Math.max(a, b),
  neg: (a: number) => -a,
  sqrt: (a: number) => Math.sqrt(a),
  abs: (a: number) => Math.abs(a),
  floor: (a: number) => Math.floor(a),
  /** 2^a for an integer a in [-1022, 1023]. */
  pow2: (a: number) => {
    bits.setInt32(0, (a + 1023) << 20);
    bits.setInt32(4, 0);
    return bits.getFloat64(0);
  },
  /** The e of |a| = m 2^e with 1 <= m < 2 (a normal, not zero). */
  exponent: (a: number) => {
    bits.setFloat64(0, a);
    return ((bits.getUint32(0) >>> 20) & 0x7ff) - 1023;
  },
  /** The m of |a| = m 2^e with 1 <= m < 2 (a normal, not zero). */
  mantissa: (a: number) => {
    bits.setFloat64(0, a);
    bits.setUint32(0, (bits.getUint32(0) & 0x000fffff) | 0x3ff00000);
    return bits.getFloat64(0);
  },
};

/** One value of the graph. Made only by a `Graph`. */
export class Real {
  readonly graph: Graph;
  readonly id: number;
  readonly op: Op;
  readonly args: readonly Real[];
  /** The value of a constant, the name of a parameter, the source of a load. */
  readonly leaf: number | string | LoadSource | undefined;

  constructor(graph: Graph, id: number, op: Op, args: readonly Real[], leaf?: number | string | LoadSource) {
    this.graph = graph;
    this.id = id;
    this.op = op;
    this.args = args;
    this.leaf = leaf;
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
  /** A truth value, only good as the condition of `select`. */
  lessThan(b: RealLike): Real {
    return this.graph.binary('lt', this, b);
  }
  lessOrEqual(b: RealLike): Real {
    return this.graph.binary('le', this, b);
  }
  /** `yes` where this truth value holds, else `no`. Both sides are evaluated. */
  select(yes: RealLike, no: RealLike): Real {
    return this.graph.select(this, this.graph.lift(yes), this.graph.lift(no));
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
  isConstant(value?: number): boolean {
    return this.op === 'const' && (value === undefined || Object.is(this.leaf, value));
  }
}

const commutative = new Set<Op>(['add', 'mul', 'min', 'max']);
const packed = 0x4000000;

/** A table of all values made so far; every operation goes through it, is simplified, and is stored once. */
export class Graph {
  private readonly interned = new Map<Op, Map<number | string, Real>>();
  private count = 0;

  get size(): number {
    return this.count;
  }

  lift(x: RealLike): Real {
    return typeof x === 'number' ? this.constant(x) : x;
  }

  constant(value: number): Real {
    return this.intern('const', Object.is(value, -0) ? '-0' : value, [], value);
  }

  parameter(name: string): Real {
    return this.intern('parameter', name, [], name);
  }

  load(field: string, component: number, displacement: readonly number[]): Real {
    const key = `${field}|${component}|${displacement.join(',')}`;
    return this.intern('load', key, [], { field, component, displacement });
  }

  select(condition: Real, yes: Real, no: Real): Real {
    if (yes === no) return yes;
    return this.intern('select', `${condition.id}|${yes.id}|${no.id}`, [condition, yes, no]);
  }

  unary(op: UnaryOp, a: Real): Real {
    if (a.op === 'const' && op in meaning) {
      return this.constant((meaning[op as keyof typeof meaning] as (x: number) => number)(a.leaf as number));
    }
    if (op === 'neg' && a.op === 'neg') return a.args[0]!;
    if (op === 'neg' && a.op === 'sub') return this.binary('sub', a.args[1]!, a.args[0]!);
    return this.intern(op, a.id, [a]);
  }

  binary(op: BinaryOp, x: RealLike, y: RealLike): Real {
    let a = this.lift(x);
    let b = this.lift(y);
    if (a.op === 'const' && b.op === 'const' && op in meaning) {
      const fold = meaning[op as keyof typeof meaning] as (x: number, y: number) => number;
      return this.constant(fold(a.leaf as number, b.leaf as number));
    }
    const simple = this.simplify(op, a, b);
    if (simple) return simple;
    if (commutative.has(op) && a.id > b.id) [a, b] = [b, a];
    return this.intern(op, a.id * packed + b.id, [a, b]);
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
        if (a.op === 'const' && b.op === 'mul' && b.args.some(x => x.op === 'const')) {
          const inner = b.args.find(x => x.op === 'const')!;
          const rest = b.args.find(x => x !== inner)!;
          return this.binary('mul', rest, (a.leaf as number) * (inner.leaf as number));
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

  private intern(op: Op, key: number | string, args: readonly Real[], leaf?: number | string | LoadSource): Real {
    let table = this.interned.get(op);
    if (!table) {
      table = new Map();
      this.interned.set(op, table);
    }
    const known = table.get(key);
    if (known) return known;
    const made = new Real(this, this.count++, op, args, leaf);
    table.set(key, made);
    return made;
  }
}

function isZero(x: Real): boolean {
  return x.op === 'const' && x.leaf === 0;
}
