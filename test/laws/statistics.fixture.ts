/** What the laws of statistics are tried on: coverage of error bars, and draws with a known distribution. */

import { staggeredPseudofermion } from '../../src/fermion/index.ts';
import { coldStart, hotStart, wilsonAction } from '../../src/gauge/index.ts';
import { groupNamed } from '../../src/group/index.ts';
import { drawGaussian, key, Lattice, uniformSource } from '../../src/lattice/index.ts';
import { plaquettes } from '../../src/loops/index.ts';
import { linkUpdateFrom } from '../../src/markov/heatbath/linkKernels.ts';
import { uniformsFor } from '../../src/markov/heatbath/moves.ts';
import { hmc, leapfrogQPQ, repeat, scheduleOf } from '../../src/markov/index.ts';
import { loopField } from '../../src/measure/observables/index.ts';
import {
  autoregressiveChain,
  autoregressiveCoefficient,
  chiSquaredSurvival,
  estimateWarning,
  gammaMethod,
  gammaMethodOfChains,
  lowerGamma,
  normalDistribution,
} from '../../src/measure/statistics/index.ts';

export interface Experiment {
  readonly tau: number;
  /** Measurements of each replica. */
  readonly lengths: readonly number[];
  /** Trajectories that are missing in every replica, [first, last]. */
  readonly gaps?: readonly (readonly [number, number])[];
}

/** Standard deviation of the mean of one AR(1) chain: √(1/N (1 + 2 Σ (1 − t/N) rᵗ)). */
export function exactError(tau: number, length: number): number {
  const r = autoregressiveCoefficient(tau);
  let sum = 1;
  for (let t = 1; t < length; t++) sum += 2 * (1 - t / length) * r ** t;
  return Math.sqrt(sum / length);
}

/** One chain many times: shares of errors that cover the mean, of errors below half the true one, and of warnings. */
export function shortChains(experiments: number, tau: number, length: number, seed = 26) {
  const exact = exactError(tau, length);
  let [covered, tooSmall, warned, meanError] = [0, 0, 0, 0];
  for (let experiment = 0; experiment < experiments; experiment++) {
    const estimate = gammaMethod(autoregressiveChain(tau, length, seed, experiment));
    if (Math.abs(estimate.mean) < estimate.error) covered++;
    if (estimate.error < exact / 2) tooSmall++;
    if (estimateWarning(estimate) !== undefined) warned++;
    meanError += estimate.error / exact;
  }
  const [coverage, small, warnings, error] = [covered, tooSmall, warned, meanError].map(sum => sum / experiments);
  return { coverage, small, warnings, error };
}

/** Many experiments of one kind: how often |mean| < error, and the mean of τ_int over its true value. */
export function errorBars(experiments: number, { tau, lengths, gaps = [] }: Experiment, seed = 25) {
  let covered = 0;
  let tauSum = 0;
  for (let experiment = 0; experiment < experiments; experiment++) {
    const chains = lengths.map((length, replica) => {
      const values = autoregressiveChain(tau, length, seed, experiment * lengths.length + replica);
      const kept = Array.from(values, (_, i) => i).filter(i => !gaps.some(([from, to]) => i >= from && i <= to));
      return { trajectories: kept, values: kept.map(i => values[i]) };
    });
    const { mean, error, tauInt } = gammaMethodOfChains(chains);
    if (Math.abs(mean) < error) covered++;
    tauSum += tauInt;
  }
  return { coverage: covered / experiments, tauRatio: tauSum / experiments / tau };
}

/** Probability of a χ² as large as that of these ranks in [0, 1] over equal bins, if they are uniform. */
export function uniformity(ranks: readonly number[], bins = 20): number {
  const counts = new Array<number>(bins).fill(0);
  for (const rank of ranks) counts[Math.min(Math.floor(rank * bins), bins - 1)]++;
  const expected = ranks.length / bins;
  return chiSquaredSurvival(
    counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0),
    bins - 1,
  );
}

