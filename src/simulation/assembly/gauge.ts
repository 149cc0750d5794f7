/** The gauge action from its description. */
import { type GaugeField, type LoopAction, loopAction, namedGaugeAction } from '../../gauge/index.ts';
import { type Functional, type Lattice, pulledBack } from '../../lattice/index.ts';
import { namedLoops, word } from '../../loops/index.ts';
import { InputError } from '../../runfile/input/problem.ts';
import { ownActionAt } from '../../runfile/schema/gauge.ts';
import type { GaugeRun } from '../../runfile/schema/index.ts';
import { smearingOf } from './smearing.ts';

type Gauge = GaugeRun['action']['gauge'];

export function gaugeActionOf(gauge: Gauge, lattice: Lattice): Functional<GaugeField> {
  const thin = ownActionOf(gauge, lattice) ?? thinActionOf(gauge, lattice);
  return gauge.smearing ? pulledBack(thin, smearingOf(gauge.smearing)) : thin;
}

/** An action that a module registered. @throws InputError if it cannot be built */
function ownActionOf(gauge: Gauge, lattice: Lattice): Functional<GaugeField> | undefined {
  const own = ownActionAt(gauge);
  if (own === undefined) return;
  const { kind, smearing: _, ...options } = gauge;
  try {
    return own.build(options, lattice);
  } catch (error) {
    throw new InputError([`action.gauge: ${kind}: ${(error as Error).message}`]);
  }
}

/** The action as a sum of loops of the links themselves. */
export function thinActionOf(gauge: Gauge, { dimension, extents }: Lattice): LoopAction {
  switch (gauge.kind) {
    case 'loops': {
      const terms = gauge.terms.map(({ loop, beta }) => ({ words: namedLoops(loop, { dimension, extents }), beta }));
      return loopAction(nameOf(gauge.terms.map(({ loop, beta }) => `${loop} ${beta}`)), terms);
    }
    case 'words': {
      const terms = gauge.terms.map(({ word: steps, beta }) => ({ words: [word(steps, { dimension })], beta }));
      return loopAction(nameOf(gauge.terms.map(({ word: steps, beta }) => `[${steps}] ${beta}`)), terms);
    }
    case 'adjoint':
      return namedGaugeAction('adjoint', gauge.beta, { betaAdjoint: gauge.betaAdjoint });
    default:
      return namedGaugeAction(gauge.kind, gauge.beta);
  }
}

const nameOf = (terms: readonly string[]) => `gauge action of loops: ${terms.join(', ')}`;
