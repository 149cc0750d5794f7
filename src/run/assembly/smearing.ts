/** Smearing from its table. */
import { type GaugeField, smearing } from '../../gauge/index.ts';
import type { Transformation } from '../../lattice/index.ts';
import type { SmearingTable } from '../schema/smearing.ts';

export function smearingOf(table: SmearingTable): Transformation<GaugeField> {
  if (table.kind !== 'stout') return smearing(table);
  const { kind, rho, loops = {}, steps, directions } = table;
  const others = Object.entries(loops).filter((entry): entry is [string, number] => entry[1] !== undefined);
  return smearing({ kind, rho: { plaquette: rho, ...Object.fromEntries(others) }, steps, directions });
}
