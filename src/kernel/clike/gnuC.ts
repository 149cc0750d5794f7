/**
 * Programs as GNU C, for gcc and clang: vectors of as many sites as the layout has lanes, in the memory of a WebAssembly
 * machine, with the arguments that the WebAssembly of the same kernel takes. The bits are the same as well: every
 * operation is the one of IEEE 754, a multiply-add is fused where the program has one, and nothing else is.
 *
 * The text depends on the programs and on which reads may cross a cut of the lattice, not on the extents, so that one
 * library serves all lattices.
 */
import type { ComputedOp, Program } from '../ir/program.ts';
import type { Load } from '../ir/real.ts';
import { type Repeated, repeated } from '../ir/repeated.ts';
import type { Precision } from '../machine/precision.ts';
import { preamble } from './gnuPreamble.ts';
import { literal } from './literal.ts';
import { type Dialect, statements } from './statements.ts';

export interface NativePlan {
  readonly programs: readonly Program[];
  readonly precision: Precision;
  /** Sites per value. */
  readonly lanes: number;
  readonly contraction: boolean;
  /** In the order of their base pointers. */
  readonly fields: readonly { readonly name: string; readonly components: number }[];
  readonly sums: readonly string[];
  /** Slot of each parameter in the block of uniform values. */
  readonly parameters: readonly string[];
  /**
   * Columns of the neighbour table. Where lanes are exchanged on some rows, the column whose permutations hold here as
   * well: the first with the same ones on all rows.
   */
  readonly displacements: readonly { readonly key: string; readonly turn: number | undefined }[];
  /** Which kinds of rows there are: those of which no read crosses a cut, and others. */
  readonly rows: readonly RowKind[];
}

export type RowKind = 'straight' | 'turned';

/** The function of a library that runs the kernel. */
export const entryPoint = 'cask_run';

/** Words of the table that goes with a descriptor; for each variant the address of its permutations, or 0, follows. */
export const tableWords = { variants: 0, sumBytes: 1, permutations: 2 } as const;

export function emitGnuC(plan: NativePlan): string {
  const loops = repeated(plan.programs);
  const functions = loops.flatMap((loop, p) => plan.rows.map(kind => part(plan, loop, p, kind)));
  return [preamble(plan), ...functions, main(plan, loops.length)].join('\n');
}

const parameters =
  'char *memory, const u32 *row, const u32 *end, u32 length, u32 neighbours, u32 uniforms, u32 sums, u32 sumBytes, ' +
  'const u32 *bases, const i32 *permutations';

