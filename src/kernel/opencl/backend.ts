/** Kernels on a device through OpenCL C: a GPU, or a processor that its driver treats as one. */
import type { Backend } from '../backend.ts';
import { maximumPages, pageSize } from '../machine/memory.ts';
import { compileOpenCl } from './compile.ts';
import { FieldCopy } from './copies.ts';
import type { Device } from './device.ts';
import { deviceUniformFill } from './uniformFill.ts';

/**
 * @param device opened when it is first needed
 * @param unavailable why there is none, in a sentence
 */
export function openClBackend(name: string, device: () => Device, unavailable: () => string | undefined): Backend {
  return {
    name,
    lanes: { f64: [1], f32: [1] },
    fuses: true,
    lacks: { f64: new Set(), f32: new Set(['pow2', 'exponent', 'mantissa']) },
    // Fields have a place on the host as well.
    memoryBytes: maximumPages * pageSize,
    onlyWhenAsked: true,
    unavailable,
    compile: assignment => compileOpenCl(device(), assignment),
    deviceCopy: field => new FieldCopy(device(), field),
    uniformFill: field => deviceUniformFill(device(), field),
    device: () => device().name,
    describe: () => `OpenCL on ${device().name}.`,
    account() {
      const mebibytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
      const { toHost, toDevice } = device().travelled;
      return `${mebibytes(toHost)} came from the device, ${mebibytes(toDevice)} went there.`;
    },
  };
}
