/** The distribution of one link in fixed surroundings, against its known density. */
import { describe, expect, test } from 'vitest';
import { type GaugeField, hotStart } from '../../gauge/index.ts';
import { groupNamed } from '../../group/index.ts';
import { type Key, key, Lattice, uniformSource } from '../../lattice/index.ts';
import { linkUpdateFrom } from './linkKernels.ts';
import { type Move, uniformsFor } from './moves.ts';

const extents = [32, 64];
const lattice = new Lattice(extents);

interface Chain {
  readonly group: string;
  readonly move: Move;
  readonly count: number;
  /** A = a/2 times a fixed group element (U(1): a times one). */
  readonly weight: number;
  /** Updates before the links are looked at; a start from the Haar measure is forgotten by then. */
  readonly updates: number;
  readonly width?: number;
}

/** U A† / |A| of every site after some updates: independent links, each in the same surroundings. */
function relativeLinks({ group: name, move, count, weight, updates, width }: Chain): GaugeField {
  const group = groupNamed(name);
  const u = hotStart(lattice, group, key(21, 0, 'start'));
  const fixed = hotStart(new Lattice([2, 2]), group, key(22, 0, 'start'));
  const A = fixed.field.toArray().slice(0, group.linkSize);
  const scale = group.colours === 1 ? weight : weight / 2;
  const C = lattice.field(group.linkSize);
  C.fromArray(Array.from({ length: lattice.volume }, () => Array.from(A, x => x * scale)).flat());
  const K = lattice.field(2);
  const uniforms = uniformsFor(move, group, count);
  const R = lattice.field(uniforms);
  const fill = uniformSource(R);
  const run = linkUpdateFrom(group, 2, 1, move, count).bind({ U: u.field, C, K, R });
  for (let k = 0; k < updates; k++) {
    const stream: Key = key(23, k, 'heatbath');
    fill(stream, 0);
    run({ colour: 0, ...(width === undefined ? {} : { step: width }) });
  }
  // As fields of links, with the staple as the other direction.
  const numbers = u.field.toArray();
  const size = group.linkSize;
  for (let site = 0; site < lattice.volume; site++) {
    const U = numbers.slice((2 * site + 1) * size, (2 * site + 2) * size);
    numbers.set(timesDagger(U, A), 2 * site * size);
  }
  u.field.fromArray(numbers);
  return u;
}

/** U V† of stored reals: phases or quaternions. */
function timesDagger(U: Float64Array, V: Float64Array): number[] {
  if (U.length === 2) return [U[0] * V[0] + U[1] * V[1], U[1] * V[0] - U[0] * V[1]];
  const [p, q, r, s] = U;
  const [w, x, y, z] = [V[0], -V[1], -V[2], -V[3]];
  return [
    p * w - q * x - r * y - s * z,
    p * x + q * w - r * z + s * y,
    p * y + r * w - s * x + q * z,
    p * z + s * w - q * y + r * x,
  ];
}

const samplesOf = (u: GaugeField): number[][] => {
  const { linkSize } = u.group;
  const numbers = u.field.toArray();
  return Array.from({ length: lattice.volume }, (_, site) =>
    Array.from(numbers.subarray(2 * site * linkSize, (2 * site + 1) * linkSize)),
  );
};

/** The distribution function of a density on [from, to], by the midpoint rule on a grid made finer near `to`. */
function distributionFunction(density: (distance: number) => number, range: number): (x: number) => number {
  const cells = 200_000;
  const sums = new Float64Array(cells + 1);
  // distance = range t², so that a peak at distance 0 is resolved.
  for (let k = 0; k < cells; k++) {
    const t = (k + 0.5) / cells;
    sums[k + 1] = sums[k] + density(range * t * t) * t;
  }
  return distance => sums[Math.round(Math.sqrt(Math.min(1, distance / range)) * cells)] / sums[cells];
}

