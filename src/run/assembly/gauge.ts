/** The gauge action from its description. */
import { type GaugeField, loopAction, wilsonAction } from '../../gauge/index.ts';
import { type Functional, type Lattice, pulledBack } from '../../lattice/index.ts';
import { namedLoops, word } from '../../loops/index.ts';
import type { Resolved } from '../schema/index.ts';
import { smearingOf } from './smearing.ts';

type Gauge = Resolved['action']['gauge'];

export function gaugeActionOf(gauge: Gauge, lattice: Lattice): Functional<GaugeField> {
  const thin = thinAction(gauge, lattice);
  return gauge.smearing ? pulledBack(thin, smearingOf(gauge.smearing)) : thin;
}

function thinAction(gauge: Gauge, lattice: Lattice): Functional<GaugeField> {
  switch (gauge.kind) {
    case 'plaquette':
      return wilsonAction(gauge.beta, lattice.dimension);
    case 'loops': {
      const { dimension, extents } = lattice;
      const terms = gauge.terms.map(({ loop, beta }) => ({ words: namedLoops(loop, { dimension, extents }), beta }));
      return loopAction(nameOf(gauge.terms.map(({ loop, beta }) => `${loop} ${beta}`)), terms);
    }
    case 'words': {
      const { dimension } = lattice;
      const terms = gauge.terms.map(({ word: steps, beta }) => ({ words: [word(steps, { dimension })], beta }));
      return loopAction(nameOf(gauge.terms.map(({ word: steps, beta }) => `[${steps}] ${beta}`)), terms);
    }
    default:
      throw new Error(`The gauge action ${gauge.kind} is not assembled yet.`);
  }
}

const nameOf = (terms: readonly string[]) => `gauge action of loops: ${terms.join(', ')}`;
