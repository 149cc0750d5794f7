import { expect, test } from 'vitest';
import { formatEstimate } from '../measure/statistics/index.ts';
import { scalarOf } from './scalar.ts';

const heading = { name: 'topologicalCharge', title: 'topological charge', unit: '1', role: 'physics' } as const;

function chargeOf(values: readonly number[], shape: 'charge' | 'number' = 'charge') {
  const run = Float64Array.from(values);
  const chains = { runs: [[run]], stride: 1, trajectories: [Float64Array.from(run, (_, k) => k + 1)] };
  return scalarOf({ ...heading, shape }, chains as Parameters<typeof scalarOf>[1]).estimate;
}

test('a charge that moves by rounding alone has no error that vouches for it', () => {
  for (const charge of [-2, 0, 1]) {
    const frozen = Array.from({ length: 40 }, (_, k) => charge + 1e-15 * Math.sin(7 * k));
    expect(formatEstimate(chargeOf(frozen))).toBe(`${charge}(?)`);
  }
  const once = Array.from({ length: 40 }, (_, k) => (k < 3 ? 1 : 2));
  expect(chargeOf(once).error).toBeGreaterThan(0);
  expect(chargeOf(Array.from({ length: 40 }, (_, k) => 1 + 1e-3 * Math.sin(7 * k))).error).toBeGreaterThan(0);
});
