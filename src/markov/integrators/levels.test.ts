import { describe, expect, test } from 'vitest';
import { leapfrogQPQ } from './leapfrogQPQ.ts';
import { scheduleFromLevels, schemeNames } from './levels.ts';
import { omelyan2 } from './omelyan2.ts';
import { omf4 } from './omf4.ts';
import { scheduleOf } from './schedule.ts';
import { nest, repeat } from './scheme.ts';

const fermion = { forces: ['fermion'], scheme: 'omelyan2', steps: 5 };
const gauge = { forces: ['gauge'], scheme: 'omf4', steps: 2 };

describe('levels', () => {
  test('are schemes nested by hand', () => {
    const schedule = scheduleFromLevels([fermion, gauge], 1.5);
    const byHand = scheduleOf(repeat(5, nest(omelyan2('fermion'), repeat(2, omf4('gauge')))), 1.5);
    const times = (steps: typeof schedule.steps) => steps.map(({ who, time }) => `${who} ${time.toPrecision(12)}`);
    expect(times(schedule.steps)).toEqual(times(byHand.steps));
    expect(schedule.groups).toEqual(['gauge', 'fermion']);
  });
  test('one of one force is the scheme itself', () => {
    const schedule = scheduleFromLevels([{ forces: ['all'], scheme: 'leapfrogQPQ', steps: 20 }], 1);
    expect(schedule.steps).toEqual(scheduleOf(repeat(20, leapfrogQPQ()), 1).steps);
    expect(schedule.scheme.name).toBe('20 x leapfrogQPQ(all)');
  });
  test('nest to any depth, with several forces to a level', () => {
    const schedule = scheduleFromLevels(
      [
        { forces: ['light'], scheme: 'forceGradient', steps: 1 },
        { forces: ['strange', 'charm'], scheme: 'omelyan2', steps: 1 },
        { forces: ['gauge'], scheme: 'leapfrogPQP', steps: 1 },
      ],
      1,
      ['gauge', 'light', 'strange', 'charm'],
    );
    expect(schedule.scheme.order).toBe(2);
    expect(String(schedule.scheme)).toMatchInlineSnapshot(
      `"(forceGradient(light) over (omelyan2(strange + charm) over leapfrogPQP(gauge))), order 2: light 0.166667, gauge 0.0482958, drift 0.0965917, gauge 0.201704, strange 0.25, charm 0.25, drift 0.306817, gauge 0.201704, strange 0.25, charm 0.25, drift 0.0965917, gauge 0.0965917, light 0.666667 at -0.0416667 F, drift 0.0965917, gauge 0.201704, strange 0.25, charm 0.25, drift 0.306817, gauge 0.201704, strange 0.25, charm 0.25, drift 0.0965917, gauge 0.0482958, light 0.166667"`,
    );
  });
  test.each(schemeNames)('%s kicks by name', name => {
    expect(scheduleFromLevels([{ forces: ['a', 'b'], scheme: name, steps: 3 }], 1).groups).toEqual(['a', 'b']);
  });

  test.each([
    [[], 'The integrator has no level; give at least one, with the forces gauge, fermion.'],
    [[{ ...fermion, scheme: 'euler' }, gauge], 'Level 1 of the integrator has the scheme "euler"; known are leapfrog'],
    [[fermion, { ...gauge, steps: 0 }], 'Level 2 of the integrator has 0 steps; expected 1, 2, 3 ...'],
    [[{ ...fermion, forces: [] }, gauge], 'Level 1 of the integrator has no forces'],
    [
      [{ ...fermion, forces: ['quark'] }, gauge],
      'the force "quark", which is not in this theory; its forces are gauge',
    ],
    [[fermion, { ...gauge, forces: ['gauge', 'fermion'] }], 'The force "fermion" is in levels 1 and 2'],
    [[gauge], 'No level of the integrator has the force fermion'],
  ])('%#: what cannot be meant is refused', (levels, message) => {
    expect(() => scheduleFromLevels(levels, 1, ['gauge', 'fermion'])).toThrow(message);
  });
});
