/** A device that works: context, queue, memory and programs of one OpenCL device. */
import type { Device, DeviceKernel, DeviceMemory, DeviceProgram, HostNumbers } from '../device/device.ts';
import type { Language } from '../device/language.ts';
import { openClC } from '../opencl/language.ts';
import type { FoundDevice } from './openClDevices.ts';
import { type Handle, OpenClError, type OpenClLibrary } from './openClLibrary.ts';

/** Constants of cl.h. */
const readWrite = 1n;
const buildLog = 0x1183;
const workGroupSize = 0x11b0;
const yes = 1;
const noMemory = [-4, -6, -61];
/** What drivers answer when a device has gone or its context is broken. */
const lost = [-2, -5, -14, -36, -9999];

const workItemsTogether = 64;
/** Launches after which the driver is asked to begin, and after which this process waits for it. */
const launchesPerFlush = 16;
const launchesAhead = 512;

export class OpenClDevice implements Device {
  readonly name: string;
  readonly language: Language = openClC;
  readonly memoryBytes: number;
  readonly largestPiece: number;
  readonly library: OpenClLibrary;
  readonly found: FoundDevice;
  private readonly context: Handle;
  private readonly queue: Handle;
  private readonly programs = new Map<string, DeviceProgram>();
  private readonly registry: FinalizationRegistry<() => void> = new FinalizationRegistry(release => release());
  readonly travelled = { toHost: 0, toDevice: 0, reads: 0 };
  private launches = 0;
  private used = 0;

  constructor(library: OpenClLibrary, found: FoundDevice) {
    this.library = library;
    this.found = found;
    this.name = `${found.name} (${found.platform}, driver ${found.driver})`;
    this.memoryBytes = found.memoryBytes;
    this.largestPiece = found.largestPiece;
    this.context = library.CreateContext(null, 1, handles(found.handle), null, null);
    this.queue = library.CreateCommandQueue(this.context, found.handle, 0n);
  }

  allocate(bytes: number): DeviceMemory {
    const mebibytes = (count: number) => `${Math.ceil(count / 2 ** 20)} MiB`;
    if (bytes > this.largestPiece) {
      throw new RangeError(
        `A field needs ${mebibytes(bytes)}, more than the ${mebibytes(this.largestPiece)} that ${this.found.name} gives at ` +
          'once; use a smaller lattice, or more ranks with a device each.',
      );
    }
    const create = () => this.library.CreateBuffer(this.context, readWrite, bytes, null);
    let handle: Handle;
    try {
      handle = create();
    } catch (error) {
      if (!(error instanceof OpenClError && noMemory.includes(error.code))) throw this.explained(error);
      throw new RangeError(
        `${this.found.name} has no memory left for another ${mebibytes(bytes)}: ${mebibytes(this.used)} of its ` +
          `${mebibytes(this.memoryBytes)} are in use here. Use a smaller lattice, or more ranks with a device each.`,
      );
    }
    this.used += bytes;
    return this.owned({ bytes, handle }, () => {
      this.used -= bytes;
      this.library.ReleaseMemObject(handle);
    });
  }

  /** With a `free` that works once, by hand or when the object is collected. */
  private owned<T extends object>(object: T, release: () => void): T & { free(): void } {
    let isFree = false;
    const once = () => {
      if (!isFree) release();
      isFree = true;
    };
    const made = Object.assign(object, {
      free: () => {
        this.registry.unregister(made);
        once();
      },
    });
    this.registry.register(made, once, made);
    return made;
  }

  program(source: string): DeviceProgram {
    const known = this.programs.get(source);
    if (known) return known;
    const handle = this.built(source);
    const program = { kernel: (name: string) => this.kernel(handle, name) };
    this.programs.set(source, program);
    return program;
  }

