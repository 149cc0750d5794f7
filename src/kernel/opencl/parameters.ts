/** The parameters of a kernel: a few are arguments, long lists lie in the memory of the device. */
import type { Outline } from '../backend.ts';
import { realArray } from '../machine/block.ts';
import { type Precision, wordSize } from '../machine/precision.ts';
import type { Device, DeviceKernel, DeviceMemory } from './device.ts';

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

  /** Makes these the parameters of the next run, arguments from number `first` on. */
  give(kernel: DeviceKernel, first: number, numbers: Readonly<Float64Array>): void {
    const { list, count, precision } = this;
    if (!list) {
      for (let k = 0; k < count; k++) kernel.setReal(first + k, numbers[k], precision);
      return;
    }
    if (!this.present || numbers.some((value, k) => !Object.is(value, this.present![k]))) {
      this.device.write(list, 0, realArray(precision) === Float64Array ? numbers.slice() : Float32Array.from(numbers));
      this.present = numbers.slice();
    }
    kernel.setMemory(first, list);
  }
}
