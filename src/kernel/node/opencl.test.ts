/** Kernels on an OpenCL device, where there is one: with PoCL the processor is. */
import { describe, expect, test } from 'vitest';
import { staggeredHopping } from '../../../test/expect/staggeredHopping.fixture.ts';
import { axpy, Field, key } from '../../lattice/index.ts';
import { uniformSource } from '../../lattice/random/uniformField.ts';
import { machineFor, type RunOptions, runKernel, sampleValues } from '../../laws/kernels/run.ts';
import type { Device } from '../device/device.ts';
import { backendNamed } from '../machine/backends.ts';
import { chooseMachine } from '../machine/choose.ts';
import { Machine } from '../machine/machine.ts';
import { everyOperation } from '../machine/trial.ts';
import { deviceMeant, type FoundDevice } from './openClDevices.ts';
import { device as deviceCalled, registerOpenCl } from './opencl.ts';

registerOpenCl();
const missing = backendNamed('opencl').unavailable();
if (missing !== undefined) console.log(`SKIPPED: OpenCL is not tested, because ${missing}`);
const size = [4, 2, 4, 6];
const plane = [6, 10];

describe.skipIf(missing !== undefined)('on a device', () => {
  const same = (kernel: typeof staggeredHopping, extents: readonly number[], options: RunOptions = {}) => {
    const values = sampleValues(kernel, extents);
    for (const contraction of [false, true]) {
      const expected = runKernel(
        kernel,
        machineFor(contraction ? 'wasm256' : 'js', { contraction }),
        extents,
        values,
        options,
      );
      expect(runKernel(kernel, machineFor('opencl', { contraction }), extents, values, options)).toEqual(expected);
    }
  };

  test('every operation has the bits of js, and fused those of WebAssembly', () => {
    same(everyOperation(), plane);
    same(everyOperation().adjoint(['a', 'f']), plane);
    same(everyOperation(), [3, 5]);
  });

  test.each([{}, { sites: 'even' }, { sites: 'odd' }, { precision: 'f32' }] as const)(
    'a hopping term on a lattice without symmetry, %o',
    options => same(staggeredHopping, size, options),
  );

  test('random numbers have the bits of all machines', () => {
    const draw = (kind: string) =>
      (['all', 'even', 'odd'] as const).map(parity => {
        const field = new Field(
          { extents: size, dimension: 4, volume: 192, machine: machineFor(kind) },
          6,
          'f64',
          parity,
        );
        uniformSource(field)(key(7, 3, 'momentum'), 11);
        return field.toArray();
      });
    expect(draw('opencl')).toEqual(draw('wasm128'));
  });

  test('it agrees with js before it is taken, and says where it runs', () => {
    const { report } = chooseMachine('opencl', { contraction: false });
    expect(report.checked).toEqual({ opencl: 0 });
    expect(report.reason).toMatch(/^opencl was asked for\. OpenCL on .*driver/);
    expect(new Machine('opencl:0').kind).toBe('opencl:0');
  });

  test('what travels is counted: fields on their way there and back, nothing while kernels follow each other', () => {
    const machine = machineFor('opencl');
    const field = new Field({ extents: size, dimension: 4, volume: 192, machine }, 6, 'f64', 'all').fill(1);
    const bytes = 192 * 6 * 8;
    const openDevice = () => deviceCalled() as Device;
    const travelled = (act: () => void) => {
      const before = { ...openDevice().travelled };
      act();
      const { toHost, toDevice } = openDevice().travelled;
      return [toHost - before.toHost, toDevice - before.toDevice];
    };
    const sum = field.like();
    using step = axpy(6, 4).bind({ x: field, y: sum });
    expect(travelled(() => void step({ a: 1 }))).toEqual([0, 2 * bytes]);
    expect(travelled(() => void step({ a: 1 }))).toEqual([0, 0]);
    expect(travelled(() => void field.toArray())).toEqual([0, 0]);
    expect(travelled(() => expect(new Set(sum.toArray())).toEqual(new Set([2])))).toEqual([bytes, 0]);
    expect(machine.backend.account!()).toMatch(
      /^\d+\.\d MiB came from the device in \d+ pieces, \d+\.\d MiB went there\.$/,
    );
  });

  test('a device that is not there is answered with the list', () => {
    expect(() => new Machine('opencl:nonesuch')).toThrow(/there is no OpenCL device "nonesuch"; there are opencl:0 /);
  });
});

describe('which device is meant', () => {
  const device = (name: string, what: Partial<FoundDevice> = {}): FoundDevice => ({
    name,
    ...{ handle: 1, platform: 'Vendor', driver: '1', isGpu: true, hasDoubles: true, hasExactSingles: true },
    ...{ memoryBytes: 2 ** 33, largestPiece: 2 ** 31 },
    ...what,
  });
  const processor = device('Processor', { isGpu: false });
  const small = device('Small', { hasDoubles: false });
  const all = [processor, small, device('Large A'), device('Large B')];

  test.each([
    ['a GPU before a processor', undefined, 0, 'Large A'],
    ['another one for the next rank', undefined, 1, 'Large B'],
    ['and round again', undefined, 2, 'Large A'],
    ['by number', '0', 0, 'Processor'],
    ['by a part of its name', 'e b', 0, 'Large B'],
  ])('%s', (_, which, rank, name) => {
    expect(deviceMeant(all, which, rank)).toMatchObject({ name });
  });

  test.each([
    [[], undefined, /finds no device\. Install the driver/],
    [all, '7', /no OpenCL device "7"; there are opencl:0 Processor, opencl:1 Small \(without double precision\)/],
    [all, 'small', /^Small has no double precision, which simulations need/],
  ])('or why there is none', (devices, which, sentence) => {
    expect(deviceMeant(devices, which)).toMatch(sentence);
  });
});