/** One loop of programs over a list of rows; `turned`: on rows from which some reads cross a cut. */
function part(plan: NativePlan, { program, count, step }: Repeated, p: number, kind: RowKind): string {
  const { fields, displacements } = plan;
  const dialect = new GnuC(plan, kind === 'turned', step);
  const body = statements(program, dialect);
  const columns = displacements.length;
  const own = (k: number) =>
    `char *const own${k} = memory + (u32)(bases[${k}] + site * ${fields[k].components}u * BYTES);`;
  const sums = [...dialect.sums];
  return `static void ${kind}${p}(${parameters}) {
  for (; row < end; row += 2) {
    ${[...dialect.turns].map(turn => `const mask turn${turn} = permutation(permutations + ${turn} * LANES);`).join('\n    ')}
    ${sums.map(k => `vec sum${k} = {0};`).join(' ')}
    for (u32 site = row[0], stop = site + length; site < stop; site++) {
      const u32 *const near = (const u32 *)(memory + neighbours) + site * ${columns}u;
      ${[...dialect.own].map(own).join('\n      ')}
      ${count > 1 ? `for (u32 slice = 0; slice < ${count}; slice++) {` : '{'}
      ${body.join('\n      ')}
      }
    }
    ${sums.map(k => `PUT(memory + (u32)(sums + ${k}u * sumBytes + row[1] * BYTES), sum${k});`).join('\n    ')}
  }
}
`;
}

/** As the `main` of the WebAssembly: all parts of a kernel visit a row before the next one. */
function main({ rows }: NativePlan, parts: number): string {
  const call = (kind: RowKind, p: number, row: string, end: string) =>
    `${kind}${p}(memory, ${row}, ${end}, d[0], d[1], d[2], d[3], t[${tableWords.sumBytes}], bases, permutations);`;
  const each = (kind: RowKind) => Array.from({ length: parts }, (_, p) => call(kind, p, 'row', 'row + 2')).join(' ');
  const all = (kind: RowKind) =>
    parts === 1 ? call(kind, 0, 'row', 'end') : `for (; row < end; row += 2) { ${each(kind)} }`;
  const either = rows.length === 1 ? all(rows[0]) : `if (place) { ${all('turned')} } else { ${all('straight')} }`;
  return `__attribute__((visibility("default"))) void ${entryPoint}(char *memory, u32 descriptor, u32 table) {
  const u32 *const d = (const u32 *)(memory + descriptor), *const t = (const u32 *)(memory + table);
  const u32 variants = t[${tableWords.variants}], *const bases = d + 4 + 2 * variants;
  for (u32 v = 0; v < variants; v++) {
    const u32 *row = (const u32 *)(memory + d[4 + 2 * v]), *const end = (const u32 *)(memory + d[5 + 2 * v]);
    const u32 place = t[${tableWords.permutations} + v];
    const i32 *const permutations = (const i32 *)(memory + place);
    ${either}
  }
}
`;
}

const unwritten = { infinity: '__builtin_inf()', nan: '__builtin_nan("")' };
const infix: Partial<Record<ComputedOp, string>> = { add: '+', sub: '-', mul: '*', div: '/', lt: '<', le: '<=' };

/** Where the lanes of a value are: those of the own site, in the order of a neighbour's memory, or all alike. */
type Order = 'own' | 'alike' | { readonly turn: number };

class GnuC implements Dialect {
  /** Fields used at the kernel's own site, columns of neighbours, permutations and sums that the program uses. */
  readonly own = new Set<number>();
  readonly turns = new Set<number>();
  readonly sums = new Set<number>();
  private readonly plan: NativePlan;
  private readonly turned: boolean;
  private readonly step: Repeated['step'];
  private readonly addresses = new Set<string>();
  private readonly orders = new Map<string, Order>();
  private readonly brought = new Set<string>();
  /** Of the value that is declared next. */
  private order: Order = 'own';
  /** What has to stand before the next statement. */
  private before: string[] = [];

  constructor(plan: NativePlan, turned: boolean, step: Repeated['step']) {
    this.plan = plan;
    this.turned = turned;
    this.step = step;
  }

  declare(name: string, expression: string, kind: 'number' | 'truth'): string {
    this.orders.set(name, this.order);
    return this.after(`const ${kind === 'truth' ? 'mask' : 'vec'} ${name} = ${expression};`);
  }

  constant(value: number): string {
    this.order = 'alike';
    return `ALL(${literal(value, unwritten)})`;
  }

  parameter(name: string): string {
    this.order = 'alike';
    return `GET(memory + uniforms + ${this.plan.parameters.indexOf(name)}u * UNIFORM)`;
  }

  load({ field, component, displacement }: Load): string {
    const k = this.field(field);
    const { displacements, fields } = this.plan;
    const column = displacements.findIndex(d => d.key === displacement.join(','));
    const turn = this.turned ? displacements[column]?.turn : undefined;
    this.order = turn === undefined ? 'own' : { turn };
    if (column < 0) {
      this.own.add(k);
      return `GET(own${k} + ${this.offset(field, component)})`;
    }
    const address = `at${k}_${column}`;
    if (!this.addresses.has(address)) {
      this.addresses.add(address);
      const bytes = `near[${column}] * ${fields[k].components}u * BYTES`;
      this.before.push(`const char *const ${address} = memory + (u32)(bases[${k}] + ${bytes});`);
    }
    return `GET(${address} + ${this.offset(field, component)})`;
  }

  /** Values of one neighbour are combined in its order of lanes, and what comes of them is permuted: fewer permutations. */
  computed(op: ComputedOp, given: readonly string[]): string {
    const orders = given.map(name => this.orders.get(name)!).filter(order => order !== 'alike');
    const [first = 'alike'] = orders;
    const isTruth = op === 'lt' || op === 'le';
    const together = first === 'alike' || (!isTruth && orders.every(order => sameOrder(order, first)));
    this.order = together ? first : 'own';
    const args = together ? given : given.map(name => this.inOwnOrder(name));
    const [a, b] = args;
    if (infix[op]) return `${a} ${infix[op]} ${b}`;
    if (op === 'neg') return `-${a}`;
    return `${op.toUpperCase()}(${args.join(', ')})`;
  }

  store(field: string, component: number, value: string): string {
    const k = this.field(field);
    this.own.add(k);
    const own = this.inOwnOrder(value);
    return this.after(`PUT(own${k} + ${this.offset(field, component)}, ${own});`);
  }

  accumulate(sum: string, value: string): string {
    const k = this.plan.sums.indexOf(sum);
    this.sums.add(k);
    const own = this.inOwnOrder(value);
    return this.after(`sum${k} = sum${k} + ${own};`);
  }

  /** The value with the lanes of the own site, permuted when that is first needed. */
  private inOwnOrder(name: string): string {
    const order = this.orders.get(name)!;
    if (typeof order === 'string') return name;
    const brought = `${name}t`;
    if (!this.brought.has(brought)) {
      this.brought.add(brought);
      this.turns.add(order.turn);
      this.before.push(`const vec ${brought} = TURNED(${name}, turn${order.turn});`);
    }
    return brought;
  }

  private after(statement: string): string {
    const text = [...this.before, statement].join(' ');
    this.before = [];
    return text;
  }

  /** Bytes from the beginning of a site to a component, in this pass of the loop. */
  private offset(field: string, component: number): string {
    const step = this.step.get(field);
    return step ? `(${component} + ${step} * (long)slice) * (long)BYTES` : `${component} * BYTES`;
  }

  private field(name: string): number {
    return this.plan.fields.findIndex(field => field.name === name);
  }
}

const sameOrder = (a: Order, b: Order) =>
  a === b || (typeof a === 'object' && typeof b === 'object' && a.turn === b.turn);
