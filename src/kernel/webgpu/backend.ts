/**
 * A GPU in single precision beside the processor: kernels on f32 fields run through WebGPU, all others where they always do.
 * Actions, forces and accept tests are f64, so that only what asks for f32 comes here: the inner iterations of solvers.
 */
import type { Backend } from '../backend.ts';
import { accountOf } from '../device/account.ts';
import { compileOnDevice } from '../device/compile.ts';
import { FieldCopy } from '../device/copies.ts';
import type { Device } from '../device/device.ts';

/** @param processor what f64 runs on */
export function webGpuBackend(name: string, device: Device, processor: Backend): Backend {
  const { choosesPerKernel: _, ...others } = processor;
  return {
    ...others,
    name,
    lanes: { f64: processor.lanes.f64, f32: [1] },
    lacks: { f64: processor.lacks.f64, f32: new Set(['pow2', 'exponent', 'mantissa']) },
    approximate: new Set(['f32'] as const),
    onlyWhenAsked: true,
    unavailable: () => undefined,
    compile: assignment =>
      assignment.precision === 'f32' ? compileOnDevice(device, assignment) : processor.compile(assignment),
    addsUp: precision => precision === 'f32',
    keepsNumbers: precision => (precision === 'f32' ? 'f32' : undefined),
    deviceCopy: field => new FieldCopy(device, field),
    device: () => device.name,
    describe: () => `Single precision on ${device.name}, double precision on ${processor.name}.`,
    account: () => [accountOf(device), processor.account?.()].filter(Boolean).join(' '),
  };
}
