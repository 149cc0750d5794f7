/**
 * What a network makes of the links, seen as distances d_μ(x) = [(1/N) tr (V − U)†(V − U)]^½: one for each link, and their mean
 * at each site.
 */
import type { GaugeField } from '../../../src/gauge/index.ts';
import type { Transformation } from '../../../src/lattice/index.ts';
import type { Look, Picture } from './protocol.ts';

export function networkPicture(
  network: Transformation<GaugeField>,
  u: GaugeField,
  look: Look,
  trajectory: number,
): Picture {
  const { image, tape } = network.apply(u);
  const distances = linkDistances(u, image);
  tape.dispose();
  const { extents, dimension, volume } = u.lattice;
  const values = new Float32Array(volume);
  let total = 0;
  distances.forEach((distance, link) => {
    values[Math.floor(link / dimension)] += distance / dimension;
    total += distance / distances.length;
  });
  return { look, extents, values, total, trajectory, distances };
}

/** One for each link, the directions of a site one after the other. */
export function linkDistances(u: GaugeField, v: GaugeField): Float32Array {
  const { linkSize, colours, componentNorm } = u.group;
  const [a, b] = [u.field.toArray(), v.field.toArray()];
  const distances = new Float32Array(a.length / linkSize);
  for (let link = 0; link < distances.length; link++) {
    let squares = 0;
    for (let c = link * linkSize; c < (link + 1) * linkSize; c++) squares += (b[c] - a[c]) ** 2;
    distances[link] = Math.sqrt((componentNorm * squares) / colours);
  }
  return distances;
}
