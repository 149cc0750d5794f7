/**
 * The contract of a back end: it turns the programs of a kernel into something that runs on fields.
 *
 * A back end gets an `Assignment`: straight-line programs for one outer site (`ir/program.ts`; what each operation means
 * on numbers is `ir/meaning.ts`), and the layout of the lattice they run on (`machine/grid.ts`). It answers a
 * `CompiledKernel`, which is prepared for fields and then launched as often as wanted.
 *
 * What every back end must hold, and `agreementLaws` asks of all of them:
 *  - without contraction it gives the bits of `js`, in all precisions that it does not call `approximate`;
 *  - a sum is left as one partial sum for each tile and lane, beginning at 0 and added up in the order of the sites of
 *    the tile, a piece of a row (`Grid.tileLength`). The kernel room adds these in an order that belongs to the lattice
 *    (`machine/sums.ts`), so that a total depends neither on lanes nor on who visited which tiles;
 *  - the programs of a kernel may run one after the other, each over all sites, or together over piece after piece.
 */
import type { ComputedOp, Program } from './ir/program.ts';
import type { Grid, Parity } from './machine/grid.ts';
import type { Arena } from './machine/memory.ts';
import type { Precision } from './machine/precision.ts';
import type { DeviceCopy, DeviceUse } from './machine/residence.ts';
import type { ThreadPool } from './threads/pool.ts';

/** What a back end needs to know about a kernel. */
export interface Outline {
  readonly name: string;
  readonly programs: readonly Program[];
  readonly fields: readonly { readonly name: string; readonly components: number }[];
  readonly sums: readonly string[];
  readonly parameters: readonly string[];
  /** All displacements of reads, except by nothing. */
  readonly displacements: readonly (readonly number[])[];
}

export interface Assignment {
  readonly outline: Outline;
  readonly grid: Grid;
  readonly precision: Precision;
  /** Whether `madd` and `nmadd` may round once instead of twice. */
  readonly contraction: boolean;
  /** Where fields live, and where a back end may keep what it needs. */
  readonly memory: Arena;
  /** Threads among which a back end may part its launches. */
  readonly pool?: ThreadPool;
}

export type Reals = Float64Array | Float32Array;

/** A field as a back end sees it: component c of outer site o, lane l is number ((o − firstSite) components + c) lanes + l. */
export interface FieldMemory {
  /** The numbers, in a view that may be replaced whenever memory is allocated: ask for it at each launch. */
  readonly values: Reals;
  /** Where outer site 0 is or would be, in bytes of the machine's memory. */
  readonly origin: number;
  readonly firstSite: number;
  readonly components: number;
  readonly precision: Precision;
  readonly parity: Parity;
  readonly grid: Grid;
  /** Bytes from one outer site to the next. */
  readonly stride: number;
  /** The numbers in the memory of the device, for a use that follows at once; only where the back end has `deviceCopy`. */
  onDevice(use: DeviceUse): DeviceCopy;
}

/** A number of a field, at an outer site of one lane. */
export interface Place {
  readonly field: FieldMemory;
  readonly component: number;
  readonly site: number;
}

/** Parameters that are numbers of fields, and where sums are to be left, by their numbers in the outline. */
export interface Places {
  readonly parameters: ReadonlyMap<number, Place>;
  readonly sums: ReadonlyMap<number, Place>;
}

/** A kernel bound to fields. */
export interface Launch {
  /**
   * Runs over all sites it was prepared for.
   *
   * @param parameters in the order of the outline
   * @param places only where the back end `keepsNumbers`; with sums among them none is answered
   * @returns the partial sums: that of sum k is number (k · tiles + tile) · lanes + lane. Where the back end `addsUp`: of each
   *   sum the numbers that are left when this rank has added up what it can (`remaining` of machine/sums.ts). Overwritten by
   *   the next run.
   */
  run(parameters: Readonly<Float64Array>, places?: Places): Reals;
  /** Gives back the memory of the preparation. */
  free(): void;
}

/** A kernel compiled for a layout. */
export interface CompiledKernel {
  /**
   * @param fields in the order of the outline
   * @param among outer sites: if given, of `sites` only these; then the kernel has no sums
   */
  prepare(fields: readonly FieldMemory[], sites: Parity, among?: ReadonlySet<number>): Launch;
}

/** Fills with the draws of slots `firstSlot`, `firstSlot` + 1 .. under (seed low, seed high, trajectory, purpose). */
export type UniformFill = (words: readonly [number, number, number, number], firstSlot: number) => void;

export interface Backend {
  readonly name: string;
  /**
   * How many sites a value may hold, the favourite number first. A lattice is cut into as many parts as it allows; if
   * that number is not among these, the value holds one site.
   */
  readonly lanes: Readonly<Record<Precision, readonly number[]>>;
  /** Whether it has fused multiply-add. */
  readonly fuses: boolean;
  /** Whether it parts launches among the threads of a pool. Default: no. */
  readonly usesThreads?: boolean;
  /** Precisions in which its language allows other roundings, so that it agrees with `js` but for these. Default: none. */
  readonly approximate?: ReadonlySet<Precision>;
  /** Operations that it does not have in a precision: kernels that need them are refused. */
  readonly lacks: Readonly<Record<Precision, ReadonlySet<ComputedOp>>>;
  /** Bytes of fields that one machine can hold. */
  readonly memoryBytes: number;
  /** Why it cannot run here, in a sentence without the name; undefined if it can. Asked when a machine is made. */
  unavailable(): string | undefined;
  compile(assignment: Assignment): CompiledKernel;
  /**
   * Prepares to fill a field of f64 numbers, an even number of components, with uniform random numbers where it lies.
   * A back end without this is given them from outside.
   */
  readonly uniformFill?: (field: FieldMemory, memory: Arena, pool?: ThreadPool) => UniformFill;
  /** Whether launches add up the partial sums of these kernels. Default: no. */
  addsUp?(precision: Precision): boolean;
  /**
   * The precision of fields in which sums of these kernels can be left where they are, as parameters of later launches.
   * Default: none.
   */
  keepsNumbers?(precision: Precision): Precision | undefined;
  /** Room for a field in the memory of a device, where kernels of this back end find their numbers. Default: they work on `values`. */
  readonly deviceCopy?: (field: FieldMemory) => DeviceCopy;
  /** to ← factor from on own sites, of different precisions; only where fields of both have a `deviceCopy`. */
  readonly convert?: (from: DeviceCopy, to: DeviceCopy, factor: number) => void;
  /** Taken by `auto` wherever it runs, without being timed: it chooses for each kernel what is faster. */
  readonly choosesPerKernel?: boolean;
  /** Passed over by `auto`: starting it costs more than looking. */
  readonly onlyWhenAsked?: boolean;
  /** The back end of the name `NAME:WHICH`, where there are several of this kind. @throws if there is none */
  readonly member?: (which: string) => Backend;
  /** The device and driver that kernels run on, where there are several. */
  device?(): string;
  /** How it works here, in a sentence. */
  describe?(): string;
  /** What ran how so far, in sentences, if there is anything to tell. */
  account?(): string | undefined;
}
