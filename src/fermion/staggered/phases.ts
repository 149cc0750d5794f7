/**
 * Staggered phases and the boundary signs of fermions.
 *
 *   η_μ(x) = (−1)^{x₀ + … + x_{μ−1}},
 *   b_μ(x)    = −1 on the links that close an antiperiodic direction (x_μ = L_μ − 1), else 1,
 *   V_μ(x)    = b_μ(x) η_μ(x) U_μ(x).
 *
 * With the signs in the links, hopping terms are written without them. The number of antiperiodic time directions is
 * one in thermal field theory, and so by default here.
 *
 * Reference: J. Kogut and L. Susskind, Phys. Rev. D 11, 395 (1975); H. S. Sharatchandra, H. J. Thun and P. Weisz,
 * Nucl. Phys. B 192, 205 (1981).
 */

import { forEachDirection, theories } from '../../gauge/index.ts';
import { type Group, links } from '../../group/index.ts';
import { input, kernelFamily, output, reals, type Site, siteKernel } from '../../kernel/index.ts';
import type { Field, Lattice } from '../../lattice/index.ts';
import { plural } from '../../words/index.ts';
import { bothEnds } from '../bothEnds.ts';

/** What a fermion field does when it has gone once around the lattice, for each direction. */
export type Boundary = readonly ('periodic' | 'antiperiodic')[];

/** Antiperiodic in the last direction, periodic in the others. */
export function antiperiodicInTime(dimension: number): Boundary {
  return Array.from({ length: dimension }, (_, mu) => (mu === dimension - 1 ? 'antiperiodic' : 'periodic'));
}

const phaseFields = new WeakMap<Lattice, Map<string, Field>>();

/**
 * The signs b_μ(x) η_μ(x), one real per direction; made once for each lattice and boundary.
 *
 * @throws if the boundary does not name every direction of the lattice, or an extent is odd: eta would jump at the boundary
 */
export function phaseField(lattice: Lattice, boundary: Boundary): Field {
  if (boundary.length !== lattice.dimension) {
    throw new Error(
      `The boundary of the fermions names ${plural(boundary.length, 'direction')} [${boundary}], but the lattice ${lattice.name} ` +
        `has ${lattice.dimension}: give one of periodic, antiperiodic for each.`,
    );
  }
  const odd = lattice.extents.find(extent => extent % 2 !== 0);
  if (odd !== undefined) {
    throw new Error(
      `Staggered quarks hop from even to odd sites and need even extents; the lattice ${lattice.name} has the extent ${odd}.`,
    );
  }
  let known = phaseFields.get(lattice);
  if (!known) {
    known = new Map();
    phaseFields.set(lattice, known);
  }
  let field = known.get(boundary.join());
  if (!field) {
    field = lattice.field(lattice.dimension);
    field.fromArray(Array.from(field.sites, site => phasesAt(lattice, boundary, site)).flat());
    known.set(boundary.join(), field);
  }
  return field;
}

function phasesAt(lattice: Lattice, boundary: Boundary, site: number): number[] {
  let eta = 1;
  return lattice.coordinates(site).map((coordinate, mu) => {
    const sign = boundary[mu] === 'antiperiodic' && coordinate === lattice.extents[mu] - 1 ? -eta : eta;
    if (coordinate % 2 === 1) eta = -eta;
    return sign;
  });
}

/** V_μ(x) = signs_μ(x) U_μ(x), and V_μ(x − μ) beside it */
export const absorbPhases = kernelFamily('absorbPhases', theories, (group: Group, dimension: number) =>
  siteKernel(
    'absorbPhases',
    dimension,
    {
      U: input(links(group, dimension)),
      signs: input(reals(dimension)),
      V: output(bothEnds(group, dimension)),
    },
    ({ U, signs, V }, x) => {
      const at = (mu: number, end: Site) => U(mu, end).scale(signs(mu, end));
      forEachDirection(dimension, mu => V.set(mu, at(mu, x), at(mu, x.minus(mu))));
    },
  ),
);
