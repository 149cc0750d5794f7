/**
 * Gauge fixing that can be given up: theta is brought down decade by decade, and what was reached last is kept when the
 * iterations are used up.
 */
import {
  fixGauge,
  type GaugeCondition,
  type GaugeField,
  type GaugeFixed,
  type GaugeFixingOptions,
} from '../../gauge/index.ts';

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
  /** All that were made. */
  readonly iterations: number;
  readonly converged: boolean;
}

/** Fixes the gauge of a configuration, which stays as it is, as far as it goes. */
export function fixedAsFar(u: GaugeField, { gauge, tolerance, max, overrelaxation }: Fixing): Fixed {
  const before = gaugeStatus(u, gauge);
  let [after, iterations] = [before, 0];
  while (after.theta > tolerance) {
    const decade = {
      ...{ tolerance: Math.max(tolerance, after.theta / 10), maxIterations: max - iterations },
      ...{ overrelaxation, start: after.transformation },
    };
    const next = reached(u, gauge, decade);
    if (next === undefined) return { before, after, iterations: max, converged: false };
    iterations += next.iterations;
    after = next;
  }
  return { before, after, iterations, converged: true };
}

/** F and theta of a configuration as it is; no iteration is made. */
export function gaugeStatus(u: GaugeField, gauge: GaugeCondition): GaugeFixed {
  return fixGauge(u, gauge, { tolerance: Number.MAX_VALUE });
}

function reached(u: GaugeField, gauge: GaugeCondition, options: GaugeFixingOptions): GaugeFixed | undefined {
  try {
    return fixGauge(u, gauge, options);
  } catch (error) {
    if (error instanceof Error && /gauge is not reached/.test(error.message)) return undefined;
    throw error;
  }
}
