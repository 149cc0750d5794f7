/**
 * Set-ups to begin from. Where the chosen one has nothing to say about a key that the schema gives no default for, the
 * wizard suggests what the first of the others says.
 *
 * References: Y. Nagai and A. Tomiya, arXiv:2103.11965 (stout); Y. Nagai, H. Ohno and A. Tomiya, arXiv:2501.16955 (CASK); Y. Nagai and A. Tomiya,
 * arXiv:2306.11527 (spins).
 */
import type { z } from 'zod';
import type { gaugeRunSchema } from '../../runfile/schema/index.ts';
import type { spinRunSchema } from '../../runfile/schema/spin/index.ts';

export interface Preset {
  readonly name: string;
  readonly meaning: string;
  readonly document: Document | SpinDocument;
}

type Document = z.input<typeof gaugeRunSchema>;
type SpinDocument = z.input<typeof spinRunSchema>;

const twoColours: Pick<Document, 'lattice' | 'group' | 'start' | 'measure'> = {
  lattice: { extent: [4, 4, 4, 4] },
  group: { name: 'SU(2)' },
  start: { from: 'hot' },
  measure: { polyakovLoop: { every: 1 }, chiralCondensate: { every: 1 } },
};

const action = (flavours: number): Document['action'] => ({
  gauge: { kind: 'plaquette', beta: 2.7 },
  fermion: { kind: 'staggered', mass: 0.3, flavours },
});

const trajectory = { trajectoryLength: 1, steps: 20, integrator: 'leapfrogQPQ' } as const;
const selfLearning: Document['sampler'] = { kind: 'slhmc', effective: { mass: 0.4 }, ...trajectory };
const training: Document['training'] = { loss: 'difference', optimiser: { kind: 'adam', rate: 5e-4 } };
const long = { thermalise: 200, train: 500, trajectories: 1000 };

export const presets: readonly Preset[] = [
  {
    name: 'su2-hmc',
    meaning: 'two-colour QCD with 4 staggered flavours, plain HMC: the reference of the papers',
    document: {
      title: 'SU(2) with 4 staggered flavours, HMC',
      ...twoColours,
      action: action(4),
      sampler: { kind: 'hmc', ...trajectory },
      schedule: { thermalise: 200, trajectories: 1000 },
    },
  },
  {
    name: 'su2-slhmc-stout',
    meaning: 'the same theory, self-learning HMC with two trainable stout layers (arXiv:2103.11965)',
    document: {
      title: 'SU(2), self-learning HMC with two stout layers',
      ...twoColours,
      action: action(4),
      sampler: selfLearning,
      network: { kind: 'stout', blocks: 2, loops: ['plaquette', 'polyakovSpace', 'polyakovTime'] },
      training,
      schedule: long,
    },
  },
  {
    name: 'su2-slhmc-cask',
    meaning: 'the same theory, self-learning HMC with covariant attention (arXiv:2501.16955)',
    document: {
      title: 'SU(2), self-learning HMC with CASK',
      ...twoColours,
      action: action(4),
      sampler: selfLearning,
      network: { kind: 'cask' },
      training,
      schedule: long,
    },
  },
  {
    name: 'su2-slhmc-nf2',
    meaning: 'two flavours by a rational approximation, self-learning HMC with one stout layer',
    document: {
      title: 'SU(2) with two flavours, self-learning HMC',
      ...twoColours,
      action: action(2),
      sampler: selfLearning,
      network: { kind: 'stout' },
      training,
      schedule: { thermalise: 100, train: 200, trajectories: 500 },
    },
  },
  {
    name: 'su3-pure-gauge',
    meaning: 'SU(3) without quarks at beta = 6.0, HMC with the 2MN integrator',
    document: {
      title: 'SU(3) pure gauge theory at beta 6.0',
      lattice: { extent: [8, 8, 8, 8] },
      group: { name: 'SU(3)' },
      start: { from: 'hot' },
      action: { gauge: { kind: 'plaquette', beta: 6 } },
      sampler: { kind: 'hmc', trajectoryLength: 1, steps: 10, integrator: 'omelyan2' },
      schedule: { thermalise: 200, trajectories: 1000 },
      measure: { polyakovLoop: { every: 1 } },
    },
  },
  {
    name: 'spins-slmc',
    meaning:
      'electrons and classical spins, self-learning Monte Carlo with an equivariant Transformer (arXiv:2306.11527)',
    document: {
      title: 'double exchange, self-learning Monte Carlo',
      lattice: { extent: [4, 4] },
      model: { kind: 'doubleExchange', coupling: 1, beta: 20 },
      sampler: { kind: 'slmc', chain: { kind: 'metropolis', updates: 16, width: 0.5 } },
      effective: { kind: 'transformer', layers: 1 },
      training: { batch: 32, optimiser: { kind: 'adam', rate: 3e-3 } },
      schedule: { thermalise: 100, train: 500, trajectories: 1000 },
      measure: { staggeredMagnetisation: { every: 1 }, energy: { every: 1 } },
    },
  },
  {
    name: 'spins-heisenberg',
    meaning: 'the Heisenberg model in three dimensions near its transition, by Metropolis',
    document: {
      title: 'Heisenberg model near its transition',
      lattice: { extent: [6, 6, 6] },
      model: { kind: 'heisenberg', coupling: 1, beta: 0.69 },
      sampler: { kind: 'metropolis', updates: 1080 },
      schedule: { thermalise: 200, trajectories: 2000 },
      measure: { energy: { every: 1 } },
    },
  },
];
