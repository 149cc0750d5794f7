/**
 * Fields in the memory of a device: component c of site o is number c · held + (o − first site). On the host components lie
 * side by side; numbers travel in pieces of many sites and are turned on the device.
 */
import type { FieldMemory, Reals } from '../backend.ts';
import { type Precision, wordSize } from '../machine/precision.ts';
import type { DeviceCopy } from '../machine/residence.ts';
import type { Device, DeviceKernel, DeviceMemory } from './device.ts';
import { realWords } from './preamble.ts';
import { scratchMemory, sharedFunction } from './scratch.ts';

/** Bytes that travel at a time. */
const pieceBytes = 2 ** 25;

const textFor = (precision: Precision) => `${realWords(precision)}
kernel void take(global real *field, const int held, const int first, global const real *piece, const int components, const int count) {
  const int item = get_global_id(0);
  if (item < count) field[item % components * held + first + item / components] = piece[item];
}
kernel void give(global const real *field, const int held, const int first, global real *piece, const int components, const int count) {
  const int item = get_global_id(0);
  if (item < count) piece[item] = field[item % components * held + first + item / components];
}
kernel void fill(global real *field, const real value, const int count) {
  const int item = get_global_id(0);
  if (item < count) field[item] = value;
}
kernel void takeFrom(global real *field, const int held, const int first, global const real *other, const int otherHeld, const int otherFirst, const int own, const int count) {
  const int item = get_global_id(0);
  if (item < count) field[item / own * held + first + item % own] = other[item / own * otherHeld + otherFirst + item % own];
}
`;
const sources = { f64: textFor('f64'), f32: textFor('f32') };

export class FieldCopy implements DeviceCopy {
  readonly memory: DeviceMemory;
  /** Sites of each component, those of other ranks included. */
  readonly held: number;
  /** Where component 0 of outer site 0 is or would be. */
  readonly origin: number;
  private readonly device: Device;
  private readonly components: number;
  private readonly precision: Precision;
  /** Its own sites: the first of them, counted from the first that is held, and how many. */
  readonly own: { readonly first: number; readonly count: number };

  constructor(device: Device, { components, precision, values, firstSite, parity, grid }: FieldMemory) {
    this.device = device;
    this.components = components;
    this.precision = precision;
    this.held = values.length / components;
    this.origin = -firstSite;
    const half = grid.outerVolume / 2;
    this.own = {
      first: (parity === 'odd' ? half : 0) - firstSite,
      count: parity === 'all' ? grid.outerVolume : half,
    };
    this.memory = device.allocate(values.length * wordSize[precision]);
  }

  take(values: Reals): void {
    for (const { first, count, numbers } of this.pieces(values)) {
      const piece = pieceOf(this.device);
      this.device.write(piece, 0, numbers);
      this.turn('take', first, count, piece);
    }
  }

  give(values: Reals): void {
    for (const { first, count, numbers } of this.pieces(values)) {
      const piece = pieceOf(this.device);
      this.turn('give', first, count, piece);
      this.device.read(piece, 0, numbers);
    }
  }

  fill(value: number): void {
    const kernel = this.kernel('fill');
    const count = this.held * this.components;
    kernel.setMemory(0, this.memory);
    kernel.setReal(1, value, this.precision);
    kernel.setInt(2, count);
    kernel.run(count);
  }

  takeFrom(other: FieldCopy): void {
    const kernel = this.kernel('takeFrom');
    const count = this.own.count * this.components;
    kernel.setMemory(0, this.memory);
    kernel.setInt(1, this.held);
    kernel.setInt(2, this.own.first);
    kernel.setMemory(3, other.memory);
    kernel.setInt(4, other.held);
    kernel.setInt(5, other.own.first);
    kernel.setInt(6, this.own.count);
    kernel.setInt(7, count);
    kernel.run(count);
  }

  free(): void {
    this.memory.free();
  }

  private *pieces(values: Reals): Generator<{ first: number; count: number; numbers: Reals }> {
    const most = Math.max(1, Math.floor(pieceBytes / (this.components * wordSize[this.precision])));
    for (let first = 0; first < this.held; first += most) {
      const count = Math.min(most, this.held - first);
      yield { first, count, numbers: values.subarray(first * this.components, (first + count) * this.components) };
    }
  }

  private turn(name: 'take' | 'give', first: number, count: number, piece: DeviceMemory): void {
    const kernel = this.kernel(name);
    kernel.setMemory(0, this.memory);
    kernel.setInt(1, this.held);
    kernel.setInt(2, first);
    kernel.setMemory(3, piece);
    kernel.setInt(4, this.components);
    kernel.setInt(5, count * this.components);
    kernel.run(count * this.components);
  }

  private kernel(name: string): DeviceKernel {
    return sharedFunction(this.device, sources[this.precision], name);
  }
}

/** Room for what travels. */
const pieceOf = (device: Device) => scratchMemory(device, 'piece', pieceBytes);
