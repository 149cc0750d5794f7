import { describe, expect, it } from 'vitest';
import {
  type Chain,
  chainStride,
  gammaMethodOfChain,
  gammaMethodOfChains,
  splitAtGaps,
  withoutDuplicates,
} from './chain.ts';
import { gammaMethod, gammaMethodOfReplicas } from './gamma.ts';
import { autoregressiveChain } from './syntheticChain.ts';

const chain = (trajectories: number[]): Chain => ({ trajectories, values: trajectories.map(n => n / 10) });

describe('strides', () => {
  it('are recognised and scale tau_int to trajectories', () => {
    const values = autoregressiveChain(3, 2000, 91);
    const trajectories = Array.from(values, (_, i) => 100 + 10 * i);
    expect(chainStride({ trajectories, values })).toBe(10);
    const [measured, plain] = [gammaMethodOfChain({ trajectories, values }), gammaMethod(values)];
    expect(measured.tauInt).toBeCloseTo(10 * plain.tauInt, 10);
    expect(measured.error).toBe(plain.error);
  });

  it('measuring a chain five times more rarely leaves tau_int in trajectories the same', () => {
    const values = autoregressiveChain(40, 100000, 92);
    const all = gammaMethodOfChain({ trajectories: Array.from(values, (_, i) => i), values });
    const rare = Array.from({ length: 20000 }, (_, i) => 5 * i);
    const fifth = gammaMethodOfChain({ trajectories: rare, values: rare.map(i => values[i]) });
    expect(Math.abs(fifth.tauInt - all.tauInt)).toBeLessThan(all.tauIntError);
    expect(Math.abs(fifth.error / all.error - 1)).toBeLessThan(all.errorOfError / all.error);
  });

  it('of several chains must be one', () => {
    const [a, b] = [1, 2].map(stream => autoregressiveChain(1, 50, 93, stream));
    const every = (values: Float64Array, stride: number) => ({
      trajectories: Array.from(values, (_, i) => stride * i),
      values,
    });
    expect(gammaMethodOfChains([every(a, 2), every(b, 2)])).toEqual(gammaMethodOfReplicas([a, b], { stride: 2 }));
    expect(() => gammaMethodOfChains([every(a, 2), every(b, 3)])).toThrow(/Chain 1 has stride 3 but chain 0 has 2/);
  });
});

describe('irregular chains', () => {
  it('are refused by the name of the trajectory', () => {
    expect(() => chainStride(chain([1, 2, 4, 5]))).toThrow(
      /Trajectory 2 is followed by 4 where 3 is expected \(stride 1\)/,
    );
    expect(() => chainStride(chain([5, 10, 15, 25]))).toThrow(/15 is followed by 25 where 20/);
    expect(() => chainStride(chain([1, 2, 2, 3]))).toThrow(/Trajectory 2 is measured twice/);
    expect(() => chainStride(chain([1, 3, 2]))).toThrow(/Trajectory 2 comes after 3/);
    expect(() => chainStride(chain([1, 2.5]))).toThrow(/2\.5 at index 1 is not a whole number/);
    expect(() => chainStride({ trajectories: [1, 2], values: [1] })).toThrow(/Chain list 1 has 1 values/);
    expect(chainStride(chain([7]))).toBe(1);
  });

  it('lose their duplicates, first or last kept', () => {
    const twice: Chain = { trajectories: [1, 2, 2, 3], values: [10, 20, 21, 30] };
    expect(withoutDuplicates(twice, 'first')).toEqual({ trajectories: [1, 2, 3], values: [10, 20, 30] });
    expect(withoutDuplicates(twice, 'last')).toEqual({ trajectories: [1, 2, 3], values: [10, 21, 30] });
  });

  it('fall into regular pieces at gaps, which join to what was there', () => {
    const pieces = splitAtGaps(chain([2, 4, 6, 12, 14, 30]));
    expect(pieces.map(piece => Array.from(piece.trajectories))).toEqual([[2, 4, 6], [12, 14], [30]]);
    expect(pieces.flatMap(piece => Array.from(piece.values))).toEqual([0.2, 0.4, 0.6, 1.2, 1.4, 3]);
    expect(splitAtGaps(chain([3, 6, 9]))).toHaveLength(1);
    expect(() => splitAtGaps(chain([1, 1, 2]))).toThrow(/use withoutDuplicates first/);
  });

  it('with a gap estimate the same tau_int as without', () => {
    const values = autoregressiveChain(4, 12000, 94);
    const kept = Array.from(values, (_, i) => i).filter(i => i < 3000 || i >= 3500);
    const gapped = gammaMethodOfChains(splitAtGaps({ trajectories: kept, values: kept.map(i => values[i]) }));
    expect(gapped.samples).toBe(11500);
    expect(Math.abs(gapped.tauInt - 4)).toBeLessThan(4 * gapped.tauIntError);
  });
});
