/** LAPACK where the machine has one; elsewhere a sentence. */
import { describe, expect, test } from 'vitest';
import { key, Lattice } from '../../lattice/index.ts';
import { doubleExchange } from '../doubleExchange/index.ts';
import { randomSpins } from '../spinField.ts';
import { chooseSolver, lapackSolver } from './index.ts';

const extents = [3, 4];
const options = { extents, hopping: 1, coupling: 1, chemicalPotential: 0.2, beta: 10 };
const spins = randomSpins(new Lattice(extents), key(1, 0, 'start')).field.toArray();
const missing = await lapackSolver(24).then(
  () => '',
  (error: Error) => error.message,
);

describe.skipIf(missing !== '')('the system’s LAPACK', () => {
  test('has the levels, weights and gradients of the own solver', async () => {
    const [own, other] = [doubleExchange(options), doubleExchange({ ...options, solver: await lapackSolver(24) })];
    const [a, b] = [own.logWeightGradient(spins), other.logWeightGradient(spins)];
    expect(Math.abs(own.logWeight(spins) - other.logWeight(spins))).toBeLessThan(1e-11);
    expect(Math.abs(a.logWeight - b.logWeight)).toBeLessThan(1e-11);
    for (const [k, slope] of a.gradient.entries()) expect(Math.abs(slope - b.gradient[k])).toBeLessThan(1e-11);
    const levels = other.spectrum(spins);
    for (const [k, level] of own.spectrum(spins).entries()) expect(Math.abs(level - levels[k])).toBeLessThan(1e-12);
    expect(() => other.logWeight(new Float64Array(36).fill(Number.NaN))).toThrow('has to be finite');
  });

  test('the choice says why, and what is asked for is taken', async () => {
    const { report, solver } = await chooseSolver(24);
    expect(report.reason).toMatch(/is the fastest: own takes \d+ µs, LAPACK/);
    expect(report.name).toBe(solver.name);
    expect(report.microseconds[report.kind]).toBe(Math.min(...Object.values(report.microseconds)));
    expect((await chooseSolver(24, 'lapack')).report.kind).toBe('lapack');
    expect((await chooseSolver(24, 'own')).report.reason).toBe('own was asked for.');
  });
});

test('a library that is not there', async () => {
  await expect(lapackSolver(4, ['libnosuchlapack.so'])).rejects.toThrow(
    'looked for libnosuchlapack.so. Use the solver',
  );
});

test('a solver of another size is refused', () => {
  return expect(
    (async () => doubleExchange({ ...options, solver: (await chooseSolver(10, 'own')).solver }))(),
  ).rejects.toThrow('a matrix of 24 rows; the solver has 10');
});
