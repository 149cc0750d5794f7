/** The laws of gauge symmetry. */
import { expect } from 'vitest';
import { type GaugeField, gaugeTransformed, randomElements } from '../../src/gauge/index.ts';
import { type Functional, key, type Transformation } from '../../src/lattice/index.ts';
import { largestDifference } from './alongGroup.ts';

const randomGauge = (u: GaugeField, seed: number) =>
  randomElements(u.lattice, u.group, 1, key(seed, 0, 'gaugeTransformation'));

/** S(u^Ω) = S(u) for random Ω, up to `tolerance` relative to |S| + volume (default: rounding, 1e-12). */
export function expectGaugeInvariant(
  S: Functional<GaugeField>,
  u: GaugeField,
  { tolerance = 1e-12, seed = 1 }: { tolerance?: number; seed?: number } = {},
): void {
  const here = S.value(u);
  const there = S.value(gaugeTransformed(u, randomGauge(u, seed)));
  const error = Math.abs(there - here) / (Math.abs(here) + u.lattice.volume);
  expect(error, `${S.name} is ${here}, after a gauge transformation ${there}`).toBeLessThanOrEqual(tolerance);
}

/**
 * T(u^Ω) = T(u)^Ω for random Ω, up to `tolerance` in every stored real (default: rounding, 1e-12); and T
 * leaves u as it was.
 */
export function expectMapCovariant(
  T: Transformation<GaugeField>,
  u: GaugeField,
  { tolerance = 1e-12, seed = 1 }: { tolerance?: number; seed?: number } = {},
): void {
  const before = u.field.toArray();
  const omega = randomGauge(u, seed);
  const first = T.apply(u);
  const second = T.apply(gaugeTransformed(u, omega));
  const error = largestDifference(gaugeTransformed(first.image, omega).field, second.image.field);
  first.tape.release();
  second.tape.release();
  expect(error, `${T.name} commutes with gauge transformations`).toBeLessThanOrEqual(tolerance);
  expect(u.field.toArray(), `${T.name} leaves the configuration as it was`).toEqual(before);
}
