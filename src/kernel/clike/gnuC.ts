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
import type { Precision } from '../machine/precision.ts';
import { preamble } from './gnuPreamble.ts';
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
  /** Columns of the neighbour table, and whether lanes are exchanged on some rows. */
  readonly displacements: readonly { readonly key: string; readonly turns: boolean }[];
  /** Which kinds of rows there are: those of which no read crosses a cut, and others. */
  readonly rows: readonly RowKind[];
}

export type RowKind = 'straight' | 'turned';

/** The function of a library that runs the kernel. */
export const entryPoint = 'cask_run';

/** Words of the table that goes with a descriptor; for each variant the address of its permutations, or 0, follows. */
export const tableWords = { variants: 0, sumBytes: 1, permutations: 2 } as const;

export function emitGnuC(plan: NativePlan): string {
  const functions = plan.programs.flatMap((program, p) => plan.rows.map(kind => part(plan, program, p, kind)));
  return [preamble(plan), ...functions, main(plan)].join('\n');
}

const parameters =
  'char *memory, const u32 *row, const u32 *end, u32 length, u32 neighbours, u32 uniforms, u32 sums, u32 sumBytes, ' +
  'const u32 *bases, const i32 *permutations';

/** One program over a list of rows; `turned`: on rows from which some reads cross a cut. */
function part(plan: NativePlan, program: Program, p: number, kind: RowKind): string {
  const { fields, displacements } = plan;
  const dialect = new GnuC(plan, kind === 'turned');
  const body = statements(program, dialect);
  const columns = displacements.length;
  const own = (k: number) =>
    `char *const own${k} = memory + (u32)(bases[${k}] + site * ${fields[k].components}u * BYTES);`;
  const sums = [...dialect.sums];
  const masks = [...dialect.columns].filter(column => kind === 'turned' && displacements[column].turns);
  return `static void ${kind}${p}(${parameters}) {
  for (; row < end; row += 2) {
    ${masks.map(column => `const mask turn${column} = permutation(permutations + ${column} * LANES);`).join('\n    ')}
    ${sums.map(k => `vec sum${k} = {0};`).join(' ')}
    for (u32 site = row[0], stop = site + length; site < stop; site++) {
      const u32 *const near = (const u32 *)(memory + neighbours) + site * ${columns}u;
      ${[...dialect.own].map(own).join('\n      ')}
      ${body.join('\n      ')}
    }
    ${sums.map(k => `PUT(memory + (u32)(sums + ${k}u * sumBytes + row[1] * BYTES), sum${k});`).join('\n    ')}
  }
}
`;
}

/** As the `main` of the WebAssembly: all parts of a kernel visit a row before the next one. */
function main({ programs, rows }: NativePlan): string {
  const call = (kind: RowKind, p: number, row: string, end: string) =>
    `${kind}${p}(memory, ${row}, ${end}, d[0], d[1], d[2], d[3], t[${tableWords.sumBytes}], bases, permutations);`;
  const all = (kind: RowKind) =>
    programs.length === 1
      ? call(kind, 0, 'row', 'end')
      : `for (; row < end; row += 2) { ${programs.map((_, p) => call(kind, p, 'row', 'row + 2')).join(' ')} }`;
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

const infix: Partial<Record<ComputedOp, string>> = { add: '+', sub: '-', mul: '*', div: '/', lt: '<', le: '<=' };

class GnuC implements Dialect {
  /** Fields used at the kernel's own site, columns of neighbours and sums that the program uses. */
  readonly own = new Set<number>();
  readonly columns = new Set<number>();
  readonly sums = new Set<number>();
  private readonly plan: NativePlan;
  private readonly turned: boolean;
  private readonly addresses = new Set<string>();
  /** What has to stand before the next declaration. */
  private before = '';

  constructor(plan: NativePlan, turned: boolean) {
    this.plan = plan;
    this.turned = turned;
  }

  declare(name: string, expression: string, kind: 'number' | 'truth'): string {
    return `${this.pending()}const ${kind === 'truth' ? 'mask' : 'vec'} ${name} = ${expression};`;
  }

  constant(value: number): string {
    return `ALL(${literal(value)})`;
  }

  parameter(name: string): string {
    return `GET(memory + uniforms + ${this.plan.parameters.indexOf(name)}u * UNIFORM)`;
  }

  load({ field, component, displacement }: Load): string {
    const k = this.field(field);
    const { displacements, fields } = this.plan;
    const column = displacements.findIndex(d => d.key === displacement.join(','));
    if (column < 0) {
      this.own.add(k);
      return `GET(own${k} + ${component} * BYTES)`;
    }
    this.columns.add(column);
    const address = `at${k}_${column}`;
    if (!this.addresses.has(address)) {
      this.addresses.add(address);
      this.before = `const char *const ${address} = memory + (u32)(bases[${k}] + near[${column}] * ${fields[k].components}u * BYTES); `;
    }
    const value = `GET(${address} + ${component} * BYTES)`;
    return this.turned && displacements[column].turns ? `TURNED(${value}, turn${column})` : value;
  }

  computed(op: ComputedOp, args: readonly string[]): string {
    const [a, b] = args;
    if (infix[op]) return `${a} ${infix[op]} ${b}`;
    if (op === 'neg') return `-${a}`;
    return `${op.toUpperCase()}(${args.join(', ')})`;
  }

  store(field: string, component: number, value: string): string {
    const k = this.field(field);
    this.own.add(k);
    return `PUT(own${k} + ${component} * BYTES, ${value});`;
  }

  accumulate(sum: string, value: string): string {
    const k = this.plan.sums.indexOf(sum);
    this.sums.add(k);
    return `sum${k} = sum${k} + ${value};`;
  }

  private pending(): string {
    const text = this.before;
    this.before = '';
    return text;
  }

  private field(name: string): number {
    return this.plan.fields.findIndex(field => field.name === name);
  }
}

/** A decimal that reads back as the same number. */
function literal(value: number): string {
  if (Object.is(value, -0)) return '-0.0';
  if (value === Number.POSITIVE_INFINITY) return '__builtin_inf()';
  if (value === Number.NEGATIVE_INFINITY) return '-__builtin_inf()';
  if (Number.isNaN(value)) return '__builtin_nan("")';
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}
