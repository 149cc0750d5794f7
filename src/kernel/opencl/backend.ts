/** Kernels on a device through OpenCL C: a GPU, or a processor that its driver treats as one. */
import type { Backend } from '../backend.ts';
import { accountOf } from '../device/account.ts';
import { compileOnDevice } from '../device/compile.ts';
import { FieldCopy } from '../device/copies.ts';
import type { Device } from '../device/device.ts';
import { maximumPages, pageSize } from '../machine/memory.ts';
import { convertOnDevice } from './convert.ts';
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
    compile: assignment => compileOnDevice(device(), assignment),
    addsUp: () => true,
    keepsNumbers: () => 'f64',
    deviceCopy: field => new FieldCopy(device(), field),
    uniformFill: field => deviceUniformFill(device(), field),
    device: () => device().name,
    describe: () => `OpenCL on ${device().name}.`,
    convert: (from, to, factor) => convertOnDevice(device(), from as FieldCopy, to as FieldCopy, factor),
    account: () => accountOf(device()),
  };
}
