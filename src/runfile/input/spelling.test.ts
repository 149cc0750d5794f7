import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { editDistance, nearestWord } from './spelling.ts';

describe('editDistance', () => {
  test('counts inserted, removed, changed and swapped letters', () => {
    expect(editDistance('mass', 'mass')).toBe(0);
    expect(editDistance('mas', 'mass')).toBe(1);
    expect(editDistance('masss', 'mass')).toBe(1);
    expect(editDistance('mess', 'mass')).toBe(1);
    expect(editDistance('mssa', 'mass')).toBe(2);
    expect(editDistance('amss', 'mass')).toBe(1);
    expect(editDistance('', 'mass')).toBe(4);
  });

  test('is symmetric, and at least the difference of the lengths', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
    fc.assert(
      fc.property(word, word, (one, other) => {
        const distance = editDistance(one, other);
        expect(distance).toBe(editDistance(other, one));
        expect(distance).toBeGreaterThanOrEqual(Math.abs(one.length - other.length));
        expect(distance).toBeLessThanOrEqual(Math.max(one.length, other.length));
      }),
    );
  });
});

describe('nearestWord', () => {
  const known = ['trajectoryLength', 'steps', 'integrator', 'gaugeSubsteps', 'solver', 'kind'];

  test.each([
    ['traj_length', 'trajectoryLength'],
    ['trajectory_length', 'trajectoryLength'],
    ['step', 'steps'],
    ['Steps', 'steps'],
    ['nsteps', 'steps'],
    ['intergator', 'integrator'],
    ['int', 'integrator'],
  ])('%s means %s', (written, meant) => {
    expect(nearestWord(written, known)).toBe(meant);
  });

  test.each(['colour', '', '___', 'x'.repeat(10_000)])('nothing looks like %j', written => {
    expect(nearestWord(written, known)).toBeUndefined();
  });

  test('a group without its brackets is understood', () => {
    expect(nearestWord('su2', ['U(1)', 'SU(2)', 'SU(3)'])).toBe('SU(2)');
  });
});
