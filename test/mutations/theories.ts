/** The theories on which planted bugs are looked for: small ones that together use every kernel of a run. */
import { type GaugeRun, gaugeRunSchema } from '../../src/runfile/schema/index.ts';

type Input = Parameters<typeof gaugeRunSchema.parse>[0];

const schedule = { trajectories: 1 };
const machine = { kind: 'wasm128' };
const staggered = (flavours: number) => ({ kind: 'staggered', mass: 0.3, flavours });
const resolved = (input: Input): GaugeRun => gaugeRunSchema.parse(input);

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
  /** SU(3) with so few staples that the force is one kernel. */
  flatGluons: resolved({
    lattice: { extent: [4, 4] },
    group: { name: 'SU(3)' },
    action: { gauge: { kind: 'plaquette', beta: 5 } },
    sampler: { kind: 'hmc', integrator: 'omf4' },
    schedule,
    machine,
  }),
  /** SU(2) with plaquettes in both representations, along a force-gradient integrator. */
  adjoint: resolved({
    lattice: { extent: [4, 4, 4] },
    group: { name: 'SU(2)' },
    action: { gauge: { kind: 'adjoint', beta: 2, betaAdjoint: 0.7 } },
    sampler: { kind: 'hmc', integrator: 'forceGradient' },
    schedule,
    machine,
  }),
  /** Symanzik gluons and three flavours of Wilson quarks, two of them split by a twist. */
  wilson: resolved({
    lattice: { extent: [4, 2, 2, 4] },
    group: { name: 'SU(2)' },
    action: {
      gauge: { kind: 'symanzik', beta: 3 },
      fermions: [
        { kind: 'wilson', kappa: 0.12, flavours: 2, hasenbusch: [0.6] },
        { kind: 'wilson', kappa: 0.1, flavours: 1 },
      ],
    },
    sampler: { kind: 'hmc', integrator: 'omelyan2' },
    schedule,
    machine,
  }),
  /** Clover quarks of SU(2) on stout-smeared links. */
  clover: resolved({
    lattice: { extent: [4, 2, 2, 4] },
    group: { name: 'SU(2)' },
    action: {
      gauge: { kind: 'plaquette', beta: 2.5 },
      fermion: {
        kind: 'clover',
        kappa: 0.12,
        cSw: 1.1,
        flavours: 2,
        smearing: { kind: 'stout', rho: 0.1, directions: 'space' },
      },
    },
    sampler: { kind: 'hmc', integrator: 'omelyan2' },
    schedule,
    machine,
  }),
  /** Shamir quarks of two flavours and a Möbius one of one flavour, in two dimensions. */
  walls: resolved({
    lattice: { extent: [4, 4] },
    group: { name: 'U(1)' },
    action: {
      gauge: { kind: 'plaquette', beta: 2 },
      fermions: [
        { kind: 'domainWall', mass: 0.2, extent5: 4, flavours: 2, hasenbusch: [0.5] },
        { kind: 'moebius', mass: 0.3, extent5: 5, flavours: 1, optimalRange: [0.1, 1.5] },
      ],
    },
    sampler: { kind: 'hmc', integrator: 'omelyan2' },
    schedule,
    machine,
  }),
  /** Two flavours of Möbius quarks in four dimensions. */
  moebius: resolved({
    lattice: { extent: [4, 2, 2, 4] },
    group: { name: 'SU(2)' },
    action: {
      gauge: { kind: 'plaquette', beta: 2.5 },
      fermion: { kind: 'moebius', mass: 0.3, extent5: 5, flavours: 2 },
    },
    sampler: { kind: 'hmc', integrator: 'omelyan2' },
    schedule,
    machine,
  }),
  /** HISQ of SU(2). */
  hisq: resolved({
    lattice: { extent: [4, 4, 4, 4] },
    group: { name: 'SU(2)' },
    action: {
      gauge: { kind: 'plaquette', beta: 2.5 },
      fermion: { kind: 'hisq', mass: 0.3, flavours: 4, naikEpsilon: -0.2 },
    },
    sampler: { kind: 'hmc', integrator: 'omelyan2' },
    schedule,
    machine,
  }),
  /** Staggered quarks on blocked links, and a determinant split by a mass. */
  blocked: resolved({
    lattice: { extent: [4, 4, 4] },
    group: { name: 'SU(3)' },
    action: {
      gauge: { kind: 'plaquette', beta: 5.5, smearing: { kind: 'ape', alpha: 0.5 } },
      fermions: [
        { kind: 'staggered', mass: 0.3, flavours: 4, smearing: { kind: 'nhyp' }, hasenbusch: [0.8] },
        { kind: 'staggered', mass: 0.5, flavours: 8, smearing: { kind: 'hyp' } },
      ],
    },
    sampler: { kind: 'hmc', integrator: 'omelyan2' },
    schedule,
    machine,
  }),
  /** Heatbath and overrelaxation of SU(2). */
  heatbath: resolved({
    lattice: { extent: [4, 4, 4] },
    group: { name: 'SU(2)' },
    action: { gauge: { kind: 'plaquette', beta: 2.5 } },
    sampler: { kind: 'heatbath', overrelaxation: 1 },
    schedule,
    machine,
  }),
  /** Heatbath and overrelaxation of U(1). */
  phases: resolved({
    lattice: { extent: [4, 4, 4] },
    group: { name: 'U(1)' },
    action: { gauge: { kind: 'plaquette', beta: 1 } },
    sampler: { kind: 'heatbath', overrelaxation: 1 },
    schedule,
    machine,
  }),
  /** Heatbath and overrelaxation of SU(3) with rectangles. */
  subgroups: resolved({
    lattice: { extent: [4, 4, 4] },
    group: { name: 'SU(3)' },
    action: { gauge: { kind: 'symanzik', beta: 5 } },
    sampler: { kind: 'heatbath', overrelaxation: 1 },
    schedule,
    machine,
  }),
  /** Metropolis of U(1). */
  metropolis: resolved({
    lattice: { extent: [4, 4, 4] },
    group: { name: 'U(1)' },
    action: { gauge: { kind: 'plaquette', beta: 1 } },
    sampler: { kind: 'metropolis', overrelaxation: 1 },
    schedule,
    machine,
  }),
} satisfies Record<string, GaugeRun>;

export type TheoryName = keyof typeof theories;

export function isTheoryName(name: string): name is TheoryName {
  return Object.hasOwn(theories, name);
}
