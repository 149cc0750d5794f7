import { describe, expect, test } from 'vitest';
import { hotStart, wilsonAction } from '../../gauge/index.ts';
import { groupNamed } from '../../group/index.ts';
import { key, Lattice } from '../../lattice/index.ts';
import { largestWidth, metropolis } from './localUpdates.ts';
import { type WidthTuner, widthTuner } from './widthTuner.ts';

const largest = largestWidth(groupNamed('SU(2)'));

/** Acceptance of proposals of a width, as in a chain: falls with the width. */
const learn = (tuner: WidthTuner, times: number) => {
  for (let k = 0; k < times; k++) tuner.observe(Math.exp(-3 * tuner.width()));
};

test.each([0.3, 0.5, 0.8])('finds the width of acceptance %d', target => {
  for (const width of [0.001, 0.1, largest]) {
    const tuner = widthTuner({ target, width, largest });
    learn(tuner, 200);
    expect(tuner.width()).toBeCloseTo(Math.min(largest, -Math.log(target) / 3), 3);
  }
});

test('the state is all it knows, also of being frozen', () => {
  const [whole, first, second] = [1, 2, 3].map(() => widthTuner({ width: 0.01, largest }));
  learn(whole, 20);
  learn(first, 12);
  second.restore(first.state());
  learn(second, 8);
  expect(second.state()).toEqual(whole.state());
  whole.freeze();
  const width = whole.width();
  second.restore(whole.state());
  learn(second, 5);
  expect(second.width()).toBe(width);
});

describe('refused', () => {
  test.each([
    [{ target: 1, width: 0.1, largest }, 'between 0 and 1; found 1'],
    [{ width: 0.7, largest }, 'found 0.7'],
    [{ width: 0, largest }, 'found 0'],
  ])('%#', (options, message) => expect(() => widthTuner(options)).toThrow(message));
  test('a state of another thing', () => {
    expect(() => widthTuner({ width: 0.1, largest }).restore([1])).toThrow('three finite numbers; found [1]');
  });
});

test('tunes a chain', () => {
  const tuner = widthTuner({ width: 0.01, largest, target: 0.6 });
  const kernel = metropolis({ action: wilsonAction(6), hits: 2, width: tuner.width });
  let state = kernel.init(hotStart(new Lattice([8, 8]), groupNamed('SU(2)'), key(1, 0, 'start')));
  let [sum, count] = [0, 0];
  for (let trajectory = 1; trajectory <= 250; trajectory++) {
    if (trajectory === 101) tuner.freeze();
    const [next, info] = kernel.step({ seed: 1, trajectory }, state);
    state = next;
    tuner.observe(info.acceptance ?? 0);
    if (trajectory <= 100) continue;
    sum += info.acceptance ?? 0;
    count++;
  }
  // 128 links x 2 hits x 150 sweeps: a noise of 0.003, and what the tuner missed.
  expect(Math.abs(sum / count - 0.6)).toBeLessThan(0.03);
});
