/** Kernels on a device: one function for each program, with arguments that stay as they were set when a launch was prepared. */
import type { Assignment, CompiledKernel, FieldMemory, Launch, Outline, Places, Reals } from '../backend.ts';
import { loadsIn, sumsOf } from '../ir/program.ts';
import type { Grid, Parity } from '../machine/grid.ts';
import type { Precision } from '../machine/precision.ts';
import type { DeviceUse } from '../machine/residence.ts';
import type { FieldCopy } from './copies.ts';
import type { Device, DeviceKernel, DeviceMemory, DeviceProgram } from './device.ts';
import { argumentsPerField, type DeviceCode, fixedArguments, mostParametersAsArguments } from './language.ts';
import { DeviceParameters } from './parameters.ts';
import { DeviceSums } from './sums.ts';
import { neighbourTable } from './tables.ts';

export function compileOnDevice(device: Device, assignment: Assignment): CompiledKernel {
  const compiled = new Compiled(device, assignment);
  return { prepare: (given, sites, among) => new DeviceLaunch(compiled, given, sites, among) };
}

/** How a kernel gets its parameters, and the code for it. */
interface Version {
  readonly code: DeviceCode;
  readonly program: DeviceProgram;
  readonly parameters: DeviceParameters;
}

class Compiled {
  readonly device: Device;
  readonly outline: Outline;
  readonly grid: Grid;
  readonly precision: Precision;
  readonly near: DeviceMemory | undefined;
  readonly usual: Version;
  private readonly contraction: boolean;
  private listed: Version | undefined;

  constructor(device: Device, { outline, grid, precision, contraction }: Assignment) {
    this.device = device;
    this.outline = outline;
    this.grid = grid;
    this.precision = precision;
    this.contraction = contraction;
    this.near = outline.displacements.length > 0 ? neighbourTable(device, grid, outline.displacements) : undefined;
    this.usual = this.version(outline.parameters.length <= mostParametersAsArguments);
  }

  /** With parameters in a list, some of which are on the device already. */
  get withList(): Version {
    this.listed ??= this.version(false);
    return this.listed;
  }

  private version(parametersAreArguments: boolean): Version {
    const { device, outline, precision, contraction } = this;
    const displacements = outline.displacements.map(d => d.join(','));
    const code = device.language.emit({ ...outline, precision, contraction, displacements, parametersAreArguments });
    return {
      code,
      program: device.program(code.source),
      parameters: new DeviceParameters(device, outline, precision, parametersAreArguments),
    };
  }
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

class DeviceLaunch implements Launch {
  private readonly compiled: Compiled;
  private readonly fields: readonly FieldMemory[];
  private readonly uses: readonly DeviceUse[];
  private readonly prepared = new Map<Version, readonly Step[]>();
  private readonly sums: DeviceSums;
  private readonly firstSite: number;
  private readonly count: number;
  private readonly list: DeviceMemory | undefined;

  constructor(compiled: Compiled, fields: readonly FieldMemory[], sites: Parity, among?: ReadonlySet<number>) {
    const { device, grid, outline } = compiled;
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
    this.uses = usesOf(outline, fields, among ? undefined : sites);
    this.sums = new DeviceSums(compiled, sites, rowsOf(outline, compiled.usual.code), outline.sums.length);
  }

  /** The functions of a version, with the arguments that stay. */
  private stepsOf(version: Version): readonly Step[] {
    const known = this.prepared.get(version);
    if (known) return known;
    const { near, grid, outline } = this.compiled;
    const made = stepsOf(outline, version);
    for (const { kernel } of made) {
      kernel.setMemory(at('list'), this.list);
      kernel.setMemory(at('near'), near);
      kernel.setInt(at('columns'), grid.outerVolume);
      kernel.setInt(at('termStride'), this.sums.sitesAtATime);
    }
    this.prepared.set(version, made);
    return made;
  }

  run(numbers: Readonly<Float64Array>, places?: Places): Reals {
    const { sums, count, compiled } = this;
    if (count === 0) return sums.read();
    const version = places && places.parameters.size > 0 ? compiled.withList : compiled.usual;
    const steps = this.stepsOf(version);
    this.bringFields(steps);
    const { terms } = sums;
    const together = this.list ? count : sums.sitesAtATime;
    for (const { kernel } of steps) version.parameters.give(kernel, this.firstParameter, numbers, places?.parameters);
    for (let first = 0; first < count; first += together) {
      const sites = Math.min(together, count - first);
      for (const { kernel, firstRow } of steps) {
        kernel.setInt(at('first'), this.firstSite + first);
        kernel.setInt(at('count'), sites);
        kernel.setMemory(at('terms'), terms);
        kernel.setInt(at('firstRow'), firstRow);
        kernel.run(sites);
      }
      sums.addTiles(first, sites);
    }
    if (!places || places.sums.size === 0) return sums.read();
    sums.leave(places.sums);
    return new Float64Array();
  }

  private get firstParameter(): number {
    return fixedArguments.length + argumentsPerField * this.fields.length;
  }

  /** The newest numbers of all fields are on the device, and its kernels know where. */
  private bringFields(steps: readonly Step[]): void {
    this.fields.forEach((field, k) => {
      const copy = field.onDevice(this.uses[k]) as FieldCopy;
      const first = fixedArguments.length + argumentsPerField * k;
      for (const { kernel, moved } of steps) {
        kernel.setMemory(first, copy.memory);
        kernel.setInt(first + 1, copy.origin + moved[k] * copy.held);
        kernel.setInt(first + 2, copy.held);
      }
    });
  }

  free(): void {
    for (const { kernel } of [...this.prepared.values()].flat()) kernel.free();
    this.list?.free();
  }
}

/** The sum of each row of terms. */
function rowsOf({ sums }: Outline, { functions }: DeviceCode): number[] {
  return functions.flatMap(({ program, count }) => Array.from({ length: count }, () => sumsOf(program, sums)).flat());
}

/** The programs in their order, each with rows of terms of its own. */
function stepsOf({ fields, sums }: Outline, { code, program }: Version): Step[] {
  let firstRow = 0;
  return code.functions.flatMap(({ name, program: text, count, step }) =>
    Array.from({ length: count }, (_, pass): Step => {
      const moved = fields.map(field => pass * (step.get(field.name) ?? 0));
      const made = { kernel: program.kernel(name), moved, firstRow };
      firstRow += sumsOf(text, sums).length;
      return made;
    }),
  );
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
