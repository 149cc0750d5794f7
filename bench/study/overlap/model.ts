/** The Schwinger model with overlap quarks on small lattices: what the studies of overlap quarks share. */
import { denseOverlap, OverlapKernel, overlapDeterminant, overlapLogDeterminant } from '../../../src/fermion/index.ts';
import { coldStart, type GaugeField, namedGaugeAction } from '../../../src/gauge/index.ts';
import { groupNamed } from '../../../src/group/index.ts';
import { add, type Functional, Lattice } from '../../../src/lattice/index.ts';
import { omelyan2, repeat, type Schedule, scheduleOf, type TransitionKernel } from '../../../src/markov/index.ts';
import { plaquette } from '../../../src/measure/index.ts';

export const group = groupNamed('U(1)');

export interface Model {
  readonly lattice: Lattice;
  readonly beta: number;
  readonly mass: number;
  readonly flavours: number;
}

export const square = (extent: number) => new Lattice([extent, extent]);
export const gaugeAction = ({ beta }: Model) => namedGaugeAction('wilson', beta);

/** S_g − N_f ln det D, exactly. */
export function exactAction(model: Model): Functional<GaugeField> {
  const { lattice, mass, flavours } = model;
  return add(gaugeAction(model), overlapDeterminant({ lattice, group, mass, flavours }));
}

export interface Seen {
  readonly plaquette: number;
  /** n₊ − n₋ */
  readonly index: number;
  /** (1/V) d ln det D / dm, of one flavour. */
  readonly condensate: number;
  readonly logDeterminant: number;
}

/** All from the spectrum of D₀ of one configuration. */
export function eye({ lattice, mass: m }: Model): (u: GaugeField) => Seen {
  const kernel = new OverlapKernel({ lattice, group });
  const mean = plaquette();
  return u => {
    const dense = denseOverlap(kernel.setLinks(u));
    const { rho, cosines } = dense;
    const squares = [...cosines.plus, ...cosines.minus].map(a => 2 * rho ** 2 * Math.max(0, 1 + a));
    const slope = 1 - m ** 2 / (4 * rho ** 2);
    const terms = squares.map(s => (2 * m - (m * s) / (2 * rho ** 2)) / (slope * s + m ** 2) / 2);
    return {
      plaquette: Number(mean.measure(u)),
      index: dense.index,
      condensate: terms.reduce((sum, x) => sum + x, 0) / lattice.volume,
      logDeterminant: overlapLogDeterminant(dense, m),
    };
  };
}

export const trajectory = (steps: number, length = 1): Schedule => scheduleOf(repeat(steps, omelyan2()), length);

/** Steps of a chain; `see` looks at every state but the first `thermalise`. */
export function walk<S extends { readonly u: GaugeField }, I>(
  chain: TransitionKernel<S, I, GaugeField>,
  start: GaugeField,
  { seed, thermalise, steps }: { readonly seed: number; readonly thermalise: number; readonly steps: number },
  see: (u: GaugeField, info: I) => void,
): void {
  let state = chain.init(start);
  for (let step = 1; step <= thermalise + steps; step++) {
    const [next, info] = chain.step({ seed, trajectory: step }, state);
    state = next;
    if (step > thermalise) see(state.u, info);
  }
}

export const cold = ({ lattice }: Model) => coldStart(lattice, group);
export const cpuSeconds = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};
