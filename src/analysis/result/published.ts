/**
 * Measured estimates beside published ones, for the one theory that was published: two colours, 4⁴, β = 2.7, four
 * staggered flavours of m = 0.3, HMC. Source: Y. Nagai and A. Tomiya, "Gauge covariant neural network for quarks and
 * gluons", Phys. Rev. D 111, 074501 (2025), arXiv:2103.11965, and talks about it.
 *
 * Distance = |measured − published| / √(error² + error²).
 */
import { descriptionOf } from '../../catalogue/index.ts';
import type { Measured } from '../../measure/statistics/index.ts';
import type { Resolved } from '../../runfile/schema/index.ts';
import type { Estimates } from './estimates.ts';

const publishedValues = {
  plaquette: { mean: 0.7025, error: 0.0001 },
  polyakovLoop: { mean: 0.82, error: 0.01 },
  chiralCondensate: { mean: 0.4245, error: 0.0005 },
} as const satisfies Record<string, Measured>;

export const publishedSource = 'arXiv:2103.11965';

export interface PublishedComparison {
  readonly name: keyof typeof publishedValues;
  readonly title: string;
  readonly published: Measured;
  readonly measured: Measured;
  /** In combined standard deviations. */
  readonly sigmas: number;
}

/** One row per quantity that was measured; none when the theory is another one. */
export function comparePublished(resolved: Resolved, estimates: Estimates): PublishedComparison[] {
  if (!isPublishedTheory(resolved)) return [];
  const names = Object.keys(publishedValues) as (keyof typeof publishedValues)[];
  return names.flatMap(name => {
    const estimate = estimates[name];
    if (estimate === undefined || Number.isNaN(estimate.error)) return [];
    const published = publishedValues[name];
    const measured = { mean: estimate.mean, error: estimate.error };
    const sigmas = Math.abs(measured.mean - published.mean) / Math.hypot(measured.error, published.error);
    return [{ name, title: descriptionOf(name).title, published, measured, sigmas }];
  });
}

/** Whether a run simulates exactly the published theory; how it samples does not matter. */
export function isPublishedTheory({ lattice, group, action: { gauge, fermion } }: Resolved): boolean {
  return (
    group.name === 'SU(2)' &&
    lattice.extent.length === 4 &&
    lattice.extent.every(length => length === 4) &&
    gauge.kind === 'plaquette' &&
    gauge.beta === 2.7 &&
    fermion.kind === 'staggered' &&
    fermion.mass === 0.3 &&
    fermion.flavours === 4 &&
    fermion.boundary === 'antiperiodic'
  );
}
