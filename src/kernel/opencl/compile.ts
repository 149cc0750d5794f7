/** Kernels on a device: one function for each program, with arguments that stay as they were set when a launch was prepared. */
import type { Assignment, CompiledKernel, FieldMemory, Launch, Outline, Reals } from '../backend.ts';
import { loadsIn, sumsOf } from '../ir/program.ts';
import type { Grid, Parity } from '../machine/grid.ts';
import type { Precision } from '../machine/precision.ts';
import type { DeviceUse } from '../machine/residence.ts';
import type { FieldCopy } from './copies.ts';
import type { Device, DeviceKernel, DeviceMemory, DeviceProgram } from './device.ts';
import { type DeviceCode, emitOpenCl, fixedArguments } from './emit.ts';
import { DeviceParameters } from './parameters.ts';
import { DeviceSums } from './sums.ts';
import { neighbourTable } from './tables.ts';

export function compileOpenCl(device: Device, { outline, grid, precision, contraction }: Assignment): CompiledKernel {
  const { programs, fields, sums, parameters } = outline;
  const displacements = outline.displacements.map(d => d.join(','));
  const code = emitOpenCl({ programs, precision, contraction, fields, sums, parameters, displacements });
  const compiled: Compiled = {
    device,
    outline,
    grid,
    precision,
    code,
    program: device.program(code.source),
    near: displacements.length > 0 ? neighbourTable(device, grid, outline.displacements) : undefined,
    parameters: new DeviceParameters(device, outline, precision, code.parametersAreArguments),
  };
  return { prepare: (given, sites, among) => new DeviceLaunch(compiled, given, sites, among) };
}

interface Compiled {
  readonly device: Device;
  readonly outline: Outline;
  readonly grid: Grid;
  readonly precision: Precision;
  readonly code: DeviceCode;
  readonly program: DeviceProgram;
  readonly near: DeviceMemory | undefined;
  readonly parameters: DeviceParameters;
}

/** One program of the kernel, on these fields. */
interface Step {
  readonly kernel: DeviceKernel;
  /** By how many components each field is moved. */
  readonly moved: readonly number[];
  /** The first of its rows of terms. */
  readonly firstRow: number;
}

const at = (name: (typeof fixedArguments)[number]) => fixedArguments.indexOf(name);
const argumentsPerField = 3;

class DeviceLaunch implements Launch {
  private readonly compiled: Compiled;
  private readonly fields: readonly FieldMemory[];
  private readonly uses: readonly DeviceUse[];
  private readonly steps: readonly Step[];
  private readonly sums: DeviceSums;
  private readonly firstSite: number;
  private readonly count: number;
  private readonly list: DeviceMemory | undefined;

  constructor(compiled: Compiled, fields: readonly FieldMemory[], sites: Parity, among?: ReadonlySet<number>) {
    const { device, grid, precision } = compiled;
    this.compiled = compiled;
    this.fields = fields;
    const half = grid.outerVolume / 2;
    this.firstSite = sites === 'odd' ? half : 0;
    const visited = sites === 'all' ? grid.outerVolume : half;
    if (among) {
      const { firstSite } = this;
      const listed = Int32Array.from(among).filter(site => site >= firstSite && site < firstSite + visited);
      this.list = device.allocate(Math.max(1, listed.length) * listed.BYTES_PER_ELEMENT);
      if (listed.length > 0) device.write(this.list, 0, listed);
      this.count = listed.length;
    } else this.count = visited;
    this.uses = usesOf(compiled.outline, fields, among ? undefined : sites);
    const { steps, rows } = stepsOf(compiled);
    this.steps = steps;
    this.sums = new DeviceSums(device, grid, precision, sites, rows);
    this.setArguments();
  }

  private setArguments(): void {
    const { near, grid } = this.compiled;
    for (const { kernel } of this.steps) {
      kernel.setMemory(at('list'), this.list);
      kernel.setMemory(at('near'), near);
      kernel.setInt(at('columns'), grid.outerVolume);
      kernel.setInt(at('termStride'), this.sums.sitesAtATime);
    }
  }

  run(numbers: Readonly<Float64Array>): Reals {
    const { sums, steps, count } = this;
    if (count === 0) return sums.read();
    this.bringFields();
    const { terms } = sums;
    const together = this.list ? count : sums.sitesAtATime;
    for (const { kernel } of steps) this.compiled.parameters.give(kernel, this.firstParameter, numbers);
    for (let first = 0; first < count; first += together) {
      const sites = Math.min(together, count - first);
      for (const { kernel, firstRow } of steps) {
        kernel.setInt(at('first'), this.firstSite + first);
        kernel.setInt(at('count'), sites);
        kernel.setMemory(at('terms'), terms);
        kernel.setInt(at('firstRow'), firstRow);
        kernel.run(sites);
      }
      sums.add(first, sites);
    }
    return sums.read();
  }

  private get firstParameter(): number {
    return fixedArguments.length + argumentsPerField * this.fields.length;
  }

  /** The newest numbers of all fields are on the device, and its kernels know where. */
  private bringFields(): void {
    this.fields.forEach((field, k) => {
      const copy = field.onDevice(this.uses[k]) as FieldCopy;
      const first = fixedArguments.length + argumentsPerField * k;
      for (const { kernel, moved } of this.steps) {
        kernel.setMemory(first, copy.memory);
        kernel.setInt(first + 1, copy.origin + moved[k] * copy.held);
        kernel.setInt(first + 2, copy.held);
      }
    });
  }

  free(): void {
    for (const { kernel } of this.steps) kernel.free();
    this.list?.free();
  }
}

/** The programs in their order, each with rows of terms of its own; and for each row its sum. */
function stepsOf({ outline, code, program }: Compiled): { steps: Step[]; rows: number[] } {
  const rows: number[] = [];
  const steps = code.functions.flatMap(({ name, program: text, count, step }) =>
    Array.from({ length: count }, (_, pass): Step => {
      const firstRow = rows.length;
      rows.push(...sumsOf(text, outline.sums));
      const moved = outline.fields.map(field => pass * (step.get(field.name) ?? 0));
      return { kernel: program.kernel(name), moved, firstRow };
    }),
  );
  return { steps, rows };
}

/** @param sites which are all visited, if they are */
function usesOf({ programs, fields }: Outline, given: readonly FieldMemory[], sites: Parity | undefined): DeviceUse[] {
  const all = programs.flat();
  const read = new Set(programs.flatMap(loadsIn).map(({ field }) => field));
  return fields.map(({ name, components }, k) => {
    const stored = new Set(all.flatMap(step => (step.op === 'store' && step.field === name ? [step.component] : [])));
    if (stored.size === 0) return 'read';
    const { parity, grid } = given[k];
    const isAlone = given.every((other, j) => j === k || other !== given[k]);
    const isCovered = sites !== undefined && parity === sites && !grid.halo;
    return stored.size === components && !read.has(name) && isAlone && isCovered ? 'overwrite' : 'change';
  });
}
