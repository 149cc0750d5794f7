import { describe, expect, test } from 'vitest';
import { hotStart } from '../../../gauge/index.ts';
import { groupNamed } from '../../../group/index.ts';
import { key, Lattice } from '../../../lattice/index.ts';
import {
  dilutions,
  quarkCondensate,
  staggeredLogDeterminant,
  staggeredTraces,
  wilsonLogDeterminant,
  wilsonQuark,
  wilsonTraces,
} from '../index.ts';

/** d/dx of f by fourth-order differences. */
const slope = (f: (x: number) => number, x: number, h: number) =>
  (8 * (f(x + h) - f(x - h)) - (f(x + 2 * h) - f(x - 2 * h))) / (12 * h);

/** wⁿ derivatives over w by the recursion of exponentials, from derivatives of log w. */
function weights(logs: readonly number[]): number[] {
  const [a, b, c, d] = logs;
  return [a, a ** 2 + b, a ** 3 + 3 * a * b + c, a ** 4 + 6 * a ** 2 * b + 3 * b ** 2 + 4 * a * c + d];
}

const within = (found: number, expected: number, accuracy: number) =>
  expect(Math.abs(found - expected)).toBeLessThan(accuracy * Math.max(1, Math.abs(expected)));

describe('staggered quarks', () => {
  const lattice = new Lattice([2, 2, 2, 4]);
  const group = groupNamed('SU(2)');
  const u = hotStart(lattice, group, key(1, 0, 'start'));
  const quark = { lattice, group, mass: 0.4, solver: { tolerance: 1e-13 } };
  const exact = (mass: number) => staggeredTraces({ ...quark, mass }, { powers: 4, determinantPower: 0.5 }).measure(u);

  test('Tr D^-1 is the derivative of log det D, each further trace that of the one before', () => {
    const traces = exact(0.4);
    const logDet = (mass: number) => staggeredLogDeterminant({ ...quark, mass }).measure(u);
    // h⁴ times a fifth derivative, and the solver's 1e-13 over h.
    within(traces[0], slope(logDet, 0.4, 1e-3), 1e-8);
    for (let n = 1; n < 4; n++) within(traces[n], -slope(mass => exact(mass)[n - 1], 0.4, 1e-3) / n, 1e-7);
  });

  test('q_n are the derivatives of the weight', () => {
    const [t1, t2, t3, t4, ...q] = exact(0.4);
    const expected = weights([0.5 * t1, -0.5 * t2, t3, -3 * t4]);
    q.forEach((value, k) => {
      within(value, expected[k], 1e-12);
    });
  });
});

test('HISQ: Tr D^-1 is the derivative of log det D', () => {
  const lattice = new Lattice([4, 4, 4, 4]);
  const group = groupNamed('U(1)');
  const u = hotStart(lattice, group, key(2, 0, 'start'));
  const quark = { lattice, group, mass: 0.4, solver: { tolerance: 1e-13 }, hisq: {} };
  const [trace] = staggeredTraces(quark, { powers: 1, determinantPower: 1 }).measure(u);
  within(
    trace,
    slope(mass => staggeredLogDeterminant({ ...quark, mass }).measure(u), 0.4, 1e-3),
    1e-8,
  );
});

