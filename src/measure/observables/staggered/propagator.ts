/**
 * Staggered propagators G = D⁻¹ S from sources S on one time slice, one column for each colour:
 *   point   the unit vectors at one site;
 *   wall    the unit vectors summed over the even corners of a slice, all of whose spatial coordinates are even. It
 *           depends on the gauge: fix the Coulomb gauge first.
 *
 * On the sites of each parity y = M⁻¹ S is solved for M = m² − D₀², and G = D† y = (m − D₀) y.
 *
 * Reference: R. Gupta, G. Guralnik, G. W. Kilcup and S. R. Sharpe, Phys. Rev. D 43, 2003 (1991) (wall sources).
 */
import { ConjugateGradient, type StaggeredDirac } from '../../../fermion/index.ts';
import type { GaugeField } from '../../../gauge/index.ts';
import type { Field, Lattice } from '../../../lattice/index.ts';
import { sourceCoordinates } from '../sourceCoordinates.ts';
import { type StaggeredQuark, staggeredOperator } from './quark.ts';

export type StaggeredSource =
  | { readonly kind: 'point'; readonly at: readonly number[] }
  | { readonly kind: 'wall'; readonly time: number };

/** The sites with a one in the source. */
function sourceSites(source: StaggeredSource, lattice: Lattice): number[] {
  const at = sourceCoordinates(source, lattice);
  if (source.kind === 'point') return [lattice.siteAt(at)];
  const slice = lattice.volume / lattice.extents[lattice.dimension - 1];
  const isCorner = (site: number) =>
    lattice.coordinates(site).every((x, mu) => mu === lattice.dimension - 1 || x % 2 === 0);
  return Array.from({ length: slice }, (_, x) => source.time * slice + x).filter(isCorner);
}

export class StaggeredPropagators {
  private readonly quark: StaggeredQuark;
  private readonly operator: StaggeredDirac;
  private readonly solvers = new Map<'even' | 'odd', ConjugateGradient>();

  constructor(quark: StaggeredQuark) {
    this.quark = quark;
    this.operator = staggeredOperator(quark).operator;
  }

  /** The columns of G in the order of `Field.toArray()`, one for each colour of the source. */
  solve(u: GaugeField, source: StaggeredSource): Float64Array[] {
    this.operator.setLinks(u);
    const sites = sourceSites(source, this.quark.lattice);
    return Array.from({ length: this.quark.group.colours }, (_, colour) => this.column(sites, colour));
  }

  private column(sites: readonly number[], colour: number): Float64Array {
    const { operator, quark } = this;
    const [y, G] = [operator.vector(), operator.vector()];
    const numbers = new Float64Array(quark.lattice.volume * y.components);
    for (const parity of ['even', 'odd'] as const) {
      const S = operator.vector(parity);
      const ones = sites.map(site => S.sites.indexOf(site)).filter(at => at >= 0);
      if (ones.length === 0) continue;
      const values = new Float64Array(S.sites.length * S.components);
      for (const at of ones) values[at * S.components + 2 * colour] = 1;
      this.solver(parity).solve(S.fromArray(values), { ...quark.solver, shift: quark.mass ** 2 });
      embed(this.solver(parity).solution, numbers);
    }
    operator.applyDagger(quark.mass, y.fromArray(numbers), G);
    return G.toArray();
  }

  private solver(parity: 'even' | 'odd'): ConjugateGradient {
    const solver = this.solvers.get(parity) ?? new ConjugateGradient(this.operator.normal(parity));
    this.solvers.set(parity, solver);
    return solver;
  }
}

/** Copies a vector on one parity into the numbers of one on all sites. */
function embed(field: Field, numbers: Float64Array): void {
  const half = field.toArray();
  const { components } = field;
  field.sites.forEach((site, k) => {
    numbers.set(half.subarray(k * components, (k + 1) * components), site * components);
  });
}
