/** The law of molecular dynamics: forwards, turn round, forwards is where one began. */
import { expect } from 'vitest';
import type { GaugeField } from '../../src/gauge/index.ts';
import type { Field } from '../../src/lattice/index.ts';
import { largestDifference } from './alongGroup.ts';

/**
 * `flow` moves links and momenta in place. After flow, p → −p, flow, p → −p the start comes back within `tolerance`
 * (default 1e-11: rounding, amplified by a trajectory of about unit length); and flow does move.
 */
export function expectReversible(
  flow: (u: GaugeField, p: Field) => void,
  u: GaugeField,
  p: Field,
  { tolerance = 1e-11 }: { tolerance?: number } = {},
): void {
  const v = u.clone();
  const q = p.clone();
  flow(v, q);
  expect(largestDifference(v.field, u.field), 'the flow moves the links').toBeGreaterThan(0);
  turnRound(q);
  flow(v, q);
  turnRound(q);
  expect(largestDifference(v.field, u.field), 'the links come back').toBeLessThanOrEqual(tolerance);
  expect(largestDifference(q, p), 'the momenta come back').toBeLessThanOrEqual(tolerance);
}

function turnRound(p: Field): void {
  p.fromArray(p.toArray().map(value => -value));
}
