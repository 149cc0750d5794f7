/** From a kernel and a layout to code that runs. */
import type { KernelShape } from '../shape.ts';
import { compileJs } from './compileJs.ts';
import { compileWasm } from './compileWasm.ts';
import type { Grid } from './grid.ts';
import type { Machine, Precision } from './machine.ts';
import { type CompiledKernel, type Outline, outlineOf } from './outline.ts';

export function compile(kernel: KernelShape, machine: Machine, grid: Grid, precision: Precision): CompiledKernel {
  const outline = outlineOf(kernel);
  if (precision === 'f32') requireSinglePrecision(outline);
  return machine.kind === 'js' ? compileJs(outline, grid, precision) : compileWasm(outline, machine, grid, precision);
}

/** Access to the bits of a number, on which exp, log, sin, cos and atan2 rest, exists in f64 only. */
function requireSinglePrecision({ name, programs }: Outline): void {
  const found = programs.flat().find(({ op }) => op === 'pow2' || op === 'exponent' || op === 'mantissa');
  if (found) throw new Error(`Kernel ${name} needs ${found.op}, which exists in f64 only; run it on f64 fields.`);
}
