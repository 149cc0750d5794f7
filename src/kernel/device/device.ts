/** What this room needs of a device: memory, programs, one queue that works them off in order. */
import type { Language } from './language.ts';

/** A piece of the device's memory. */
export interface DeviceMemory {
  readonly bytes: number;
  free(): void;
}

/** One kernel function with its arguments, which stay as they were set. */
export interface DeviceKernel {
  setMemory(index: number, memory: DeviceMemory | undefined): void;
  setInt(index: number, value: number): void;
  /** f64 or f32, as the kernel declares it. */
  setReal(index: number, value: number, precision: 'f64' | 'f32'): void;
  /** Puts one work item for each of `items` numbers, or a few more, into the queue. */
  run(items: number): void;
  free(): void;
}

export interface DeviceProgram {
  kernel(name: string): DeviceKernel;
}

export type HostNumbers = Float64Array | Float32Array | Int32Array;

export interface Device {
  /** "NVIDIA H100 (driver 535.1)" */
  readonly name: string;
  /** What its programs are written in. */
  readonly language: Language;
  readonly memoryBytes: number;
  /** Bytes that came to the host and went to the device so far, and how often the host waited for some. */
  readonly travelled: { readonly toHost: number; readonly toDevice: number; readonly reads: number };
  /** Bytes of the largest single piece. */
  readonly largestPiece: number;
  /** Memory until it is freed or collected, holding whatever was there before. @throws if there is none left */
  allocate(bytes: number): DeviceMemory;
  /** Compiled once for each text. @throws if the driver's compiler refuses it */
  program(source: string): DeviceProgram;
  /** From a list of numbers to the device, beginning at a byte; done when this returns. */
  write(memory: DeviceMemory, atByte: number, numbers: HostNumbers): void;
  /** From the device, after all that is in the queue. */
  read(memory: DeviceMemory, atByte: number, numbers: HostNumbers): void;
}
