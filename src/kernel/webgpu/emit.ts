/**
 * Programs as WGSL, in f32: one invocation for each site. The language allows a driver to fuse products and sums and to divide
 * with an error of two units, so that kernels agree with `js` within rounding and not bit for bit.
 *
 * All fields lie in one buffer of words, the heap; the arguments of a launch are words of a uniform block, the first of which
 * is 0, so that no compiler knows it.
 */
import { literal } from '../clike/literal.ts';
import { type Dialect, statements } from '../clike/statements.ts';
import { argumentsPerField, type DeviceCode, type DevicePlan, fixedArguments } from '../device/language.ts';
import { type ComputedOp, type Program, sumsOf } from '../ir/program.ts';
import type { Load } from '../ir/real.ts';
import { repeated } from '../ir/repeated.ts';

/** Words of the arguments of one launch, at most. */
export const argumentWords = 1024;
export const workgroupSize = 64;

/** Argument `k` of a function. */
export const word = (k: number): string => `words[${Math.floor((k + 1) / 4)}][${(k + 1) % 4}]`;

export const preamble = `@group(0) @binding(0) var<storage, read_write> heap: array<u32>;
@group(0) @binding(1) var<uniform> words: array<vec4<u32>, ${argumentWords / 4}>;
fn opaque(a: f32) -> f32 { return bitcast<f32>(bitcast<u32>(a) ^ words[0][0]); }
fn number(at: i32) -> f32 { return bitcast<f32>(heap[at]); }
fn put(at: i32, a: f32) { heap[at] = bitcast<u32>(a); }
`;

const operations = `fn least(a: f32, b: f32) -> f32 {
  if (a < b) { return a; }
  if (b < a) { return b; }
  return bitcast<f32>(bitcast<u32>(a) | bitcast<u32>(b));
}
fn greatest(a: f32, b: f32) -> f32 {
  if (a < b) { return b; }
  if (b < a) { return a; }
  if (a == b) { return bitcast<f32>(bitcast<u32>(a) & bitcast<u32>(b)); }
  return a + b;
}
`;

/** The head of a function that has one invocation for each of `count` items. */
export const head = (name: string, count: string): string => `@compute @workgroup_size(${workgroupSize})
fn ${name}(@builtin(workgroup_id) group: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>, @builtin(local_invocation_index) within: u32) {
  let item = i32((group.y * groups.x + group.x) * ${workgroupSize}u + within);
  if (item >= ${count}) { return; }`;

export function emitWgsl(plan: DevicePlan): DeviceCode {
  const functions = repeated(plan.programs).map((loop, f) => ({ ...loop, name: `part${f}` }));
  const texts = functions.map(({ name, program }) => functionText(plan, name, program));
  return { source: [preamble, operations, ...texts].join('\n'), functions };
}

const fixed = (name: (typeof fixedArguments)[number]) => `i32(${word(fixedArguments.indexOf(name))})`;

function functionText(plan: DevicePlan, name: string, program: Program): string {
  const dialect = new Wgsl(plan, program);
  const body = statements(program, dialect);
  const near = [...dialect.columns].map(
    k => `let near${k} = i32(heap[${fixed('near')} + ${k} * ${fixed('columns')} + site]);`,
  );
  const fields = plan.fields.flatMap((_, k) => {
    const first = fixedArguments.length + argumentsPerField * k;
    return [`let f${k} = i32(${word(first)}) + i32(${word(first + 1)});`, `let held${k} = i32(${word(first + 2)});`];
  });
  return `${head(name, fixed('count'))}
  var site = ${fixed('first')} + item;
  if (${fixed('list')} != 0) { site = i32(heap[${fixed('list')} + item]); }
  ${[...near, ...fields, ...body].join('\n  ')}
}
`;
}

const infix: Partial<Record<ComputedOp, string>> = { add: '+', sub: '-', mul: '*', div: '/', lt: '<', le: '<=' };
const functionNames: Partial<Record<ComputedOp, string>> = {
  ...{ min: 'least', max: 'greatest', abs: 'abs', sqrt: 'sqrt', floor: 'floor' },
};

class Wgsl implements Dialect {
  /** Columns of neighbours that the program uses. */
  readonly columns = new Set<number>();
  private readonly plan: DevicePlan;
  private readonly ownSums: readonly number[];

  constructor(plan: DevicePlan, program: Program) {
    this.plan = plan;
    this.ownSums = sumsOf(program, plan.sums);
  }

  declare(name: string, expression: string): string {
    return `let ${name} = ${expression};`;
  }

  /** What is no number must not be a constant of the language. */
  constant(value: number): string {
    const single = Math.fround(value);
    const bits = (text: string) => `bitcast<f32>(${text} ^ words[0][0])`;
    const text = literal(single, { infinity: bits('0x7f800000u'), nan: bits('0x7fc00000u') });
    return /\d$/.test(text) ? `${text}f` : text;
  }

  parameter(name: string): string {
    const { parameters, fields, parametersAreArguments } = this.plan;
    const k = parameters.indexOf(name);
    const first = fixedArguments.length + argumentsPerField * fields.length;
    if (parametersAreArguments) return `bitcast<f32>(${word(first + k)})`;
    return `number(i32(${word(first)}) + ${k})`;
  }

  load({ field, component, displacement }: Load): string {
    const column = this.plan.displacements.indexOf(displacement.join(','));
    if (column < 0) return `number(${this.place(field, component, 'site')})`;
    this.columns.add(column);
    return `number(${this.place(field, component, `near${column}`)})`;
  }

  computed(op: ComputedOp, args: readonly string[]): string {
    const [a, b, c] = args;
    if (infix[op]) return `${a} ${infix[op]} ${b}`;
    if (op === 'neg') return `-${a}`;
    if (op === 'select') return `select(${c}, ${b}, ${a})`;
    if (op === 'madd') return this.plan.contraction ? `fma(${a}, ${b}, ${c})` : `${c} + ${a} * ${b}`;
    if (op === 'nmadd') return this.plan.contraction ? `fma(-${a}, ${b}, ${c})` : `${c} - ${a} * ${b}`;
    return `${functionNames[op]}(${args.join(', ')})`;
  }

  store(field: string, component: number, value: string): string {
    return `put(${this.place(field, component, 'site')}, ${value});`;
  }

  accumulate(sum: string, value: string): string {
    const k = this.ownSums.indexOf(this.plan.sums.indexOf(sum));
    return `put(${fixed('terms')} + (${fixed('firstRow')} + ${k}) * ${fixed('termStride')} + item, ${value});`;
  }

  private place(name: string, component: number, site: string): string {
    const k = this.plan.fields.findIndex(field => field.name === name);
    return `f${k} + ${component} * held${k} + ${site}`;
  }
}
