import { describe, expect, it } from 'vitest';
import { bulkEffectiveSamples, splitRHat, tailEffectiveSamples } from './convergence.ts';
import { autoregressiveChain } from './syntheticChain.ts';

const chains = (tauInt: number, count: number, length: number, seed = 1) =>
  Array.from({ length: count }, (_, r) => autoregressiveChain(tauInt, length, seed, r));

describe('R-hat', () => {
  it('is near 1 for chains of one distribution', () => {
    expect(splitRHat(chains(0.5, 4, 1000))).toBeLessThan(1.01);
    expect(splitRHat(chains(3, 4, 5000))).toBeLessThan(1.01);
  });

  it('sees a shift, a different width, and a drift of one chain alone', () => {
    const [a, b, c, d] = chains(0.5, 4, 500);
    expect(splitRHat([a, b, c, d.map(x => x + 1)])).toBeGreaterThan(1.05);
    expect(splitRHat([a, b, c, d.map(x => 3 * x)])).toBeGreaterThan(1.05);
    expect(splitRHat([a.map((x, i) => x + i / 250)])).toBeGreaterThan(1.05);
  });

  it('depends on ranks only, so not on a monotone map nor on an infinite variance', () => {
    const replicas = chains(2, 3, 400);
    const cubed = replicas.map(chain => chain.map(x => x ** 3));
    expect(bulkEffectiveSamples(cubed)).toBeCloseTo(bulkEffectiveSamples(replicas), 8);
    const cauchy = replicas.map(chain => chain.map(x => Math.tan(1.5 * Math.atan(x))));
    expect(splitRHat(cauchy)).toBeLessThan(1.03);
  });

  it('follows its formula on normal scores of a small case', () => {
    // Ranks 1..8, halves {1,2,3,4} and {5,6,7,8}; scores are antisymmetric, so both halves have one variance.
    const z = [-1.43420016, -0.85249503, -0.47278912, -0.15250597];
    const mean = z.reduce((sum, x) => sum + x, 0) / 4;
    const within = z.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 3;
    const expected = Math.sqrt((0.75 * within + 2 * mean * mean) / within);
    // The scores above have eight decimals.
    expect(splitRHat([[10, 20, 30, 40, 50, 60, 70, 80]])).toBeCloseTo(expected, 6);
  });

  it('two frozen chains that disagree are infinitely bad, one constant is not defined', () => {
    expect(splitRHat([new Array(20).fill(1), new Array(20).fill(2)])).toBe(Number.POSITIVE_INFINITY);
    expect(() => splitRHat([new Array(20).fill(1)])).toThrow(/All values are 1/);
  });

  it('cuts replicas to the last values that all have', () => {
    const [a, b] = chains(1, 2, 300);
    expect(splitRHat([a, b.subarray(100)])).toBe(splitRHat([a.subarray(100), b.subarray(100)]));
    expect(() => splitRHat([a, b.subarray(295)])).toThrow(/Replica 1 has 5 values/);
    expect(() => splitRHat([])).toThrow(/No replica/);
  });
});

describe('effective samples', () => {
  it.each([0.5, 2, 6])('of the bulk are S / (2 tau_int) at tau_int = %d', tauInt => {
    const ratio = bulkEffectiveSamples(chains(tauInt, 4, 10000, 9)) / (40000 / (2 * tauInt));
    // Relative error of τ from a window of about 6 τ_int: 2 √(6 τ_int / S); three of them.
    expect(Math.abs(ratio - 1)).toBeLessThan(3 * 2 * Math.sqrt((6 * tauInt + 1) / 40000));
  });

  it('of the tails differ from those of the bulk, and both are few where chains disagree', () => {
    const [a, b] = chains(4, 2, 2000);
    const tail = tailEffectiveSamples([a, b]);
    expect(tail).toBeGreaterThan(bulkEffectiveSamples([a, b]));
    expect(tail).toBeLessThan(4000);
    expect(bulkEffectiveSamples([a, b.map(x => x + 4)])).toBeLessThan(20);
  });

  it('of anticorrelated chains exceed their length, but not without bound', () => {
    const effective = bulkEffectiveSamples(chains(0.1, 2, 2000));
    expect(effective).toBeGreaterThan(4000);
    expect(effective).toBeLessThanOrEqual(4000 * Math.log10(4000));
  });
});