/** Kolmogorov and Smirnov: √(n) times the largest distance exceeds 1.95 with probability 0.001. */
function expectDistribution(values: readonly number[], cdf: (x: number) => number, what: string): void {
  const sorted = values.toSorted((a, b) => a - b);
  const n = sorted.length;
  const largest = sorted.reduce(
    (most, x, k) => Math.max(most, Math.abs(cdf(x) - k / n), Math.abs(cdf(x) - (k + 1) / n)),
    0,
  );
  expect(Math.sqrt(n) * largest, what).toBeLessThan(1.95);
}

const weights = [0, 1e-6, 3e-4, 0.02, 0.5, 1.69, 1.71, 6, 80, 3000];

describe.each(weights)('SU(2) with weight exp(%d x0)', weight => {
  const cases: [string, Chain][] = [
    ['heatbath', { group: 'SU(2)', move: 'heatbath', count: 2, weight, updates: 6 }],
    ['heatbath of one try', { group: 'SU(2)', move: 'heatbath', count: 1, weight, updates: 12 }],
  ];
  if (weight > 0.1 && weight < 100) {
    const width = Math.min(0.5, 1 / Math.sqrt(weight));
    cases.push(['metropolis', { group: 'SU(2)', move: 'metropolis', count: 10, weight, updates: 12, width }]);
  }
  test.each(cases)('%s', (_, chain) => {
    const samples = samplesOf(relativeLinks(chain));
    const cdf = distributionFunction(X => Math.sqrt(X * (2 - X)) * Math.exp(-weight * X), 2);
    expectDistribution(
      samples.map(([x0, ...v]) => distanceFromOne(x0, v)),
      cdf,
      '1 - x0',
    );
    const unit = samples.map(([, ...v]) => v.map(c => c / Math.hypot(...v)));
    for (const c of [0, 1, 2])
      expectDistribution(
        unit.map(v => v[c]),
        x => (x + 1) / 2,
        `direction ${c}`,
      );
  });
});

/** 1 − x0 without cancellation. */
const distanceFromOne = (x0: number, v: readonly number[]) =>
  x0 > 0 ? v.reduce((sum, c) => sum + c * c, 0) / (1 + x0) : 1 - x0;

describe.each([0, 1e-6, 0.02, 0.5, 3, 50, 3000])('U(1) with weight exp(%d cos theta)', weight => {
  const cases: [string, Chain][] = [
    ['heatbath', { group: 'U(1)', move: 'heatbath', count: 3, weight, updates: 6 }],
    ['heatbath of one try', { group: 'U(1)', move: 'heatbath', count: 1, weight, updates: 14 }],
  ];
  if (weight < 100) {
    const width = Math.min(1, 0.6 / Math.sqrt(weight + 0.1));
    cases.push(['metropolis', { group: 'U(1)', move: 'metropolis', count: 10, weight, updates: 12, width }]);
  }
  test.each(cases)('%s', (_, chain) => {
    const angles = samplesOf(relativeLinks(chain)).map(([re, im]) => Math.atan2(im, re));
    const cdf = distributionFunction(t => Math.exp(-2 * weight * Math.sin(t / 2) ** 2), Math.PI);
    expectDistribution(angles.map(Math.abs), cdf, '|theta|');
    expectDistribution(
      angles.map(t => Math.sign(t) * cdf(Math.abs(t))),
      x => (x + 1) / 2,
      'theta',
    );
  });
});

test('the tries of the heatbath are rejected as seldom as expected', () => {
  const rejected = (group: string, weight: number, count: number) => {
    const theory = groupNamed(group);
    const u = hotStart(lattice, theory, key(5, 0, 'start'));
    const C = lattice.field(theory.linkSize);
    const scale = group === 'U(1)' ? weight : weight / 2;
    C.fromArray(Array.from({ length: C.toArray().length }, (_, k) => (k % theory.linkSize === 0 ? scale : 0)));
    const R = lattice.field(uniformsFor('heatbath', theory, count));
    uniformSource(R)(key(6, 0, 'heatbath'), 0);
    const kernel = linkUpdateFrom(theory, 2, 0, 'heatbath', count);
    return kernel.run({ U: u.field, C, K: lattice.field(2), R, colour: 0 }).tally / lattice.volume;
  };
  // At most 0.3 (U(1): 0.34) of single tries, 5 σ of 2048 sites above that.
  const noise = 5 * Math.sqrt(0.25 / lattice.volume);
  for (const weight of [0, 1, 1.7, 2, 30, 1000]) {
    expect(rejected('SU(2)', weight, 1)).toBeLessThan(0.32 + noise);
    expect(rejected('SU(2)', weight, 2)).toBeLessThan(0.32 ** 2 + noise);
    expect(rejected('U(1)', weight, 1)).toBeLessThan(0.345 + noise);
  }
  expect(rejected('SU(2)', 1000, 1)).toBeLessThan(0.01);
});

