/**
 * Between links on the lattice engine and a configuration as plain numbers.
 *
 * Order is the same in both: sites with x fastest, then direction; a link is a full matrix here and the stored reals
 * of its group there. Each real of the matrix is plus or minus one stored real (a quaternion in SU(2):
 * U = a0 + i a_k sigma_k), or zero, so nothing is rounded on the way out and back.
 */

import { GaugeField } from '../../gauge/index.ts';
import type { Group } from '../../group/index.ts';
import { Graph } from '../../kernel/index.ts';
import type { Lattice } from '../../lattice/index.ts';
import { plural } from '../../words/index.ts';
import { refuse } from '../bytes/fileError.ts';
import { extentsText, type GaugeConfiguration, realsPerLink } from './configuration.ts';

/** Where a real of the matrix comes from: sign times stored real `from`. */
interface Source {
  readonly from: number;
  readonly sign: number;
}

/** One source per real of the matrix, by rows, real and imaginary part in turn. */
function sources(group: Group): Source[] {
  const graph = new Graph();
  // The stored real number c gets the value c + 1, by which it is recognised in the matrix.
  const labels = Array.from({ length: group.linkSize }, (_, c) => graph.constant(c + 1));
  const matrix = group.matrix(labels);
  return Array.from({ length: group.colours ** 2 }, (_, k) =>
    matrix.entry(Math.floor(k / group.colours), k % group.colours),
  )
    .flatMap(({ re, im }) => [re.toNumber(), im.toNumber()])
    .map(label => ({ from: Math.abs(label) - 1, sign: Math.sign(label) }));
}

/** The links of a field as a configuration of 64-bit numbers. Of ranks, number 0 gets it; the others call it too. */
export function configurationOf(u: GaugeField): GaugeConfiguration {
  const { lattice, group } = u;
  const parts = sources(group);
  const stored = u.field.toArrayOfFirst();
  const size = realsPerLink(group.colours);
  const links = new Float64Array((stored.length / group.linkSize) * size);
  for (let k = 0; k < links.length; k++) {
    const { from, sign } = parts[k % size];
    links[k] = sign * stored[Math.floor(k / size) * group.linkSize + from];
  }
  return { extents: lattice.extents, colours: group.colours, precision: 64, links };
}

/** Deviation from the group, root mean square per link, that rounding to 64 bits explains. */
const roundingOf64Bits = 1e-12;

/**
 * The links of a configuration as a field. Links that are off the group by more than rounding, as those of 32-bit
 * files are, are put back on it.
 *
 * @throws FileError when lattice or group are others
 */
export function gaugeFieldOf(configuration: GaugeConfiguration, lattice: Lattice, group: Group): GaugeField {
  const { extents, colours, links } = configuration;
  if (extentsText(extents) !== lattice.name || colours !== group.colours) {
    refuse(
      `The configuration is ${extentsText(extents)} with ${plural(colours, 'colour')}; ` +
        `expected ${lattice.name} with ${group.colours} for ${group.name}.`,
    );
  }
  const parts = sources(group);
  const size = parts.length;
  const copies = Array.from({ length: group.linkSize }, (_, c) => parts.filter(({ from }) => from === c).length);
  const stored = new Float64Array((links.length / size) * group.linkSize);
  for (let k = 0; k < links.length; k++) {
    const { from, sign } = parts[k % size];
    stored[Math.floor(k / size) * group.linkSize + from] += (sign * links[k]) / copies[from];
  }
  const u = new GaugeField(lattice, group);
  u.field.fromArray(stored);
  const mended = u.clone();
  const isOff = mended.restore() > roundingOf64Bits;
  (isOff ? u : mended).free();
  return isOff ? mended : u;
}
