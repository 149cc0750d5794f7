/** The parameters of a kernel: a few are arguments, long lists lie in the memory of the device. */
import type { Outline, Place } from '../backend.ts';
import { realArray } from '../machine/block.ts';
import { type Precision, wordSize } from '../machine/precision.ts';
import { numberAt } from './copies.ts';
import type { Device, DeviceKernel, DeviceMemory } from './device.ts';
import { serve } from './scratch.ts';

export class DeviceParameters {
  private readonly device: Device;
  private readonly precision: Precision;
  private readonly count: number;
  private readonly list: DeviceMemory | undefined;
  /** What is on the device. */
  private present: Float64Array | undefined;

  constructor(device: Device, { parameters }: Outline, precision: Precision, areArguments: boolean) {
    this.device = device;
    this.precision = precision;
    this.count = parameters.length;
    if (!areArguments) this.list = device.allocate(this.count * wordSize[precision]);
  }

  /**
   * Makes these the parameters of the next run, arguments from number `first` on.
   *
   * @param places of those that are on the device already; only with a list
   */
  give(
    kernel: DeviceKernel,
    first: number,
    numbers: Readonly<Float64Array>,
    places: ReadonlyMap<number, Place> = new Map(),
  ): void {
    const { list, count, precision } = this;
    if (!list) {
      for (let k = 0; k < count; k++) kernel.setReal(first + k, numbers[k], precision);
      return;
    }
    const isOld = (value: number, k: number) => !places.has(k) && !Object.is(value, this.present![k]);
    if (!this.present || numbers.some(isOld)) {
      this.device.write(list, 0, realArray(precision) === Float64Array ? numbers.slice() : Float32Array.from(numbers));
      this.present = numbers.slice();
    }
    for (const [which, place] of places) {
      const { memory: field, at } = numberAt(place, 'read');
      serve(this.device, precision, 'putParameter', { list, which, field, at, count: 1 });
      this.present[which] = Number.NaN;
    }
    kernel.setMemory(first, list);
  }
}