/** Momenta p ~ N(0,1): the rank of one component at a time, and of K = ½Σp² ~ Γ(n/2). */
export function momentumRanks(draws: number): { components: number[]; kinetic: number[] } {
  const u = coldStart(new Lattice([2, 2]), groupNamed('SU(3)'));
  const p = u.momentum();
  const components: number[] = [];
  const kinetic: number[] = [];
  for (let draw = 0; draw < draws; draw++) {
    drawGaussian(p, key(24, draw, 'momentum'));
    const values = p.toArray();
    components.push(normalDistribution(values[draw % values.length]));
    kinetic.push(lowerGamma(values.length / 2, values.reduce((sum, x) => sum + x * x, 0) / 2));
  }
  return { components, kinetic };
}

/** Pseudofermions φ ~ exp(−S): S ~ Γ(n) for n complex numbers, on any links. */
export function pseudofermionRanks(draws: number): number[] {
  const lattice = new Lattice([2, 2]);
  const group = groupNamed('SU(2)');
  const quarks = staggeredPseudofermion({
    lattice,
    group,
    mass: 0.3,
    flavours: 4,
    solver: { tolerance: 1e-12, forceTolerance: 1e-12 },
  });
  // Of four flavours φ lives on half of the sites.
  const complexNumbers = (lattice.volume / 2) * group.colours;
  return Array.from({ length: draws }, (_, draw) => {
    const u = hotStart(lattice, group, key(24, draw, 'start'));
    quarks.refresh(u, key(24, draw, 'pseudofermion'));
    return lowerGamma(complexNumbers, quarks.action.value(u));
  });
}

export type OnePlaquetteGroup = 'U(1)' | 'SU(2)' | 'SU(3)';

/**
 * The model of one plaquette, exp(β/N Re tr U) dU, by heatbath from a Haar start: ranks of Re tr U / N in the exact
 * distribution, one for each site of a lattice.
 *
 * @param assumed the coupling of the distribution that they are compared with
 */
export function plaquetteRanks(
  name: OnePlaquetteGroup,
  beta: number,
  extents: readonly number[],
  assumed = beta,
): number[] {
  const lattice = new Lattice(extents);
  const group = groupNamed(name);
  const u = hotStart(lattice, group, key(24, 0, 'start'));
  const unit = coldStart(lattice, group).field.toArray().slice(0, group.linkSize);
  const staple = lattice.field(group.linkSize);
  staple.fromArray(
    Array.from({ length: lattice.volume }, () => Array.from(unit, x => (x * beta) / group.colours)).flat(),
  );
  const K = lattice.field(2);
  const count = 4;
  const R = lattice.field(uniformsFor('heatbath', group, count));
  const fill = uniformSource(R);
  const run = linkUpdateFrom(group, 2, 1, 'heatbath', count).bind({ U: u.field, C: staple, K, R });
  for (let update = 0; update < (name === 'SU(3)' ? 40 : 4); update++) {
    fill(key(24, update, 'heatbath'), 0);
    run({ colour: 0 });
  }
  const numbers = u.field.toArray();
  const cdf = plaquetteDistribution(name, assumed);
  return Array.from({ length: lattice.volume }, (_, site) => {
    const link = numbers.subarray((2 * site + 1) * group.linkSize, (2 * site + 2) * group.linkSize);
    return cdf(realTrace(name, link) / group.colours);
  });
}

/** Of stored reals: a phase, a quaternion, or a matrix by rows. */
function realTrace(name: OnePlaquetteGroup, link: Float64Array): number {
  if (name === 'U(1)') return link[0];
  return name === 'SU(2)' ? 2 * link[0] : link[0] + link[8] + link[16];
}

/** HMC of the Wilson action on a torus of 2×2 plaquettes: ranks of one plaquette, `thin` trajectories apart. */
export function torusRanks(name: 'U(1)' | 'SU(2)', beta: number, draws: number, thin: number): number[] {
  const lattice = new Lattice([2, 2]);
  const group = groupNamed(name);
  const step = hmc({ action: wilsonAction(beta), schedule: scheduleOf(repeat(6, leapfrogQPQ()), 1) });
  let state = step.init(coldStart(lattice, group));
  const cdf = torusDistribution(name, beta, lattice.volume);
  const density = lattice.field(1);
  return Array.from({ length: draws }, (_, draw) => {
    for (let k = 0; k < thin; k++) [state] = step.step({ seed: 24, trajectory: draw * thin + k }, state);
    loopField(state.u, plaquettes(2), density);
    return cdf(density.get([0, 0], 0));
  });
}

