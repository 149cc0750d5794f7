/** Gauge fixing that can be given up, with what was before. */
import { fixGauge, type GaugeCondition, type GaugeField, type GaugeFixed } from '../../gauge/index.ts';

export interface Fixing {
  readonly gauge: GaugeCondition;
  /** Stop when theta is below this. */
  readonly tolerance: number;
  /** Most iterations. */
  readonly max: number;
  readonly overrelaxation: number;
}

export interface Fixed {
  readonly before: GaugeFixed;
  readonly after: GaugeFixed;
}

/** Fixes the gauge of a configuration, which stays as it is, as far as it goes. */
export function fixedAsFar(u: GaugeField, { gauge, tolerance, max, overrelaxation }: Fixing): Fixed {
  const before = gaugeStatus(u, gauge);
  const after = fixGauge(u, gauge, { tolerance, maxIterations: max, overrelaxation, unfinished: 'return' });
  return { before, after };
}

/** F and theta of a configuration as it is; no iteration is made. */
export function gaugeStatus(u: GaugeField, gauge: GaugeCondition): GaugeFixed {
  return fixGauge(u, gauge, { tolerance: Number.MAX_VALUE });
}
