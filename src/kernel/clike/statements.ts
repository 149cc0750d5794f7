/**
 * A program as statements of a language that looks like C: C itself, OpenCL C, WGSL. What the languages share is here:
 * one constant for each value, in the order of the program. How a language says it is a `Dialect`.
 */
import type { ComputedOp, Program } from '../ir/program.ts';
import type { Load } from '../ir/real.ts';

/** Arguments are the names of values. */
export interface Dialect {
  /** Declares the value `name`, a number or a truth value. */
  declare(name: string, expression: string, kind: 'number' | 'truth'): string;
  constant(value: number): string;
  parameter(name: string): string;
  load(load: Load): string;
  computed(op: ComputedOp, args: readonly string[]): string;
  store(field: string, component: number, value: string): string;
  accumulate(sum: string, value: string): string;
}

const isTruth = (op: string) => op === 'lt' || op === 'le';

export function statements(program: Program, dialect: Dialect): string[] {
  return program.map((instruction, k) => {
    const args = instruction.args.map(arg => `v${arg}`);
    const declared = (expression: string) =>
      dialect.declare(`v${k}`, expression, isTruth(instruction.op) ? 'truth' : 'number');
    switch (instruction.op) {
      case 'store':
        return dialect.store(instruction.field, instruction.component, args[0]);
      case 'accumulate':
        return dialect.accumulate(instruction.sum, args[0]);
      case 'const':
        return declared(dialect.constant(instruction.value));
      case 'parameter':
        return declared(dialect.parameter(instruction.name));
      case 'load':
        return declared(dialect.load(instruction));
      default:
        return declared(dialect.computed(instruction.op, args));
    }
  });
}
