import { describe, expect, it } from 'vitest';
import { autoregressiveChain } from '../syntheticChain.ts';
import { multiHistogram } from './multiHistogram.ts';
import { peakOf, reweighted } from './reweighted.ts';

/** Energies of exp(λE) times a Gaussian density of states: normal around λσ², so log Z(λ) = λ²σ²/2. */
const sigma = 3;
function gaussian(coupling: number, seed: number, length = 4000, tau = 0.5) {
  const chain = autoregressiveChain(tau, length, seed);
  return { coupling, energy: chain.map(value => coupling * sigma ** 2 + sigma * value), inefficiency: 2 * tau };
}

describe('multi-histogram equations', () => {
  it('solves its own equations: the sum of unnormalised weights at λ_k is Z(λ_k)', () => {
    const runs = [0, 0.3, 0.5, 0.9].map((coupling, k) => gaussian(coupling, k, 500));
    const { logZ } = multiHistogram(runs);
    const all = runs.flatMap(({ energy }) => Array.from(energy));
    runs.forEach(({ coupling }, k) => {
      const sum = all.reduce((total, energy) => {
        const mixture = runs.reduce((s, run, l) => s + 500 * Math.exp(run.coupling * energy - logZ[l]), 0);
        return total + Math.exp(coupling * energy - logZ[k]) / mixture;
      }, 0);
      expect(sum).toBeCloseTo(1, 9);
    });
  });

  it('finds log Z of a Gaussian density of states within its error', () => {
    const runs = [0, 0.25, 0.5, 0.75, 1].map((coupling, k) => gaussian(coupling, 10 + k));
    const { logZ } = multiHistogram(runs);
    // d log Z/dλ = ⟨E⟩ is known to σ/√4000 in each run, over a distance of 1: about 0.03; four of them.
    logZ.forEach((value, k) => {
      expect(Math.abs(value - (runs[k].coupling * sigma) ** 2 / 2)).toBeLessThan(0.12);
    });
  });

  it('reweights one run as exp((λ − λ₀)E) does, and equal couplings as one run', () => {
    const [one, two] = [gaussian(0.4, 1, 300), gaussian(0.4, 2, 300)];
    const weights = multiHistogram([one]).weightsAt(0.5);
    const factors = one.energy.map(energy => Math.exp(0.1 * energy));
    const sum = factors.reduce((a, b) => a + b, 0);
    weights.forEach((weight, n) => {
      expect(weight).toBeCloseTo(factors[n] / sum, 14);
    });
    const both = multiHistogram([one, two]);
    expect(both.logZ[1]).toBeCloseTo(0, 12);
    const pooled = multiHistogram([{ ...one, energy: Float64Array.of(...one.energy, ...two.energy) }]);
    const expected = pooled.weightsAt(0.5);
    both.weightsAt(0.5).forEach((weight, n) => {
      expect(weight).toBeCloseTo(expected[n], 13);
    });
  });

  it('does not change when a constant is added to the energy, however large', () => {
    const runs = [0, 0.4].map((coupling, k) => gaussian(coupling, k, 200));
    const plain = multiHistogram(runs).weightsAt(0.2);
    const raised = multiHistogram(runs.map(run => ({ ...run, energy: run.energy.map(value => value + 1e6) })));
    raised.weightsAt(0.2).forEach((weight, n) => {
      // 1e6 leaves E nine digits.
      expect(Math.abs(weight / plain[n] - 1)).toBeLessThan(1e-8);
    });
  });

  it('counts a run with long autocorrelations for less', () => {
    const runs = [gaussian(0.5, 1, 1000), { ...gaussian(0.5, 2, 1000), inefficiency: 9 }];
    const weights = multiHistogram(runs).weightsAt(0.5);
    const first = weights.subarray(0, 1000).reduce((a, b) => a + b, 0);
    expect(first).toBeCloseTo(0.9, 12);
    expect(multiHistogram(runs).effectiveAt(0.5)).toBeCloseTo(1000 + 1000 / 9, 6);
  });

  it('refuses runs that do not overlap', () => {
    const runs = [gaussian(0, 1, 200), gaussian(40, 2, 200)];
    expect(() => multiHistogram(runs)).toThrow('The runs at 0, 40 do not overlap');
  });
});

describe('moments at other couplings', () => {
  it('have errors that cover the exact value in 68 of 100 cases, autocorrelated runs included', () => {
    // m = E: ⟨m⟩ = λσ², variance σ².
    let [mean, width] = [0, 0];
    const cases = 100;
    for (let c = 0; c < cases; c++) {
      const runs = [0.3, 0.5].map((coupling, k) => gaussian(coupling, 1000 + 2 * c + k, 320, 2));
      const { estimates } = reweighted(
        runs.map(run => ({ ...run, order: run.energy })),
        1,
        20,
      );
      const [m, chi] = estimates(({ momentsAt }) => {
        const found = momentsAt(0.4);
        return [found.mean, found.susceptibility];
      });
      if (Math.abs(m.mean - 0.4 * sigma ** 2) <= m.error) mean++;
      if (Math.abs(chi.mean - sigma ** 2) <= chi.error) width++;
    }
    // 68 % of 100 are 68 ± 4.7 (binomial); bins of 4 τ_int and 19 degrees of freedom take 2 % away. Four σ.
    for (const covered of [mean, width]) {
      expect(covered).toBeGreaterThan(66 - 19);
      expect(covered).toBeLessThan(66 + 19);
    }
  });

  it('find the peak of the exact magnetisation of a small Ising chain', () => {
    // A ring of 8 spins in full: each state once, as a run at coupling 0, is the exact density of states.
    const states = Array.from({ length: 256 }, (_, bits) =>
      Array.from({ length: 8 }, (_spin, i) => 1 - 2 * ((bits >> i) & 1)),
    );
    const energy = Float64Array.from(states, s => s.reduce((sum, spin, i) => sum + spin * s[(i + 1) % 8], 0));
    const order = Float64Array.from(states, s => Math.abs(s.reduce((a, b) => a + b, 0)) / 8);
    const { whole } = reweighted([{ coupling: 0, energy, order, inefficiency: 1 }], 8, 8);
    const couplings = Array.from({ length: 21 }, (_, i) => i / 10);
    const [place, height] = peakOf(whole, couplings);
    const exact = (k: number) => {
      const weights = energy.map(e => Math.exp(k * e));
      const z = weights.reduce((a, b) => a + b, 0);
      const at = (p: number) => weights.reduce((sum, w, n) => sum + w * order[n] ** p, 0) / z;
      return 8 * (at(2) - at(1) ** 2);
    };
    expect(height).toBeCloseTo(exact(place), 12);
    expect(exact(place - 1e-3)).toBeLessThan(height);
    expect(exact(place + 1e-3)).toBeLessThan(height);
  });
});