describe('Wilson quarks with a clover term', () => {
  const lattice = new Lattice([2, 2, 2, 2]);
  const group = groupNamed('U(1)');
  const u = hotStart(lattice, group, key(3, 0, 'start'));
  const clover = { lattice, group, kappa: 0.11, cSw: 1.2 };
  const solving = { tolerance: 1e-13 };
  const exact = (kappa: number) =>
    wilsonTraces({ ...wilsonQuark({ ...clover, kappa }, solving), kappa }, { powers: 4, determinantPower: 2 }).measure(
      u,
    );

  test('Tr D^-1 is V times the condensate; traces in the bare mass are derivatives of each other', () => {
    const kappa = clover.kappa;
    const traces = exact(kappa);
    within(traces[0], lattice.volume * quarkCondensate(wilsonQuark(clover, solving)).measure(u), 1e-11);
    // In m = 1/2κ: T_n = (2κ)ⁿ Tr D⁻ⁿ, dT_n/dm = −n T_{n+1}.
    const ofMass = (n: number) => (m: number) => m ** -n * exact(1 / (2 * m))[n - 1];
    for (let n = 1; n < 4; n++) {
      within((2 * kappa) ** (n + 1) * traces[n], -slope(ofMass(n), 1 / (2 * kappa), 1e-3) / n, 1e-7);
    }
  });

  test('q_1 is the derivative of the logarithm of the weight of two flavours', () => {
    const q1 = exact(clover.kappa)[4];
    // The weight of D_m = D/2κ has the factor m^rows, whose derivative is that of log det D alone plus rows/m.
    const rows = 16 * 4;
    const logDet = (m: number) =>
      wilsonLogDeterminant({ ...clover, kappa: 1 / (2 * m) }).measure(u) + rows * Math.log(m);
    within(q1, 2 * slope(logDet, 1 / (2 * clover.kappa), 1e-3), 1e-8);
  });
});

describe('noise', () => {
  const lattice = new Lattice([4, 4]);
  const group = groupNamed('U(1)');
  const u = hotStart(lattice, group, key(1, 0, 'start'));
  const kappa = 0.2;
  const quark = { ...wilsonQuark({ lattice, group, kappa }, { tolerance: 1e-10 }), kappa };
  const exact = wilsonTraces(quark, { powers: 4, determinantPower: 1 }).measure(u);

  test.each(['Z2', 'Z4'] as const)('%s: traces and products of traces have the exact means', noise => {
    const observable = wilsonTraces(quark, { powers: 4, determinantPower: 1, noise, vectors: 4 });
    const draws = Array.from({ length: 150 }, (_, k) => observable.measure(u, key(5, k, 'noise')));
    exact.forEach((value, k) => {
      const mean = draws.reduce((sum, row) => sum + row[k], 0) / draws.length;
      const variance = draws.reduce((sum, row) => sum + (row[k] - mean) ** 2, 0) / (draws.length - 1);
      // 3.5 standard errors.
      expect(Math.abs(mean - value)).toBeLessThan(3.5 * Math.sqrt(variance / draws.length));
    });
  });

  test('every dilution has the exact means, and distances quiet the noise the longer they are', () => {
    const spread = (dilution: readonly (typeof dilutions)[number][]) => {
      const observable = wilsonTraces(quark, { powers: 1, determinantPower: 1, noise: 'Z2', vectors: 1, dilution });
      const values = Array.from({ length: 30 }, (_, k) => observable.measure(u, key(6, k, 'noise'))[0]);
      const mean = values.reduce((a, b) => a + b) / values.length;
      const sigma = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (values.length - 1));
      expect(Math.abs(mean - exact[0])).toBeLessThan((3.5 * sigma) / Math.sqrt(values.length) + 1e-8);
      return sigma;
    };
    const plain = spread([]);
    const alone = dilutions.filter(word => word !== 'colour').map(word => spread([word]));
    expect(Math.min(...alone.map(sigma => plain / sigma))).toBeGreaterThan(0.8);
    expect(spread(['distance4'])).toBeLessThan(spread(['distance2']));
    // One site and spin in each part: |η|² = 1 leaves no noise.
    expect(spread(['time', 'distance4', 'component', 'parity', 'distance3'])).toBeLessThan(plain / 3);
  });

  test('too few vectors, and no key, are refused', () => {
    expect(() => wilsonTraces(quark, { powers: 4, determinantPower: 1, noise: 'Z2', vectors: 3 })).toThrow(
      'Products of 4 traces without bias need as many noise vectors, but 3 were asked for.',
    );
    const noisy = wilsonTraces(quark, { powers: 1, determinantPower: 1, noise: 'Z2', vectors: 1 });
    expect(() => noisy.measure(u)).toThrow("key of the purpose 'noise'");
  });
});
