/** A density of the gauge field, one real per site, after a gradient flow on a copy. */
import { flowTo, type GaugeField } from '../../../src/gauge/index.ts';
import { energyDensityField, polyakovField, topologicalChargeDensity } from '../../../src/measure/observables/index.ts';
import type { Look, Picture, Quantity } from './protocol.ts';

/**
 * Coarser than a measurement needs: an error of some in 1000 is not seen. The fastest mode fades with a rate of 4D, and steps of
 * third order are stable up to 2.5 over that.
 */
const longestStep = (dimension: number) => 0.4 / dimension;

/** What there is to see in a theory, the most telling first. */
export function quantitiesOf({ group, lattice: { dimension } }: GaugeField): Quantity[] {
  const hasCharge = dimension === 4 || (dimension === 2 && group.name === 'U(1)');
  return [...(hasCharge ? (['topologicalDensity'] as const) : []), 'energyDensity', 'polyakovLoop'];
}

export interface Viewer {
  picture(u: GaugeField, look: Look, trajectory: number): Picture;
}

/** Keeps the fields that pictures are made in. */
export function viewerOf(first: GaugeField): Viewer {
  const { lattice } = first;
  const copy = first.clone();
  const density = lattice.field(1);
  const loops = lattice.field(2);
  return {
    picture(u, look, trajectory) {
      const v = look.flow > 0 ? copy.copyFrom(u) : u;
      if (look.flow > 0) flowTo(v, look.flow, { longestStep: longestStep(lattice.dimension) });
      if (look.quantity === 'polyakovLoop') {
        const [re] = polyakovField(v, lattice.dimension - 1, loops);
        const space = lattice.volume / lattice.extents[lattice.dimension - 1];
        const values = Float32Array.from({ length: space }, () => 0);
        const all = loops.toArray();
        for (let site = 0; site < space; site++) values[site] = all[2 * site];
        return { look, extents: lattice.extents.slice(0, -1), values, total: re, trajectory };
      }
      const total =
        look.quantity === 'topologicalDensity'
          ? topologicalChargeDensity(v, undefined, density)
          : energyDensityField(v, lattice.dimension === 2 ? 'plaquette' : 'clover', density);
      return { look, extents: lattice.extents, values: Float32Array.from(density.toArray()), total, trajectory };
    },
  };
}
