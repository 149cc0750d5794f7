/**
 * Open boundary conditions in time: no link joins the last time slice to the first. Files of such fields hold zero or unit
 * matrices in its place, and their plaquette is a mean over what there is. Reference: M. Lüscher and S. Schaefer, JHEP 07
 * (2011) 036, arXiv:1105.4749.
 */

import { refuse } from '../bytes/fileError.ts';
import { type GaugeConfiguration, realsPerLink } from './configuration.ts';

/** What all links U_t of the last time slice are, when they are no links between slices. */
export function closingLinks(
  { extents, colours }: Pick<GaugeConfiguration, 'extents' | 'colours'>,
  lastSlice: Float64Array,
): 'zero' | 'unit' | undefined {
  const size = realsPerLink(colours);
  const step = extents.length * size;
  const all = (wanted: (i: number) => number) => {
    for (let start = step - size; start < lastSlice.length; start += step) {
      for (let i = 0; i < size; i++) if (lastSlice[start + i] !== wanted(i)) return false;
    }
    return true;
  };
  if (all(() => 0)) return 'zero';
  return all(i => (i % (2 * colours + 2) === 0 ? 1 : 0)) ? 'unit' : undefined;
}

/** @throws FileError saying what the boundary is */
export function refuseOpenBoundary(kind: 'zero' | 'unit'): never {
  refuse(
    `Open boundary conditions: not supported. All links in time from the last time slice to the first are ${kind} ` +
      'matrices, so the field has open boundaries in time; Cask works on fields that are periodic in all directions.',
  );
}
