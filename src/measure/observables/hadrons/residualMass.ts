/**
 * The residual mass of domain-wall quarks, which measures how far they are from chiral symmetry:
 *   m_res(t) = C_JP(t) / C_PP(t),   C_PP = Σ_x |q|²,   C_JP = Σ_x |q_middle|²,
 * with the pion at the source; q_middle is made of the fields half-way between the walls. Constant in t away from the source.
 * The average of a ratio is not the ratio of averages: both correlators are measured, and their averages divided.
 *
 * Exact on every configuration, for b = 1 and c = 0: Σ_x (m C_PP + C_JP)(x) = Re tr q(0), the condensate of the source's site.
 *
 * Reference: V. Furman and Y. Shamir, Nucl. Phys. B 439, 54 (1995), hep-lat/9405004; T. Blum et al., Phys. Rev. D 69,
 * 074502 (2004), hep-lat/0007038.
 */
import type { GaugeField } from '../../../gauge/index.ts';
import { averageOfLists } from '../correlators/momentumProjection.ts';
import { sliceSums } from '../correlators/slices.ts';
import type { Observable } from '../observable.ts';
import { sourceCoordinates } from '../sourceCoordinates.ts';
import { type QuarkSource, sourceField } from './propagator.ts';
import type { DomainWallQuark } from './quark.ts';

export interface ResidualMassOptions {
  readonly quark: DomainWallQuark;
  /** Several sources are averaged; t counts from each. */
  readonly source: QuarkSource | readonly QuarkSource[];
}

/** C_JP(0) … C_JP(L_t − 1), then C_PP(0) … C_PP(L_t − 1). */
export function residualMassCorrelators({ quark, source }: ResidualMassOptions): Observable<GaugeField, number[]> {
  const { lattice, solver, solving } = quark;
  const { extents, dimension } = lattice;
  const sources = 'kind' in source ? [source] : source;
  const starts = sources.map(one => sourceCoordinates(one, lattice)[dimension - 1]);
  const times = Array.from({ length: extents[dimension - 1] }, (_, t) => t);
  return {
    name: 'residual_mass',
    normalisation: 'Σ_x |q_middle|², then Σ_x |q|²: m_res is their ratio, time by time',
    coordinates: { channel: ['JP', 'PP'].flatMap(name => times.map(() => name)), t: [...times, ...times] },
    fold: 1,
    measure(u) {
      quark.setLinks(u);
      const { components } = solver.solution;
      const values = sources.map((one, k) => {
        const [middle, walls] = [new Float64Array(times.length), new Float64Array(times.length)];
        for (let column = 0; column < components / 2; column++) {
          using source = sourceField(u, one, column, components);
          solver.solve(source, solving);
          addSquares(solver.midpoint().toArray(), components, extents, middle);
          addSquares(solver.solution.toArray(), components, extents, walls);
        }
        return [middle, walls].flatMap(sums => times.map(t => sums[(starts[k] + t) % times.length]));
      });
      return averageOfLists(values);
    },
  };
}

/** Adds the squared norms on each time slice. */
function addSquares(numbers: Float64Array, components: number, extents: readonly number[], sums: Float64Array): void {
  const density = new Float64Array(numbers.length / components);
  for (let at = 0; at < numbers.length; at++) density[Math.floor(at / components)] += numbers[at] ** 2;
  sliceSums(density, extents).forEach((value, t) => {
    sums[t] += value;
  });
}

/** m_res(t) from the averages of `residualMassCorrelators`. */
export function residualMass(means: readonly number[]): number[] {
  const L = means.length / 2;
  return Array.from({ length: L }, (_, t) => means[t] / means[L + t]);
}
