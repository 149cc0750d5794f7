/**
 * The link trace, (1/DV) Σ_{x,μ} (1/N) Re tr U_μ(x): 1 on unit links. It depends on the gauge, so it recognises a
 * configuration file, as in the headers of the NERSC format, and measures nothing physical.
 */
import type { GaugeField } from '../../gauge/index.ts';
import { word } from '../../loops/index.ts';
import { averageTrace } from './loop.ts';
import type { Observable } from './observable.ts';

const linksThemselves = (dimension: number) =>
  Array.from({ length: dimension }, (_, mu) => word([mu + 1], { dimension }));

/** The average over all links. */
export function linkTrace(): Observable<GaugeField, number> {
  return {
    name: 'link_trace',
    normalisation: '(1/DV) sum over links of (1/N) Re tr U, in [-1, 1]; depends on the gauge',
    measure: u => averageTrace(u, linksThemselves(u.lattice.dimension)),
  };
}
