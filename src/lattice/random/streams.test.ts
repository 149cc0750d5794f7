import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fillGaussian, gaussianPair, gaussians } from './gaussian.ts';
import { fillZ2, fillZ4 } from './noise.ts';
import { key, type Purpose, purposes, randomWords } from './streams.ts';
import { fillUniform, uniform, uniforms } from './uniform.ts';

const k = key(20260101, 7, 'momentum');
const sites = Array.from({ length: 1000 }, (_, i) => i);
// Every draw is fixed, so these are not chances but checks; four σ would fail once in 16 000 had the seed been chosen blindly.
const sigmas = 4;

function mean(values: Float64Array, f: (x: number, at: number) => number = x => x): number {
  return values.reduce((sum, x, at) => sum + f(x, at), 0) / values.length;
}

test('a draw depends on seed, stream, trajectory, purpose, site and slot, each up to its largest value', () => {
  const draws = [
    [5, 1, 'momentum', 0, 0],
    [5, 1, 'momentum', 0, 0, 1],
    [5, 1, 'momentum', 0, 0, 2 ** 16 - 1],
    [5 + 2 ** 32, 1, 'momentum', 0, 0],
    [2 ** 48 - 1, 1, 'momentum', 0, 0],
    [2 ** 48 - 1, 1, 'momentum', 0, 0, 2 ** 16 - 1],
    [5, 1, 'mine/momentum', 0, 0],
    [5, 1, 'mine/momenta', 0, 0],
    [5, 1, 'yours/momentum', 0, 0],
    [5, 2, 'momentum', 0, 0],
    [5, 2 ** 32 - 1, 'momentum', 0, 0],
    [5, 1, 'pseudofermion', 0, 0],
    [5, 1, 'momentum', 1, 0],
    [5, 1, 'momentum', 2 ** 32 - 1, 0],
    [5, 1, 'momentum', 0, 1],
    [5, 1, 'momentum', 0, 2 ** 32 - 1],
  ] as const;
  const words = draws.map(([seed, trajectory, purpose, site, slot, stream]) =>
    String(randomWords(key(seed, trajectory, purpose, stream), site, slot, new Uint32Array(4))),
  );
  expect(new Set(words).size).toBe(draws.length);
});

test('the stream of a key never changes', () => {
  expect([...randomWords(key(0, 0, 'momentum'), 0, 0, new Uint32Array(4))]).toMatchInlineSnapshot(`
    [
      3710895380,
      2918555867,
      3874949922,
      3551840884,
    ]
  `);
  expect(new Set(Object.values(purposes)).size).toBe(Object.keys(purposes).length);
  // What the purposes had when they were first used: part of every stored result.
  expect(
    Object.entries(purposes)
      .map(([purpose, number]) => `${purpose} ${number}`)
      .join(', '),
  ).toBe(
    'start 1, momentum 2, pseudofermion 3, metropolis 4, heatbath 5, overrelaxation 6, noise 7, gaugeTransformation 8, ' +
      'weights 9, training 10, bootstrap 11, preflight 12, flow 13, spin 14, selfLearning 15',
  );
  for (const [purpose, number] of Object.entries(purposes)) {
    expect(key(7 + 3 * 2 ** 32, 9, purpose as Purpose).words).toEqual([7, 3, 9, number]);
  }
});

test('stream s of a seed has the numbers that seed + 2⁴⁸ s had', () => {
  const seed = 7 + 3 * 2 ** 32;
  expect(key(seed, 9, 'pseudofermion', 5).words).toEqual([7, Math.floor((seed + 5 * 2 ** 48) / 2 ** 32), 9, 3]);
});

test('a purpose of one’s own has a number above all others that never changes', () => {
  const number = key(0, 0, 'ising/flip').words[3];
  expect(number).toBe(3167242930);
  expect(number).toBeGreaterThanOrEqual(2 ** 31);
  const many = new Set(Array.from({ length: 1000 }, (_, i) => key(0, 0, `model/${i}`).words[3]));
  expect(many.size).toBe(1000);
});

test('uniform numbers lie strictly between 0 and 1 and are symmetric', () => {
  const ones = 2 ** 32 - 1;
  expect(uniform(0, 0)).toBe(2 ** -53);
  expect(uniform(ones, ones)).toBe(1 - 2 ** -53);
  const word = fc.integer({ min: 0, max: ones });
  fc.assert(
    fc.property(word, word, (low, high) => {
      expect(uniform(low, high) + uniform(ones - low, ones - high)).toBe(1);
    }),
  );
});

describe.each([
  ['uniform', fillUniform, uniforms],
  ['Gaussian', fillGaussian, gaussians],
] as const)('%s numbers', (_, fill, pair) => {
  test('filling is the same as drawing one by one, in any order and division of the sites', () => {
    const out = new Float64Array(5 * sites.length);
    fill(k, 3, 5, sites, out);
    for (const site of [999, 0, 512]) {
      const drawn = [5, 3, 4].map(slot => pair(k, site, slot));
      const inOrder = [...drawn[1], ...drawn[2], drawn[0][0]];
      expect([...out.subarray(5 * site, 5 * site + 5)]).toEqual(inOrder);
    }
    const odd = new Float64Array(5 * 500);
    const oddSites = sites.filter(site => site % 2 === 1).toReversed();
    fill(k, 3, 5, oddSites, odd);
    expect([...odd.subarray(0, 5)]).toEqual([...out.subarray(5 * 999, 5 * 1000)]);
  });
});