/**
 * The distribution function of Re tr U / N under exp(β/N Re tr U) dU, by the midpoint rule over class angles with Weyl's
 * measure: 1 for U(1), sin²θ for SU(2), ∏_{j<k} sin²((θ_j−θ_k)/2) for SU(3).
 */
export function plaquetteDistribution(name: OnePlaquetteGroup, beta: number): (x: number) => number {
  const cells: Cell[] = [];
  if (name === 'SU(3)') {
    const steps = 400;
    for (let i = 0; i < steps; i++) {
      for (let j = 0; j < steps; j++) {
        const [a, b] = [i, j].map(k => (2 * Math.PI * (k + 0.5)) / steps);
        const c = -a - b;
        const measure = [a - b, b - c, c - a].reduce((product, angle) => product * Math.sin(angle / 2) ** 2, 1);
        const x = (Math.cos(a) + Math.cos(b) + Math.cos(c)) / 3;
        cells.push({ x, weight: measure * Math.exp(beta * (x - 1)) });
      }
    }
    return distributionOf(cells);
  }
  return ofClassAngle(name, beta, () => 1);
}

/**
 * The same of one of V plaquettes of a torus. What the others contribute, as a function of this plaquette, is
 *   Σ_r z_r^{V−1} χ_r(U) / d_r,   U(1): z_n = I_n(β),   SU(2): z_d = 2 I_d(β)/β, χ_d = sin dθ / sin θ,
 * the amplitude of a surface of genus 1 with one boundary (B. E. Rusakov, Mod. Phys. Lett. A 5 (1990) 693).
 */
export function torusDistribution(name: 'U(1)' | 'SU(2)', beta: number, plaquettes: number): (x: number) => number {
  const order = Array.from({ length: 16 }, (_, k) => k + 1);
  const powers = [0, ...order].map(n => besselI(n, beta) ** (plaquettes - 1));
  return ofClassAngle(name, beta, angle => {
    if (name === 'U(1)') return order.reduce((sum, n) => sum + 2 * powers[n] * Math.cos(n * angle), powers[0]);
    return order.reduce((sum, d) => sum + (powers[d] * Math.sin(d * angle)) / (d * Math.sin(angle)), 0);
  });
}

/** I_n(x) = Σ_k (x/2)^{2k+n} / (k! (k+n)!) */
function besselI(n: number, x: number): number {
  let term = 1;
  for (let k = 1; k <= n; k++) term *= x / 2 / k;
  let sum = 0;
  for (let k = 1; k < 40; k++) {
    sum += term;
    term *= (x / 2) ** 2 / (k * (k + n));
  }
  return sum;
}

function ofClassAngle(name: 'U(1)' | 'SU(2)', beta: number, others: (angle: number) => number): (x: number) => number {
  const steps = 100_000;
  return distributionOf(
    Array.from({ length: steps }, (_, i) => {
      const angle = (Math.PI * (i + 0.5)) / steps;
      const measure = name === 'U(1)' ? 1 : Math.sin(angle) ** 2;
      return { x: Math.cos(angle), weight: measure * Math.exp(beta * (Math.cos(angle) - 1)) * others(angle) };
    }),
  );
}

interface Cell {
  readonly x: number;
  readonly weight: number;
}

function distributionOf(cells: readonly Cell[]): (x: number) => number {
  const sorted = cells.toSorted((one, other) => one.x - other.x);
  const sums = new Float64Array(sorted.length + 1);
  sorted.forEach(({ weight }, k) => {
    sums[k + 1] = sums[k] + weight;
  });
  return x => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle].x < x) low = middle + 1;
      else high = middle;
    }
    return sums[low] / sums[sorted.length];
  };
}
