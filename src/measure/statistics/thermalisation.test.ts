import { expect, it } from 'vitest';
import { autoregressiveChain } from './syntheticChain.ts';
import { thermalisationCut } from './thermalisation.ts';

it('cuts an exponential drift after a few of its lifetimes', () => {
  const lifetime = 40;
  for (let seed = 0; seed < 20; seed++) {
    const chain = autoregressiveChain(1, 2000, seed).map((x, i) => x + 20 * Math.exp(-i / lifetime));
    const { cut, thermalised } = thermalisationCut(chain);
    // 20 exp(−cut/lifetime) has to fall to about the width 1 of the chain, log 20 = 3 lifetimes.
    expect(cut).toBeGreaterThanOrEqual(2 * lifetime);
    expect(thermalised).toBe(true);
  }
});

it('leaves a stationary chain most of its samples', () => {
  for (let seed = 0; seed < 20; seed++) {
    const { effectiveSamples } = thermalisationCut(autoregressiveChain(2, 2000, seed));
    expect(effectiveSamples).toBeGreaterThan(0.6 * 500);
  }
});

it('says where a chain is still drifting', () => {
  for (const power of [0.5, 1, 2]) {
    const drift = autoregressiveChain(1, 1000, 3).map((x, i) => 0.1 * x + 50 * (i / 1000) ** power);
    expect(thermalisationCut(drift).thermalised).toBe(false);
  }
});

it('does not take a frozen tail for equilibrium, nor cut a constant', () => {
  const frozen = autoregressiveChain(1, 400, 3).map((x, i) => (i < 150 ? x : 0));
  expect(thermalisationCut(frozen).cut).toBeLessThan(150);
  expect(thermalisationCut(new Array(40).fill(7))).toEqual({ cut: 0, effectiveSamples: 0, thermalised: false });
  expect(() => thermalisationCut([1, 2, 3])).toThrow(/3 values, at least 16/);
});
