/**
 * Where the newest numbers of a field are. A back end whose device has a memory of its own works on copies there; numbers
 * travel when the other side asks for them, and not before.
 */

type Reals = Float64Array | Float32Array;

/** The numbers of a field in the memory of a device. */
export interface DeviceCopy {
  /** From the host to the device. */
  take(values: Reals): void;
  /** From the device to the host. */
  give(values: Reals): void;
  /** Everywhere, sites of other ranks included. */
  fill(value: number): void;
  /** The numbers on own sites, from a copy of a field of the same shape. */
  takeFrom(other: DeviceCopy): void;
  /** Some components at a list of outer sites, those of one site after the other. */
  gather(sites: Int32Array, components: readonly number[], numbers: Reals): void;
  scatter(sites: Int32Array, components: readonly number[], numbers: Reals): void;
  /** What is at the first of these sites goes to the others as well. */
  move(from: Int32Array, to: Int32Array, components: readonly number[]): void;
  free(): void;
}

/** What a kernel does to a field; `overwrite`: it writes all numbers and reads none. */
export type DeviceUse = 'read' | 'change' | 'overwrite';

export class Residence {
  private copy: DeviceCopy | undefined;
  private hostIsOld = false;
  private copyIsOld = true;

  /** Before the host reads the numbers, which are these. */
  beforeReading(values: Reals): void {
    if (!this.hostIsOld) return;
    this.copy!.give(values);
    this.hostIsOld = false;
  }

  /** Before the host reads and changes them. */
  beforeWriting(values: Reals): void {
    this.beforeReading(values);
    this.copyIsOld = true;
  }

  /**
   * The copy for a use that follows at once.
   *
   * @param values the numbers on the host
   */
  onDevice(use: DeviceUse, make: () => DeviceCopy, values: () => Reals): DeviceCopy {
    this.copy ??= make();
    if (this.copyIsOld && use !== 'overwrite') this.copy.take(values());
    this.copyIsOld = false;
    if (use !== 'read') this.hostIsOld = true;
    return this.copy;
  }

  /** Whether the device has the newest numbers. */
  get isOnDevice(): boolean {
    return this.copy !== undefined && !this.copyIsOld;
  }

  /** Whether the device has a copy, old or new. */
  get hasCopy(): boolean {
    return this.copy !== undefined;
  }

  /** The device's memory is free for others. */
  free(): void {
    this.copy?.free();
    this.copy = undefined;
    this.copyIsOld = true;
    this.hostIsOld = false;
  }
}
