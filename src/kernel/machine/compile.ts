/** From a kernel and a layout to code that runs. */
import type { CompiledKernel, Outline } from '../backend.ts';
import { chunksOf } from '../ir/chunks.ts';
import { loadsIn, programOf } from '../ir/program.ts';
import type { KernelShape } from '../shape.ts';
import { isField, numberNames } from '../trace/roles.ts';
import type { Grid } from './grid.ts';
import type { Machine } from './machine.ts';
import type { Precision } from './precision.ts';

export function compile(kernel: KernelShape, machine: Machine, grid: Grid, precision: Precision): CompiledKernel {
  const { backend, contraction, arena, pool } = machine;
  const outline = outlineOf(kernel);
  const missing = outline.programs.flat().find(({ op }) => (backend.lacks[precision] as ReadonlySet<string>).has(op));
  if (missing) {
    throw new Error(
      `Kernel ${kernel.name} needs ${missing.op}, which ${backend.name} does not have in ${precision}; ` +
        `run it on ${precision === 'f32' ? 'f64 fields' : 'another machine'}.`,
    );
  }
  return backend.compile({ outline, grid, precision, contraction, memory: arena, ...(pool && { pool }) });
}

const known = new WeakMap<KernelShape, Outline>();

/** Worked out once for all back ends and layouts. */
function outlineOf(kernel: KernelShape): Outline {
  let outline = known.get(kernel);
  if (!outline) {
    outline = makeOutline(kernel);
    known.set(kernel, outline);
  }
  return outline;
}

function makeOutline(kernel: KernelShape): Outline {
  const programs = chunksOf(kernel.effects).map(programOf);
  const roles = Object.entries(kernel.roles);
  const displacements = new Map<string, readonly number[]>();
  for (const { displacement } of programs.flatMap(loadsIn)) {
    if (displacement.some(d => d !== 0)) displacements.set(displacement.join(','), displacement);
  }
  const namesOf = (...wanted: string[]) =>
    roles.flatMap(([name, role]) => (wanted.includes(role.role) ? numberNames(name, role) : []));
  return {
    name: kernel.name,
    programs,
    fields: roles.flatMap(([name, role]) => (isField(role) ? [{ name, components: role.type.components }] : [])),
    sums: namesOf('sum', 'sums'),
    parameters: namesOf('parameter', 'parameters'),
    // In one order, so that kernels share their tables of neighbours.
    displacements: [...displacements].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, displacement]) => displacement),
  };
}
