/**
 * What a network makes of the links, in numbers of links:
 *   distances   d_μ(x) = [(1/N) tr (V − U)†(V − U)]^½ between input and image;
 *   attention   the weights a_{μν; s}(x) by which attention blocks add staples of extent s along ±ν to the link.
 * A picture shows their root mean square at each site.
 */
import type { GaugeField } from '../../../src/gauge/index.ts';
import type { Transformation } from '../../../src/lattice/index.ts';
import { attentionWeights } from '../../../src/network/index.ts';
import type { LinkNumbers, Look, Picture, Quantity } from './protocol.ts';

const axes = ['x', 'y', 'z', 't'];

/** What there is to see of a network. */
export function networkQuantities(network: Transformation<GaugeField>, u: GaugeField): Quantity[] {
  const { tape } = network.apply(u);
  const attends = attentionWeights(tape).length > 0;
  tape.dispose();
  return attends ? ['networkChange', 'attention'] : ['networkChange'];
}

export function networkPicture(
  network: Transformation<GaugeField>,
  u: GaugeField,
  look: Look,
  trajectory: number,
): Picture {
  const { image, tape } = network.apply(u);
  const links = look.quantity === 'attention' ? attentionOf(tape) : [distancesOf(u, image)];
  tape.dispose();
  const { extents, volume } = u.lattice;
  const values = atSites(links, volume, look.direction);
  const total = values.reduce((sum, value) => sum + value, 0) / volume;
  return { look, extents, values, total, trajectory, links };
}

/** Root mean squares of what belongs to links in one direction, or in all. */
function atSites(groups: readonly LinkNumbers[], volume: number, direction: number | undefined): Float32Array {
  const squares = new Float64Array(volume);
  let count = 0;
  for (const { names, values } of groups) {
    names.forEach((name, k) => {
      if (direction !== undefined && !name.startsWith(axes[direction])) return;
      count++;
      for (let site = 0; site < volume; site++) squares[site] += values[site * names.length + k] ** 2;
    });
  }
  return Float32Array.from(squares, square => Math.sqrt(square / Math.max(count, 1)));
}

function distancesOf(u: GaugeField, v: GaugeField): LinkNumbers {
  const { linkSize, colours, componentNorm } = u.group;
  const [a, b] = [u.field.toArray(), v.field.toArray()];
  const values = new Float32Array(a.length / linkSize);
  for (let link = 0; link < values.length; link++) {
    let squares = 0;
    for (let c = link * linkSize; c < (link + 1) * linkSize; c++) squares += (b[c] - a[c]) ** 2;
    values[link] = Math.sqrt((componentNorm * squares) / colours);
  }
  return { label: '|V(U) − U|', names: axes.slice(0, u.lattice.dimension), values };
}

/** One group for each extent of the loops in the scores, and for each head where there are several. */
function attentionOf(tape: Parameters<typeof attentionWeights>[0]): LinkNumbers[] {
  const all = attentionWeights(tape);
  const heads = new Set(all.map(({ head }) => head));
  const signs = { forward: '+', backward: '−', both: '±' };
  return all.map(({ head, side, extent, pairs, field }) => ({
    label: `${heads.size > 1 ? `${head}, ` : ''}s = ${extent}`,
    names: pairs.map(({ mu, nu }) => `${axes[mu]}, ${signs[side]}${axes[nu]}`),
    values: Float32Array.from(field.toArray()),
  }));
}
