/**
 * Gauge fixing: the transformation g that makes
 *   F(g) = (1/(V n N)) Σ_x Σ_{μ<n} Re tr U^g_μ(x)
 * maximal, over n = D directions (Landau) or over the D − 1 spatial ones (Coulomb, each time slice by itself). There
 *   θ = (1/(V N)) Σ_x tr Δ(x)Δ(x)†,  Δ = Σ_{μ<n} [A_μ(x) − A_μ(x−μ)],  A_μ = TA(U_μ),
 * vanishes. Site after site, even ones and then odd ones, g(x) goes to its maximum and, with ω > 1, beyond it. The maximum
 * reached is one of many (Gribov copies); which one depends on where the iteration starts. Extents are even.
 *
 * References: C. T. H. Davies et al., Phys. Rev. D 37, 1581 (1988); J. E. Mandula and M. Ogilvie, Phys. Lett. B 248, 156
 * (1990) (overrelaxation); P. de Forcrand and R. Gupta, Nucl. Phys. B (Proc. Suppl.) 9, 516 (1989) (subgroups).
 */
import type { Field } from '../../lattice/index.ts';
import { type GaugeField, gaugeTransformed, unitElements } from '../configuration.ts';
import { fixingStatus, fixingStep, unitariseTransformation } from './kernels.ts';

export const gaugeConditions = ['landau', 'coulomb'] as const;
export type GaugeCondition = (typeof gaugeConditions)[number];

export interface GaugeFixingOptions {
  /** Stop when θ is below this. Default 1e-12. */
  readonly tolerance?: number;
  /** Default 10 000. */
  readonly maxIterations?: number;
  /** ω, 1 ≤ ω < 2; 1 goes to the maximum of each site and no further. Default 1.7. */
  readonly overrelaxation?: number;
  /** g to begin with, one group element per site; it is not changed. Default 1. */
  readonly start?: Field;
  /** What to do with a gauge that is not reached within the iterations. Default refuse: an error. */
  readonly unfinished?: 'refuse' | 'return';
}

export interface GaugeFixed {
  /** The configuration in the gauge. */
  readonly u: GaugeField;
  /** g, one group element per site. */
  readonly transformation: Field;
  readonly iterations: number;
  /** F, 1 for unit links. */
  readonly functional: number;
  readonly theta: number;
  /** False only for an unfinished one that was asked for. */
  readonly converged: boolean;
}

/** Iterations between two looks at θ. */
const between = 10;

/**
 * Fixes the gauge of a configuration, which stays as it is.
 *
 * @throws if the condition or an option is not known, or if θ is still above the tolerance after `maxIterations`
 */
export function fixGauge(u: GaugeField, condition: GaugeCondition, options: GaugeFixingOptions = {}): GaugeFixed {
  const { tolerance = 1e-12, maxIterations = 10_000, overrelaxation = 1.7, start, unfinished = 'refuse' } = options;
  requireOptions(condition, tolerance, overrelaxation);
  const { group, lattice } = u;
  const { dimension } = lattice;
  const directions = condition === 'landau' ? dimension : dimension - 1;
  const g = start ? start.clone() : unitElements(lattice, group, 1);
  const halves = (['even', 'odd'] as const).map(sites =>
    fixingStep(group, dimension, directions).bind({ U: u.field, g }, { sites }),
  );
  const mend = unitariseTransformation(group, dimension).bind({ g });
  const look = fixingStatus(group, dimension, directions).bind({ U: u.field, g });
  const status = () => {
    mend();
    const { functional, divergence } = look();
    return {
      functional: functional / (2 * lattice.volume * directions * group.colours),
      theta: (group.generatorNorm * divergence) / (lattice.volume * group.colours),
    };
  };

  let now = status();
  let iterations = 0;
  while (!(now.theta <= tolerance)) {
    const isSpent = iterations >= maxIterations;
    if (isSpent && unfinished === 'return' && Number.isFinite(now.theta)) break;
    if (isSpent || !Number.isFinite(now.theta)) {
      throw new Error(
        `After ${iterations} iterations the ${condition} gauge is not reached: theta is ${now.theta.toPrecision(3)}, ` +
          `expected at most ${tolerance}. Allow more iterations, or another overrelaxation than ${overrelaxation}.`,
      );
    }
    for (let k = 0; k < between && iterations < maxIterations; k++, iterations++) {
      for (const run of halves) run({ omega: overrelaxation });
    }
    now = status();
  }
  for (const bound of [...halves, mend, look]) bound.free();
  return { u: gaugeTransformed(u, g), transformation: g, iterations, ...now, converged: now.theta <= tolerance };
}

function requireOptions(condition: GaugeCondition, tolerance: number, overrelaxation: number): void {
  if (!gaugeConditions.includes(condition)) {
    throw new Error(`There is no gauge "${condition}" to fix; known are ${gaugeConditions.join(' and ')}.`);
  }
  if (!(tolerance > 0)) throw new Error(`The tolerance of gauge fixing is positive; found ${tolerance}.`);
  if (!(overrelaxation >= 1 && overrelaxation < 2)) {
    throw new Error(`The overrelaxation of gauge fixing is at least 1 and below 2; found ${overrelaxation}.`);
  }
}
