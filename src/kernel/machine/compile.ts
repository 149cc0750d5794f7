/** From a kernel and a layout to code that runs. */
import type { KernelShape } from '../shape.ts';
import { compileJs } from './compileJs.ts';
import { compileWasm } from './compileWasm.ts';
import type { Grid } from './grid.ts';
import type { Machine, Precision } from './machine.ts';
import { type CompiledKernel, outlineOf } from './outline.ts';

export function compile(kernel: KernelShape, machine: Machine, grid: Grid, precision: Precision): CompiledKernel {
  const outline = outlineOf(kernel);
  return machine.kind === 'js' ? compileJs(outline, grid, precision) : compileWasm(outline, machine, grid, precision);
}
