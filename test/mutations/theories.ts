/** The theories on which planted bugs are looked for: small ones that together use every kernel of a run. */
import { type Resolved, runSchema } from '../../src/run/schema/index.ts';

type Input = Parameters<typeof runSchema.parse>[0];

const schedule = { trajectories: 1 };
const machine = { kind: 'wasm128' };
const staggered = (flavours: number) => ({ kind: 'staggered', mass: 0.3, flavours });
const resolved = (input: Input): Resolved => runSchema.parse(input);

export const theories = {
  /** SU(3) with the improved gauge action, no quarks. */
  gluons: resolved({
    lattice: { extent: [4, 2, 4, 4] },
    group: { name: 'SU(3)' },
    action: {
      gauge: {
        kind: 'loops',
        terms: [
          { loop: 'plaquette', beta: 5 },
          { loop: 'rectangle', beta: -0.4 },
        ],
      },
    },
    sampler: { kind: 'hmc', integrator: 'omelyan2' },
    schedule,
    machine,
  }),
  /** SU(2) with four flavours. */
  quarks: resolved({
    lattice: { extent: [4, 4, 4, 4] },
    group: { name: 'SU(2)' },
    action: { gauge: { kind: 'plaquette', beta: 2.7 }, fermion: staggered(4) },
    sampler: { kind: 'hmc' },
    schedule,
    machine,
  }),
  /** SU(2) with two flavours in three dimensions: rational approximations, nested forces. */
  roots: resolved({
    lattice: { extent: [4, 4, 4] },
    group: { name: 'SU(2)' },
    action: { gauge: { kind: 'plaquette', beta: 2.7 }, fermion: staggered(2) },
    sampler: { kind: 'hmc', gaugeSubsteps: 2 },
    schedule,
    machine,
  }),
  /** Self-learning HMC through two stout layers. */
  stout: resolved({
    lattice: { extent: [4, 4, 4] },
    group: { name: 'SU(2)' },
    action: { gauge: { kind: 'plaquette', beta: 2.7 }, fermion: staggered(4) },
    sampler: { kind: 'slhmc', effective: { mass: 0.4 } },
    network: { kind: 'stout', blocks: 2, loops: ['plaquette', 'rectangle'] },
    schedule,
    machine,
  }),
  /** Self-learning HMC through attention. */
  attention: resolved({
    lattice: { extent: [4, 4, 4] },
    group: { name: 'SU(2)' },
    action: { gauge: { kind: 'plaquette', beta: 2.7 }, fermion: staggered(4) },
    sampler: { kind: 'slhmc', effective: { mass: 0.4 } },
    network: { kind: 'cask', reach: 2 },
    schedule,
    machine,
  }),
} satisfies Record<string, Resolved>;

export type TheoryName = keyof typeof theories;

export function isTheoryName(name: string): name is TheoryName {
  return Object.hasOwn(theories, name);
}