/** ∫ dU exp(b Re tr U) over SU(3), as Σ_n det I_{i−j+n}(b). */
function su3Integral(b: number): number {
  const bessel = (n: number) => {
    let term = 1;
    for (let k = 1; k <= Math.abs(n); k++) term *= b / 2 / k;
    let sum = 0;
    for (let k = 1; k < 60; k++) {
      sum += term;
      term *= (b / 2) ** 2 / (k * (k + Math.abs(n)));
    }
    return sum;
  };
  let total = 0;
  for (let n = -20; n <= 20; n++) {
    const [[p, q, r], [s, t, v], [w, x, y]] = [0, 1, 2].map(i => [0, 1, 2].map(j => bessel(i - j + n)));
    total += p * (t * y - v * x) - q * (s * y - v * w) + r * (s * x - t * w);
  }
  return total;
}

describe.each([0.3, 2, 8])('SU(3) with weight exp(%d Re tr U)', b => {
  test.each([
    ['heatbath', { group: 'SU(3)', move: 'heatbath', count: 2, weight: 2 * b, updates: 12 }],
    ['metropolis', { group: 'SU(3)', move: 'metropolis', count: 4, weight: 2 * b, updates: 40, width: 0.35 }],
  ] as const)('%s: mean and variance of Re tr U', (_, { move, count, updates, ...rest }) => {
    const group = groupNamed('SU(3)');
    const u = hotStart(lattice, group, key(31, 0, 'start'));
    const C = lattice.field(18);
    C.fromArray(
      Array.from({ length: 18 * lattice.volume }, (__, k) => (k % 18 === 0 || k % 18 === 8 || k % 18 === 16 ? b : 0)),
    );
    const R = lattice.field(uniformsFor(move, group, count));
    const fill = uniformSource(R);
    const run = linkUpdateFrom(group, 2, 1, move, count).bind({ U: u.field, C, K: lattice.field(2), R });
    const traces: number[] = [];
    for (let k = 0; k < 3 * updates; k++) {
      fill(key(32, k, 'heatbath'), 0);
      run({ colour: 0, ...('width' in rest ? { step: rest.width } : {}) });
      if (k % updates !== updates - 1) continue;
      const numbers = u.field.toArray();
      for (let site = 0; site < lattice.volume; site++) {
        const at = 36 * site + 18;
        traces.push(numbers[at] + numbers[at + 8] + numbers[at + 16]);
      }
    }
    const h = 1e-3;
    const [below, here, above] = [b - h, b, b + h].map(su3Integral).map(Math.log);
    const mean = (above - below) / (2 * h);
    const variance = (above - 2 * here + below) / h ** 2;
    const n = traces.length;
    const found = traces.reduce((sum, t) => sum + t, 0) / n;
    const spread = traces.map(t => (t - mean) ** 2);
    const foundVariance = spread.reduce((sum, t) => sum + t, 0) / n;
    const errorOfVariance = Math.sqrt(spread.reduce((sum, t) => sum + (t - foundVariance) ** 2, 0)) / n;
    expect(Math.abs(found - mean) / Math.sqrt(variance / n), `mean ${found}, exact ${mean}`).toBeLessThan(3.5);
    expect(Math.abs(foundVariance - variance) / errorOfVariance, 'variance').toBeLessThan(3.5);
  });
});
