/**
 * What BOUNDARY_1 … BOUNDARY_4 of a NERSC header say. ANTIPERIODIC is a statement on quarks, whose sign some programs
 * put into the links U_μ of the last sites in that direction before they write them, and others do not. In Cask links
 * are periodic and the sign belongs to the quarks, so it is taken out of the links where it is seen: for odd N, where
 * −1 is not in the group, by the determinant.
 */

import { coordinatesOf } from '../../lattice/index.ts';
import { refuse } from '../bytes/fileError.ts';
import { realsPerLink } from '../configuration/configuration.ts';
import { determinant } from '../configuration/determinant.ts';
import { type SlicedConfiguration, sliceCount } from '../configuration/slices.ts';

/** Directions that the header calls antiperiodic. @throws FileError when a boundary is something else */
export function antiperiodicDirections(keys: Readonly<Record<string, string>>): number[] {
  return [0, 1, 2, 3].filter(mu => {
    const key = `BOUNDARY_${mu + 1}`;
    const boundary = keys[key] || 'PERIODIC';
    if (/^periodic$/i.test(boundary)) return false;
    if (/^antiperiodic$/i.test(boundary)) return true;
    const other = /open|dirichlet|schr/i.test(boundary) ? 'open and fixed boundary conditions' : 'others';
    return refuse(
      `The NERSC header states ${key} = "${boundary}"; expected PERIODIC or ANTIPERIODIC, ${other} are not supported.`,
    );
  });
}

/**
 * The slices with the sign of antiperiodic boundaries taken out of the links.
 * @returns them, and whether there was a sign
 */
export function withoutSigns(
  source: SlicedConfiguration,
  antiperiodic: readonly number[],
  remarks: string[],
): { slice: SlicedConfiguration['slice']; signed: boolean } {
  const { extents, colours, slice } = source;
  const signed = antiperiodic.filter(mu => {
    const stated = `BOUNDARY_${mu + 1} = ANTIPERIODIC`;
    if (colours % 2 === 0) {
      remarks.push(
        `${stated}: whether the links carry its sign cannot be seen for even N; they are taken as they are.`,
      );
      return false;
    }
    const isNegative = determinant(boundaryLink(source, mu), colours)[0] < 0;
    remarks.push(
      isNegative
        ? `${stated}: its sign was taken out of the links; give it to the quarks.`
        : `${stated}: the links carry no sign; give it to the quarks.`,
    );
    return isNegative;
  });
  if (signed.length === 0) return { slice, signed: false };
  return { slice: t => negated(slice(t), { extents, colours }, t, signed), signed: true };
}

const directions = 4;

/** U_μ of the last site on the axis μ. */
function boundaryLink(source: SlicedConfiguration, mu: number): Float64Array {
  const { extents, colours } = source;
  const size = realsPerLink(colours);
  const site = mu === 3 ? 0 : extents.slice(0, mu).reduce((step, extent) => step * extent, 1) * (extents[mu] - 1);
  const start = (site * directions + mu) * size;
  return source.slice(mu === 3 ? sliceCount(source) - 1 : 0).subarray(start, start + size);
}

/** Slice t with the links U_μ at x_μ = L_μ − 1 multiplied by −1. */
function negated(
  links: Float64Array,
  { extents, colours }: Pick<SlicedConfiguration, 'extents' | 'colours'>,
  t: number,
  signed: readonly number[],
): Float64Array {
  const size = realsPerLink(colours);
  const periodic = links.slice();
  for (let site = 0; site * directions * size < links.length; site++) {
    const at = [...coordinatesOf(site, extents.slice(0, 3)), t];
    for (const mu of signed) {
      if (at[mu] !== extents[mu] - 1) continue;
      const start = (site * directions + mu) * size;
      for (let i = start; i < start + size; i++) periodic[i] = -links[i];
    }
  }
  return periodic;
}
