/** A back end from outside runs kernels as those of Cask do. */
import { describe, expect, test } from 'vitest';
import { staggeredHopping } from '../../test/expect/staggeredHopping.fixture.ts';
import { machineFor, runKernel, sampleValues } from '../laws/kernels/run.ts';
import type { Backend } from './backend.ts';
import { interpreter } from './interpreter.fixture.ts';
import { registerBackend } from './machine/backends.ts';
import { chooseMachine } from './machine/choose.ts';
import { Machine } from './machine/machine.ts';
import { everyOperation } from './machine/trial.ts';

const machine = new Machine(interpreter);
const extents = [4, 2, 4, 8];

describe('an interpreter of programs, two lanes wide,', () => {
  const kernels = [everyOperation(), everyOperation().adjoint(['a', 'f']), staggeredHopping];

  test.each(kernels.map(kernel => ({ name: kernel.name, kernel })))('runs $name with the bits of js', ({ kernel }) => {
    const size = extents.slice(-kernel.dimension);
    const values = sampleValues(kernel, size);
    expect(machine.grid(size, 'f64').lanes).toBe(2);
    expect(runKernel(kernel, machine, size, values)).toEqual(runKernel(kernel, machineFor('js'), size, values));
  });

  test('visits the sites of one parity', () => {
    const values = sampleValues(staggeredHopping, extents);
    const [found, expected] = [machine, machineFor('js')].map(on =>
      runKernel(staggeredHopping, on, extents, values, { sites: 'odd' }),
    );
    expect(found).toEqual(expected);
  });

  test('is refused kernels with operations that it lacks', () => {
    const run = () =>
      runKernel(staggeredHopping, machine, extents, sampleValues(staggeredHopping, extents), { precision: 'f32' });
    expect(run).toThrow(/needs mul, which interpreter does not have in f32; run it on f64 fields\./);
  });
});

describe('a back end in the list', () => {
  test('is found by name, checked and timed', () => {
    registerBackend(interpreter);
    expect(new Machine('interpreter').backend).toBe(interpreter);
    const asked = chooseMachine('interpreter').report;
    expect(asked).toMatchObject({ kind: 'interpreter', contraction: false, checked: { interpreter: 0 } });
    const { report } = chooseMachine('auto');
    expect(Object.keys(report.checked)).toEqual(['wasm128', 'wasm256', 'interpreter']);
    expect(report.microseconds.interpreter).toBeGreaterThan(0);
  });

  test('has a name of its own', () => {
    const second: Backend = { ...interpreter, name: 'wasm128' };
    expect(() => registerBackend(second)).toThrow('There is a back end called wasm128 already');
  });

  test('that cannot run here says why', () => {
    const absent: Backend = { ...interpreter, name: 'absent', unavailable: () => 'it was never built.' };
    expect(() => new Machine(absent)).toThrow('The machine absent cannot run here: it was never built.');
    registerBackend(absent);
    expect(chooseMachine('auto').report.reason).toContain('absent cannot run here: it was never built.');
  });

  test('unknown names are answered with the list', () => {
    expect(() => new Machine('wasm512')).toThrow(/no machine called wasm512; there are js, wasm128, wasm256/);
  });
});
