/** Smearing for measurements: nothing is kept for derivatives, so that many steps need no more memory than one. */
import type { GaugeField } from '../configuration.ts';
import { smearing } from './smearing.ts';
import { requireSmearing, type SmearingTable } from './table.ts';

/**
 * The links after all steps of the table, as a configuration of its own, which the caller frees; u stays as it is.
 *
 * @throws as `smearing`
 */
export function smearedLinks(u: GaugeField, table: SmearingTable): GaugeField {
  requireSmearing(table);
  const { steps = 1 } = table;
  const once = smearing({ ...table, steps: 1 });
  const v = u.clone();
  for (let step = 0; step < steps; step++) {
    const { image, tape } = once.apply(v);
    v.copyFrom(image);
    if (step < steps - 1) tape.release();
    else tape.dispose();
  }
  return v;
}
