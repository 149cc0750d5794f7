/** A program as JavaScript: the specification of what a kernel means, one site at a time. */
import type { Instruction, Program } from '../ir/program.ts';
import type { Precision } from '../machine/precision.ts';

export interface JsPlan {
  readonly program: Program;
  readonly precision: Precision;
  readonly fields: readonly { readonly name: string; readonly components: number }[];
  readonly sums: readonly string[];
  readonly parameters: readonly string[];
  /** Columns of the neighbour table. */
  readonly displacements: readonly string[];
}

/** rows: pairs (first site, number of its tile), `rowLength` sites each; fields with the outer site where each begins; sums: one slot per tile. */
export type JsFunction = (
  rows: Int32Array,
  rowLength: number,
  neighbours: Int32Array,
  parameters: Float64Array,
  fields: readonly (Float64Array | Float32Array)[],
  firstSites: readonly number[],
  sums: readonly (Float64Array | Float32Array)[],
) => void;

const infix: Partial<Record<Instruction['op'], string>> = { add: '+', sub: '-', mul: '*', div: '/', lt: '<', le: '<=' };

const bitAccess = `
const bits = new Float64Array(1), words = new Int32Array(bits.buffer);
const pow2 = k => (words[0] = 0, words[1] = (k + 1023) << 20, bits[0]);
const exponent = a => (bits[0] = a, ((words[1] >>> 20) & 0x7ff) - 1023);
const mantissa = a => (bits[0] = a, words[1] = (words[1] & 0x000fffff) | 0x3ff00000, bits[0]);
`;

export function emitJs(plan: JsPlan): JsFunction {
  const { program, fields, displacements } = plan;
  const round = (text: string) => (plan.precision === 'f32' ? `Math.fround(${text})` : text);
  const index = new Map(fields.map(({ name }, k) => [name, k]));
  const address = (field: string, component: number, displacement: readonly number[]) => {
    const k = index.get(field)!;
    const column = displacements.indexOf(displacement.join(','));
    const site = column < 0 ? 'o' : `neighbours[o * ${displacements.length} + ${column}]`;
    return `f${k}[(${site} - first${k}) * ${fields[k]!.components} + ${component}]`;
  };
  const lines = program.map((instruction, k) => {
    const [a, b, c] = instruction.args.map(arg => `v${arg}`);
    switch (instruction.op) {
      case 'store':
        return `${address(instruction.field, instruction.component, [])} = ${a};`;
      case 'accumulate': {
        const s = `s${plan.sums.indexOf(instruction.sum)}`;
        return `${s} = ${round(`${s} + ${a}`)};`;
      }
      case 'const':
        return `const v${k} = ${round(Object.is(instruction.value, -0) ? '-0' : String(instruction.value))};`;
      case 'parameter':
        return `const v${k} = ${round(`parameters[${plan.parameters.indexOf(instruction.name)}]`)};`;
      case 'load':
        return `const v${k} = ${address(instruction.field, instruction.component, instruction.displacement)};`;
      case 'madd':
        return `const v${k} = ${round(`${c} + ${round(`${a} * ${b}`)}`)};`;
      case 'nmadd':
        return `const v${k} = ${round(`${c} - ${round(`${a} * ${b}`)}`)};`;
      case 'select':
        return `const v${k} = ${a} ? ${b} : ${c};`;
      case 'neg':
        return `const v${k} = -${a};`;
      case 'pow2':
      case 'exponent':
      case 'mantissa':
        return `const v${k} = ${instruction.op}(${a});`;
      case 'lt':
      case 'le':
        return `const v${k} = ${a} ${infix[instruction.op]} ${b};`;
      default: {
        const { op } = instruction;
        const text = infix[op] ? `${a} ${infix[op]} ${b}` : `Math.${op}(${[a, b].filter(Boolean).join(', ')})`;
        return `const v${k} = ${round(text)};`;
      }
    }
  });
  const sums = plan.sums.map((_, k) => k);
  const source = `${bitAccess}
return (rows, rowLength, neighbours, parameters, fields, firstSites, sums) => {
  ${fields.map((_, k) => `const f${k} = fields[${k}], first${k} = firstSites[${k}];`).join('\n  ')}
  for (let r = 0; r < rows.length; r += 2) {
    ${sums.map(k => `let s${k} = 0;`).join(' ')}
    for (let o = rows[r], end = o + rowLength; o < end; o++) {
      ${lines.join('\n      ')}
    }
    ${sums.map(k => `sums[${k}][rows[r + 1]] = s${k};`).join(' ')}
  }
};`;
  return new Function(source)() as JsFunction;
}
