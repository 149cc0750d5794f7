/**
 * Quark propagators S = D⁻¹ B from sources B on one time slice, one column for each spin and colour of the source:
 *   point      unit vectors at one site;
 *   wall       unit vectors on all sites of a slice; it depends on the gauge: fix the Coulomb gauge first;
 *   gaussian   a point smeared covariantly in space (gaussianSmearing.ts).
 * The sink may be smeared in the same way.
 */
import type { GaugeField } from '../../../gauge/index.ts';
import type { Field } from '../../../lattice/index.ts';
import { sourceCoordinates } from '../sourceCoordinates.ts';
import { type GaussianSmearing, smearGaussian } from './gaussianSmearing.ts';
import type { ValenceQuark } from './quark.ts';

export type QuarkSource =
  | { readonly kind: 'point'; readonly at: readonly number[] }
  | { readonly kind: 'wall'; readonly time: number }
  | ({ readonly kind: 'gaussian'; readonly at: readonly number[] } & GaussianSmearing);

export interface Propagator {
  readonly spins: number;
  readonly colours: number;
  /**
   * S(x; source)_{s a, r b}: entry `site 2 n + 2 (s N + a)` of column r N + b is its real part, n = spins N, followed by
   * the imaginary part; sites in global order.
   */
  readonly columns: readonly Float64Array[];
}

/** Solves for all columns on the links that the quark was given last. */
export function propagator(
  u: GaugeField,
  quark: ValenceQuark,
  source: QuarkSource,
  sink?: GaussianSmearing,
): Propagator {
  const { group, solver, solving } = quark;
  const { components } = solver.solution;
  const colours = group.colours;
  const columns = Array.from({ length: components / 2 }, (_, column) => {
    using B = sourceField(u, source, column, components);
    solver.solve(B, solving);
    if (!sink) return solver.solution.toArray();
    const smeared = B.copyFrom(solver.solution);
    smearGaussian(u, sink, smeared);
    return smeared.toArray();
  });
  return { spins: components / 2 / colours, colours, columns };
}

/** The source of one column: 1 in this component, at the site, on the slice, or smeared. The caller frees it. */
export function sourceField(u: GaugeField, source: QuarkSource, column: number, components: number): Field {
  const { lattice } = u;
  const { extents, dimension } = lattice;
  const at = sourceCoordinates(source, lattice);
  const B = lattice.field(components);
  if (source.kind === 'wall') {
    const slice = lattice.volume / extents[dimension - 1];
    const numbers = new Float64Array(lattice.volume * components);
    for (let x = 0; x < slice; x++) numbers[(source.time * slice + x) * components + 2 * column] = 1;
    return B.fromArray(numbers);
  }
  B.set(at, 2 * column, 1);
  if (source.kind === 'gaussian') smearGaussian(u, source, B);
  return B;
}