test('uniform numbers have mean 1/2, variance 1/12 and no correlation between neighbours', () => {
  const u = new Float64Array(40 * sites.length);
  fillUniform(k, 0, 40, sites, u);
  const error = sigmas / Math.sqrt(u.length);
  expect(Math.abs(mean(u) - 1 / 2)).toBeLessThan(error * Math.sqrt(1 / 12));
  expect(Math.abs(mean(u, x => (x - 1 / 2) ** 2) - 1 / 12)).toBeLessThan(error * Math.sqrt(1 / 180));
  for (const distance of [1, 2, 40]) {
    const correlation = mean(u, (x, at) => (x - 1 / 2) * (u[(at + distance) % u.length] - 1 / 2));
    expect(Math.abs(correlation)).toBeLessThan(error / 12);
  }
});

test('Gaussian numbers have moments 0, 1, 0, 3, 0, 15', () => {
  const g = new Float64Array(40 * sites.length);
  fillGaussian(k, 0, 40, sites, g);
  [0, 1, 0, 3, 0, 15].forEach((moment, index) => {
    const power = index + 1;
    const doubled = [1, 3, 15, 105, 945, 10395][index];
    const error = sigmas * Math.sqrt((doubled - moment ** 2) / g.length);
    expect(Math.abs(mean(g, x => x ** power) - moment)).toBeLessThan(error);
  });
  expect(Math.abs(mean(g, (x, at) => (at % 2 ? x * g[at - 1] : 0)))).toBeLessThan(sigmas / Math.sqrt(2 * g.length));
});

test('the Gaussian pair is Box and Muller, at both ends of the uniform numbers', () => {
  expect(gaussianPair(Math.exp(-0.5), 0)[0]).toBeCloseTo(1, 15);
  expect(gaussianPair(Math.exp(-2), 0.25)[1]).toBeCloseTo(2, 15);
  expect(gaussianPair(2 ** -53, 0)[0]).toBeCloseTo(Math.sqrt(106 * Math.LN2), 14);
  expect(gaussianPair(1 - 2 ** -53, 0)[0]).toBeCloseTo(2 ** -26, 15);
});

test('Z2 noise is ±1 with mean 0, also across the words of a draw', () => {
  const count = 200;
  const eta = new Float64Array(count * sites.length);
  fillZ2(key(1, 0, 'noise'), 0, count, sites, eta);
  const error = sigmas / Math.sqrt(eta.length);
  expect(eta.every(x => x === 1 || x === -1)).toBe(true);
  expect(Math.abs(mean(eta))).toBeLessThan(error);
  for (const distance of [1, 32, 128, count]) {
    expect(Math.abs(mean(eta, (x, at) => x * eta[(at + distance) % eta.length]))).toBeLessThan(error);
  }
});

test('Z4 noise takes its four values equally often: |η| = 1, ⟨η⟩ = ⟨η²⟩ = 0, ⟨η_i* η_j⟩ = 0', () => {
  const count = 100;
  const eta = new Float64Array(2 * count * sites.length);
  fillZ4(key(1, 0, 'noise'), 0, count, sites, eta);
  const numbers = eta.length / 2;
  const error = sigmas / Math.sqrt(numbers);
  const average = (f: (re: number, im: number, at: number) => number) =>
    2 * mean(eta, (_, at) => (at % 2 ? 0 : f(eta[at], eta[at + 1], at)));
  expect(average((re, im) => re * re + im * im)).toBe(1);
  expect(eta.every(x => Math.abs(x) < 2 && Number.isInteger(x))).toBe(true);
  // Each component of η has variance ½; η² is ±1.
  expect(Math.abs(average(re => re))).toBeLessThan(error * Math.SQRT1_2);
  expect(Math.abs(average((_, im) => im))).toBeLessThan(error * Math.SQRT1_2);
  expect(Math.abs(average((re, im) => re * re - im * im))).toBeLessThan(error);
  expect(average((re, im) => 2 * re * im)).toBe(0);
  for (const distance of [1, 16, 64]) {
    const partner = (at: number) => (at + 2 * distance) % eta.length;
    const real = average((re, im, at) => re * eta[partner(at)] + im * eta[partner(at) + 1]);
    const imaginary = average((re, im, at) => re * eta[partner(at) + 1] - im * eta[partner(at)]);
    expect(Math.abs(real)).toBeLessThan(error * Math.SQRT1_2);
    expect(Math.abs(imaginary)).toBeLessThan(error * Math.SQRT1_2);
  }
});

test('keys and draws out of range are refused in a sentence', () => {
  expect(() => key(-1, 0, 'noise')).toThrow('The seed of a random number is an integer from 0 to 281474976710655');
  expect(() => key(2 ** 48, 0, 'noise')).toThrow('but 281474976710656 was given');
  expect(() => key(1, 2 ** 32, 'noise')).toThrow('The trajectory');
  expect(() => key(1, 0, 'lottery' as Purpose)).toThrow('no purpose "lottery"');
  expect(() => key(1, 0, 'noise', 2 ** 16)).toThrow('The stream of a random number is an integer from 0 to 65535');
  expect(() => uniforms(k, 1.5, 0)).toThrow('The site');
  expect(() => fillUniform(k, 2 ** 32, 1, [0], new Float64Array(1))).toThrow('The slot');
  expect(() => fillUniform(k, 0, 3, [0, 1], new Float64Array(5))).toThrow('There are 6 random numbers to fill in');
  expect(() => fillZ4(k, 0, 3, [0, 1], new Float64Array(6))).toThrow('12 random numbers');
});
