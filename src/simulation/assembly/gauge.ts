/** The gauge action from its description. */
import { type GaugeField, type LoopAction, loopAction, namedGaugeAction } from '../../gauge/index.ts';
import { type Functional, type Lattice, pulledBack } from '../../lattice/index.ts';
import { namedLoops, word } from '../../loops/index.ts';
import type { GaugeRun } from '../../runfile/schema/index.ts';
import { smearingOf } from './smearing.ts';

type Gauge = GaugeRun['action']['gauge'];

export function gaugeActionOf(gauge: Gauge, lattice: Lattice): Functional<GaugeField> {
  const thin = thinActionOf(gauge, lattice);
  return gauge.smearing ? pulledBack(thin, smearingOf(gauge.smearing)) : thin;
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
