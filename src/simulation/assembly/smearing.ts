/** Smearing from its table. */
import { type GaugeField, type SmearingTable as GaugeSmearing, smearedLinks, smearing } from '../../gauge/index.ts';
import { Tape, type Transformation } from '../../lattice/index.ts';
import type { SmearingTable } from '../../runfile/schema/smearing.ts';

/** With its exact pullback, for actions. */
export function smearingOf(table: SmearingTable): Transformation<GaugeField> {
  return smearing(gaugeTable(table));
}

/** For measurements, of the sides of loops too: no tape is kept, so that many steps need no more memory than one. */
export function loopSmearing(table: SmearingTable): Transformation<GaugeField> {
  return {
    name: `${table.kind} smearing of loops`,
    cites: [],
    weights: [],
    apply(u) {
      const image = smearLinks(u, table);
      return { image, tape: new Tape(u.field, () => image.free()) };
    },
  };
}

/** Smeared links for measurements. */
export function smearLinks(u: GaugeField, table: SmearingTable): GaugeField {
  return smearedLinks(u, gaugeTable(table));
}

/** The table of a run file in the words of the gauge room. */
function gaugeTable(table: SmearingTable): GaugeSmearing {
  if (table.kind !== 'stout') return table;
  const { loops = {}, rho, ...rest } = table;
  const others = Object.entries(loops).filter((entry): entry is [string, number] => entry[1] !== undefined);
  return { ...rest, rho: { plaquette: rho, ...Object.fromEntries(others) } };
}