  private built(source: string): Handle {
    const { library, found } = this;
    const text = new TextEncoder().encode(source);
    const addresses = BigUint64Array.of(library.addressOf(text));
    const program = library.CreateProgramWithSource(this.context, 1, addresses, BigUint64Array.of(BigInt(text.length)));
    const options = found.hasExactSingles ? '-cl-fp32-correctly-rounded-divide-sqrt' : '';
    try {
      library.BuildProgram(program, 1, handles(found.handle), options, null, null);
    } catch (error) {
      const log = new Uint8Array(4096);
      try {
        library.GetProgramBuildInfo(program, found.handle, buildLog, log.length, log, null);
      } catch {
        // Longer than that, or none.
      }
      const words = new TextDecoder().decode(log).replaceAll('\0', '').trim().split('\n')[0];
      throw new Error(`the compiler of ${this.name} refuses a kernel: ${words || messageOf(error)}`);
    }
    return program;
  }

  private kernel(program: Handle, name: string): DeviceKernel {
    const { library, found } = this;
    const handle = library.CreateKernel(program, name);
    const most = new BigUint64Array(1);
    library.GetKernelWorkGroupInfo(handle, found.handle, workGroupSize, 8, most, null);
    const together = Math.min(workItemsTogether, Number(most[0]));
    const present: unknown[] = [];
    const set = (index: number, value: unknown, bytes: number, view: () => unknown) => {
      if (Object.is(present[index], value) && index in present) return;
      library.SetKernelArg(handle, index, bytes, view());
      present[index] = value;
    };
    const local = BigUint64Array.of(BigInt(together));
    const global = new BigUint64Array(1);
    return this.owned(
      {
        setMemory: (index: number, memory: DeviceMemory | undefined) =>
          set(index, memory, 8, () => (memory ? handles((memory as OpenClMemory).handle) : null)),
        setInt: (index: number, value: number) => set(index, value, 4, () => Int32Array.of(value)),
        setReal: (index: number, value: number, precision: 'f64' | 'f32') =>
          precision === 'f64'
            ? set(index, value, 8, () => Float64Array.of(value))
            : set(index, value, 4, () => Float32Array.of(value)),
        run: (items: number) => {
          global[0] = BigInt(Math.ceil(items / together) * together);
          this.asked(() => library.EnqueueNDRangeKernel(this.queue, handle, 1, null, global, local, 0, null, null));
          this.launched();
        },
      },
      () => library.ReleaseKernel(handle),
    );
  }

  private launched(): void {
    this.launches++;
    if (this.launches % launchesAhead === 0) this.asked(() => this.library.Finish(this.queue));
    else if (this.launches % launchesPerFlush === 0) this.asked(() => this.library.Flush(this.queue));
  }

  write(memory: DeviceMemory, atByte: number, numbers: HostNumbers): void {
    const { handle } = memory as OpenClMemory;
    const bytes = numbers.byteLength;
    this.travelled.toDevice += bytes;
    this.asked(() => this.library.EnqueueWriteBuffer(this.queue, handle, yes, atByte, bytes, numbers, 0, null, null));
  }

  read(memory: DeviceMemory, atByte: number, numbers: HostNumbers): void {
    const { handle } = memory as OpenClMemory;
    const bytes = numbers.byteLength;
    this.travelled.toHost += bytes;
    this.travelled.reads++;
    this.asked(() => this.library.EnqueueReadBuffer(this.queue, handle, yes, atByte, bytes, numbers, 0, null, null));
  }

  private asked(call: () => void): void {
    try {
      call();
    } catch (error) {
      throw this.explained(error);
    }
  }

  /** The sentence for a device that does not answer as it should. */
  private explained(error: unknown): unknown {
    if (!(error instanceof OpenClError)) return error;
    if (noMemory.includes(error.code)) {
      return new RangeError(
        `${this.found.name} ran out of memory (${error.message}). Use a smaller lattice, or more ranks with a device each.`,
      );
    }
    if (lost.includes(error.code)) {
      return new Error(
        `${this.found.name} was lost or has given up: ${error.message}. Look at the messages of its driver; a run goes on ` +
          'from its last checkpoint with cask resume, if need be on --machine native.',
      );
    }
    return new Error(`${this.found.name}: ${error.message}.`);
  }
}

interface OpenClMemory extends DeviceMemory {
  readonly handle: Handle;
}

const handles = (handle: Handle) => BigUint64Array.of(BigInt(handle));
const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
