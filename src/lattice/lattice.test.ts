import { describe, expect, test } from 'vitest';
import { chooseMachine, Machine } from '../kernel/index.ts';
import { Lattice } from './index.ts';

describe('the machine of a lattice', () => {
  test('is chosen and checked once, and all lattices share it, so that their fields may meet in one kernel', () => {
    const [one, other] = [new Lattice([4, 4]), new Lattice([2, 2, 4, 4])];
    expect(one.machine).toBe(other.machine);
    const { report } = chooseMachine('auto');
    expect(Object.keys(report.checked)).toContain(one.machine.kind);
  });
  test('is the one that was passed, where one was', () => {
    const machine = new Machine('js');
    expect(new Lattice([4, 4], machine).machine).toBe(machine);
  });
});
