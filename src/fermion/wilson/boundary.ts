/**
 * Boundary phases of Wilson fermions: ψ(x + L_μ μ) = exp(i θ_μ) ψ(x), carried by the links that close the
 * direction, x_μ = L_μ − 1:
 *   V_μ(x) = exp(i θ_μ) U_μ(x) there, and U_μ(x) elsewhere.
 * Periodic is θ = 0, antiperiodic π. Other angles ("twisted boundary conditions") need links that a phase can
 * multiply, which the four reals of SU(2) are not.
 *
 * Reference: G. M. de Divitiis, R. Petronzio and N. Tantalo, Phys. Lett. B 595, 408 (2004), hep-lat/0405002.
 */

import { forEachDirection } from '../../gauge/index.ts';
import { Complex, ComplexMatrix, type Group, links, type Matrix } from '../../group/index.ts';
import { input, kernelFamily, output, type Real, reals, type Site, siteKernel } from '../../kernel/index.ts';
import type { Field, Lattice } from '../../lattice/index.ts';
import { plural } from '../../words/index.ts';
import { bothEnds } from '../bothEnds.ts';
import { spinorTheories } from './dslash.ts';

/** For each direction what a spinor does once around the lattice: a sign by name, or an angle θ in radians. */
export type SpinorBoundary = readonly ('periodic' | 'antiperiodic' | number)[];

/** The phases exp(i θ_μ) as [re, im], exact for signs. */
function phases(boundary: SpinorBoundary): (readonly [number, number])[] {
  return boundary.map(what => {
    if (what === 'periodic') return [1, 0];
    if (what === 'antiperiodic') return [-1, 0];
    return [Math.cos(what), Math.sin(what)];
  });
}

/**
 * exp(i θ_μ) on closing links, 1 elsewhere; re and im per direction.
 *
 * @throws if the boundary does not name every direction, an angle is not finite, or the links are those of SU(2) and a
 *   phase is not a sign
 */
export function boundaryPhases(lattice: Lattice, group: Group, boundary: SpinorBoundary): Field {
  const { extents, dimension } = lattice;
  if (boundary.length !== dimension) {
    throw new Error(
      `The boundary of the fermions names ${plural(boundary.length, 'direction')} [${boundary}], but the lattice ${lattice.name} ` +
        `has ${dimension}: give periodic, antiperiodic or an angle for each.`,
    );
  }
  const closing = phases(boundary);
  const odd = boundary.find(
    what => typeof what === 'number' && !(Number.isFinite(what) && (takesPhases(group) || what === 0)),
  );
  if (odd !== undefined) {
    throw new Error(
      `The boundary angle ${odd} cannot be absorbed into links of ${group.name}: angles are finite, and for SU(2) the ` +
        'boundary is periodic or antiperiodic.',
    );
  }
  const field = lattice.field(2 * dimension);
  const numbers = Array.from(field.sites, site => {
    const at = lattice.coordinates(site);
    return closing.flatMap((phase, mu) => (at[mu] === extents[mu] - 1 ? phase : [1, 0]));
  });
  return field.fromArray(numbers.flat());
}

function takesPhases(group: Group): boolean {
  return group.linkSize === 2 * group.colours ** 2;
}

/** (re + i im) U; for SU(2) links, whose phases are signs, re U */
export function timesPhase(link: Matrix, re: Real, im: Real): Matrix {
  if (!(link instanceof ComplexMatrix)) return link.scale(re);
  return new ComplexMatrix(link.entries.map(z => z.mul(new Complex(re, im))));
}

/** V_μ(x) = phase_μ(x) U_μ(x), and V_μ(x − μ) beside it */
export const absorbBoundary = kernelFamily('absorbBoundary', spinorTheories, (group: Group, dimension: number) =>
  siteKernel(
    'absorbBoundary',
    dimension,
    {
      U: input(links(group, dimension)),
      phase: input(reals(2 * dimension)),
      V: output(bothEnds(group, dimension)),
    },
    ({ U, phase, V }, x) => {
      const at = (mu: number, end: Site) => timesPhase(U(mu, end), phase(2 * mu, end), phase(2 * mu + 1, end));
      forEachDirection(dimension, mu => V.set(mu, at(mu, x), at(mu, x.minus(mu))));
    },
  ),
);
