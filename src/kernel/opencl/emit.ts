/**
 * Programs as OpenCL C: one work item for each site. The bits are those of the other back ends: every operation is the one
 * of IEEE 754, a multiply-add is fused where the program has one, and nothing else is.
 *
 * Component c of site o is number c · held + (o − first site) of a field, so that neighbouring work items read neighbouring
 * numbers. A work item leaves its terms of sums behind; tiles are added up afterwards, in the order of their sites.
 */
import { literal } from '../clike/literal.ts';
import { type Dialect, statements } from '../clike/statements.ts';
import type { DeviceCode, DevicePlan } from '../device/language.ts';
import { type ComputedOp, type Program, sumsOf } from '../ir/program.ts';
import type { Load } from '../ir/real.ts';
import { repeated } from '../ir/repeated.ts';
import { preamble } from './preamble.ts';

export function emitOpenCl(plan: DevicePlan): DeviceCode {
  const functions = repeated(plan.programs).map((loop, f) => ({ ...loop, name: `part${f}` }));
  const texts = functions.map(({ name, program }) => functionText(plan, name, program));
  return { source: [preamble(plan), ...texts].join('\n'), functions };
}

function functionText(plan: DevicePlan, name: string, program: Program): string {
  const { fields, parameters, parametersAreArguments } = plan;
  const dialect = new OpenClC(plan, program);
  const body = statements(program, dialect);
  const given = [
    'const int first, const int count, global const int *list, global const int *near, const int columns',
    'global real *terms, const int termStride, const int firstRow',
    ...fields.map((_, k) => `global real *f${k}, const int origin${k}, const int held${k}`),
    ...(parametersAreArguments ? parameters.map((_, k) => `const real p${k}`) : ['global const real *p']),
  ];
  return `kernel void ${name}(${given.join(', ')}) {
  const int item = get_global_id(0);
  if (item >= count) return;
  const int site = list ? list[item] : first + item;
  ${[...dialect.columns].map(k => `const int near${k} = near[${k} * columns + site];`).join(' ')}
  ${body.join('\n  ')}
}
`;
}

const infix: Partial<Record<ComputedOp, string>> = { add: '+', sub: '-', mul: '*', div: '/', lt: '<', le: '<=' };
const unwritten = { infinity: 'INFINITY', nan: 'NAN' };

class OpenClC implements Dialect {
  /** Columns of neighbours that the program uses. */
  readonly columns = new Set<number>();
  private readonly plan: DevicePlan;
  private readonly ownSums: readonly number[];

  constructor(plan: DevicePlan, program: Program) {
    this.plan = plan;
    this.ownSums = sumsOf(program, plan.sums);
  }

  declare(name: string, expression: string, kind: 'number' | 'truth'): string {
    return `const ${kind === 'truth' ? 'int' : 'real'} ${name} = ${expression};`;
  }

  constant(value: number): string {
    if (this.plan.precision === 'f64') return literal(value, unwritten);
    const single = literal(Math.fround(value), unwritten);
    return /\d$/.test(single) ? `${single}f` : single;
  }

  parameter(name: string): string {
    const k = this.plan.parameters.indexOf(name);
    return this.plan.parametersAreArguments ? `p${k}` : `p[${k}]`;
  }

  load({ field, component, displacement }: Load): string {
    const column = this.plan.displacements.indexOf(displacement.join(','));
    if (column < 0) return this.place(field, component, 'site');
    this.columns.add(column);
    return this.place(field, component, `near${column}`);
  }

  computed(op: ComputedOp, args: readonly string[]): string {
    const [a, b] = args;
    if (infix[op]) return `${a} ${infix[op]} ${b}`;
    if (op === 'neg') return `-${a}`;
    return `${op.toUpperCase()}(${args.join(', ')})`;
  }

  store(field: string, component: number, value: string): string {
    return `${this.place(field, component, 'site')} = ${value};`;
  }

  accumulate(sum: string, value: string): string {
    const k = this.ownSums.indexOf(this.plan.sums.indexOf(sum));
    return `terms[(firstRow + ${k}) * termStride + item] = ${value};`;
  }

  private place(name: string, component: number, site: string): string {
    const k = this.plan.fields.findIndex(field => field.name === name);
    return `f${k}[origin${k} + ${component} * held${k} + ${site}]`;
  }
}
