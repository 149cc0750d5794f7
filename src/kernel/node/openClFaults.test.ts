/** What can go wrong on a device is said in a sentence: no memory, a device that is lost, a driver that compiles wrongly. */
import { describe, expect, test } from 'vitest';
import type { Device } from '../device/device.ts';
import { backendNamed, registerBackend } from '../machine/backends.ts';
import { chooseMachine } from '../machine/choose.ts';
import { openClBackend } from '../opencl/backend.ts';
import { OpenClDevice } from './openClDevice.ts';
import type { FoundDevice } from './openClDevices.ts';
import { OpenClError, type OpenClLibrary } from './openClLibrary.ts';
import { device, registerOpenCl } from './opencl.ts';

const found: FoundDevice = {
  ...{ handle: 1, name: 'Card', platform: 'Vendor', driver: '1', isGpu: true, hasDoubles: true, hasExactSingles: true },
  ...{ memoryBytes: 2 ** 30, largestPiece: 2 ** 28 },
};

/** A driver that does nothing, and fails where a test asks for it. */
function driver(fails: Readonly<Record<string, number>>): OpenClLibrary {
  const call = (name: string) => () => {
    if (fails[name] !== undefined) throw new OpenClError(`cl${name} failed with error ${fails[name]}`, fails[name]);
    return name === 'addressOf' ? 1n : 1;
  };
  return new Proxy({} as OpenClLibrary, {
    get: (_, name: string) =>
      name === 'GetKernelWorkGroupInfo'
        ? (_kernel: unknown, _device: unknown, _what: unknown, _bytes: unknown, out: BigUint64Array) => {
            out[0] = 64n;
          }
        : call(name),
  });
}

describe('a device that fails', () => {
  test('for want of memory says how much is in use', () => {
    const device = new OpenClDevice(driver({ CreateBuffer: -4 }), found);
    expect(() => device.allocate(2 ** 20)).toThrow(
      'Card has no memory left for another 1 MiB: 0 MiB of its 1024 MiB are in use here. Use a smaller lattice',
    );
    expect(() => device.allocate(2 ** 29)).toThrow('needs 512 MiB, more than the 256 MiB that Card gives at once');
  });

  test.each([-5, -36, -9999])('by error %d was lost, and the run can be resumed', code => {
    const device = new OpenClDevice(driver({ EnqueueNDRangeKernel: code, EnqueueReadBuffer: code }), found);
    const lost = /^Card was lost or has given up: cl\w+ failed with error -\d+.* cask resume/;
    expect(() => device.program('text').kernel('part0').run(1)).toThrow(lost);
    const memory = device.allocate(8);
    expect(() => device.read(memory, 0, new Float64Array(1))).toThrow(lost);
  });

  test('to compile says which driver', () => {
    const device = new OpenClDevice(driver({ BuildProgram: -11 }), found);
    expect(() => device.program('text')).toThrow('the compiler of Card (Vendor, driver 1) refuses a kernel: ');
  });
});

registerOpenCl();
const missing = backendNamed('opencl').unavailable();
if (missing !== undefined) console.log(`SKIPPED: no wrong compiler is tested, because ${missing}`);

/** The device of this computer with a compiler that reads one thing for another. */
function wrongly(name: string, what: string, instead: string): void {
  const right = device() as Device;
  const wrong: Device = Object.create(right, {
    program: { value: (source: string) => right.program(source.replace(what, instead)) },
  });
  registerBackend(
    openClBackend(
      name,
      () => wrong,
      () => undefined,
    ),
  );
}

describe.skipIf(missing !== undefined)('a driver that compiles wrongly', () => {
  test('is refused', () => {
    wrongly('withoutSigns', '#define ABS(a) fabs(a)', '#define ABS(a) (a)');
    expect(() => chooseMachine('withoutSigns', { contraction: false })).toThrow(
      /^withoutSigns without fused multiply-add differs from js by .* rounding errors, where 0 are allowed\. Ask for auto/,
    );
  });

  test('is used without what it does wrongly, if that is possible', () => {
    wrongly('withoutFusion', '#define MADD(a, b, c) fma(a, b, c)', '#define MADD(a, b, c) fma(a, b, -(c))');
    const { machine, report } = chooseMachine('withoutFusion');
    expect(machine.contraction).toBe(false);
    expect(report.reason).toMatch(/Without fused multiply-add, because: withoutFusion with fused multiply-add differs/);
  });
});
