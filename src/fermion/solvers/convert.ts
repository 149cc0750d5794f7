/** Copies between fields of different precision, whose sites lie in memory in different orders. */
import type { Field } from '../../lattice/index.ts';

/**
 * Prepares to ← factor from, site by site and component by component.
 *
 * @throws if the fields have different sites or components
 */
export function bindConversion(from: Field, to: Field): (factor: number) => void {
  const shape = ({ components, parity, storage }: Field) =>
    `${components} reals on ${parity} sites of [${storage.grid.extents}]`;
  if (shape(from) !== shape(to)) {
    throw new Error(`A field is converted to one of its own shape, ${shape(from)}; found ${shape(to)}.`);
  }
  const { components } = from;
  const [reading, writing] = [placesOf(from), placesOf(to)];
  const [readStride, writeStride] = [from.storage.grid.lanes, to.storage.grid.lanes];
  return factor => {
    if (to.storage.convertFrom(from.storage, factor)) return;
    const [source, target] = [from.storage.reading, to.storage.values];
    for (let site = 0; site < reading.length; site++) {
      const [first, last] = [reading[site], writing[site]];
      for (let c = 0; c < components; c++) target[last + c * writeStride] = factor * source[first + c * readStride];
    }
  };
}

/** Where component 0 of each site of this rank is, sites in global order. */
function placesOf({ ownSites: sites, storage }: Field): Int32Array {
  return sites.map(site => storage.position(storage.grid.coordinates(site)));
}
