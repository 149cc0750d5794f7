/**
 * Fields in the memory of a device: component c of site o is number c · held + (o − first site). On the host components lie
 * side by side; numbers travel in pieces of many sites and are turned on the device.
 */
import type { FieldMemory, Place, Reals } from '../backend.ts';
import { type Precision, wordSize } from '../machine/precision.ts';
import type { DeviceCopy, DeviceUse } from '../machine/residence.ts';
import type { Device, DeviceMemory } from './device.ts';
import { scratchMemory, serve } from './scratch.ts';
import { componentsOnDevice, sitesOnDevice } from './tables.ts';

/** Bytes that travel at a time, at most. */
const mostPieceBytes = 2 ** 25;

export class FieldCopy implements DeviceCopy {
  readonly memory: DeviceMemory;
  /** Sites of each component, those of other ranks included. */
  readonly held: number;
  /** Where component 0 of outer site 0 is or would be. */
  readonly origin: number;
  readonly precision: Precision;
  readonly components: number;
  private readonly device: Device;
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
      const { piece } = this;
      this.device.write(piece, 0, numbers);
      this.turn('take', first, count, piece);
    }
  }

  give(values: Reals): void {
    for (const { first, count, numbers } of this.pieces(values)) {
      const { piece } = this;
      this.turn('give', first, count, piece);
      this.device.read(piece, 0, numbers);
    }
  }

  fill(value: number): void {
    const { memory, held, components } = this;
    serve(this.device, this.precision, 'fill', { field: memory, value, count: held * components });
  }

  takeFrom({ memory: other, held: otherHeld, own: { first: otherFirst } }: FieldCopy): void {
    const { memory, held, own, components } = this;
    const count = own.count * components;
    const from = { other, otherHeld, otherFirst };
    serve(this.device, this.precision, 'takeFrom', {
      ...from,
      ...{ field: memory, held, first: own.first, own: own.count, count },
    });
  }

  gather(sites: Int32Array, components: readonly number[], numbers: Reals): void {
    if (sites.length > 0) this.device.read(this.packed(sites, components), 0, numbers);
  }

  scatter(sites: Int32Array, components: readonly number[], numbers: Reals): void {
    if (sites.length === 0) return;
    const piece = this.parcel(sites, components);
    this.device.write(piece, 0, numbers);
    this.serveSites('unpack', sites, components, piece);
  }

  move(from: Int32Array, to: Int32Array, components: readonly number[]): void {
    if (from.length > 0) this.serveSites('unpack', to, components, this.packed(from, components));
  }

  private packed(sites: Int32Array, components: readonly number[]): DeviceMemory {
    const piece = this.parcel(sites, components);
    this.serveSites('pack', sites, components, piece);
    return piece;
  }

  private serveSites(name: 'pack' | 'unpack', sites: Int32Array, list: readonly number[], piece: DeviceMemory): void {
    const { memory, held, origin, precision } = this;
    const places = sitesOnDevice(this.device, sites, origin);
    const which = componentsOnDevice(this.device, list);
    const components = list.length;
    serve(this.device, precision, name, {
      ...{ field: memory, held, places, which, piece, components },
      count: sites.length * components,
    });
  }

  private parcel(sites: Int32Array, { length }: readonly number[]): DeviceMemory {
    return scratchMemory(this.device, 'parcel', sites.length * length * wordSize[this.precision]);
  }

  free(): void {
    this.memory.free();
  }

  /** Room for what travels. */
  private get piece(): DeviceMemory {
    return scratchMemory(this.device, 'piece', this.pieceBytes);
  }

  private get pieceBytes(): number {
    return Math.min(mostPieceBytes, this.device.largestPiece / 16);
  }

  private *pieces(values: Reals): Generator<{ first: number; count: number; numbers: Reals }> {
    const most = Math.max(1, Math.floor(this.pieceBytes / (this.components * wordSize[this.precision])));
    for (let first = 0; first < this.held; first += most) {
      const count = Math.min(most, this.held - first);
      yield { first, count, numbers: values.subarray(first * this.components, (first + count) * this.components) };
    }
  }

  private turn(name: 'take' | 'give', first: number, count: number, piece: DeviceMemory): void {
    const { memory, held, components } = this;
    const given = { field: memory, held, first, piece, components, count: count * components };
    serve(this.device, this.precision, name, given);
  }
}

/** Where a single number is: memory, precision, and which number there. */
export function numberAt({ field, component, site }: Place, use: DeviceUse) {
  const { memory, precision, held, origin } = field.onDevice(use) as FieldCopy;
  return { memory, precision, at: origin + component * held + site };
}
