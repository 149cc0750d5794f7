/**
 * The history of a gradient flow: what is measured at each of its times, in runs and by `cask measure` alike.
 */
import { flowActionNamed, flowHistory, type GaugeField } from '../gauge/index.ts';
import { papers } from '../lattice/index.ts';
import { energyDensity } from '../measure/observables/energyDensity.ts';
import { topologicalCharge } from '../measure/observables/topologicalCharge.ts';
import type { Description, Facts, Settings } from './description.ts';

export interface FlowObservable {
  readonly description: Description;
  readonly dimensions: readonly number[];
  measure(v: GaugeField): number;
}

const [clover, plaquettes, charge] = [energyDensity('clover'), energyDensity('plaquette'), topologicalCharge('clover')];
const common = { role: 'physics', axis: 't/a²' } as const;
const everywhere = [2, 3, 4];

/** By name; lists over the flow times. */
export const flowObservables: Readonly<Record<string, FlowObservable>> = {
  flowEnergy: {
    description: {
      ...{ title: 'E(t) by clovers', symbol: 'E(t)', unit: 'a⁻⁴', ...common, shape: 'energyAlongFlow' },
      normalisation: clover.normalisation,
    },
    dimensions: everywhere,
    measure: v => clover.measure(v),
  },
  flowEnergyPlaquette: {
    description: {
      ...{ title: 'E(t) by plaquettes', symbol: 'E(t)', unit: 'a⁻⁴', ...common, shape: 'energyAlongFlow' },
      normalisation: plaquettes.normalisation,
    },
    dimensions: everywhere,
    measure: v => plaquettes.measure(v),
  },
  flowCharge: {
    description: {
      ...{ title: 'Q(t)', symbol: 'Q(t)', unit: '1', ...common, shape: 'chargeAlongFlow' },
      normalisation: charge.normalisation,
    },
    dimensions: [4],
    measure: v => charge.measure(v),
  },
};

/** What the history of a flow rests on. */
export const flowCites = papers('Luscher:2010iy', 'Borsanyi:2012zs');

export interface FlowRequest {
  readonly action: 'wilson' | 'symanzik';
  /** Where the flow ends, in units of a². */
  readonly until: number;
  /** From one entry of the lists to the next. */
  readonly spacing: number;
  /** The size of its steps, or their accuracy. */
  readonly steps: { readonly epsilon: number } | { readonly tolerance: number };
}

/** The lists of one configuration, which stays as it is, and the times. */
export function flowLists(u: GaugeField, { action, until, spacing, steps }: FlowRequest) {
  const observables = Object.fromEntries(
    Object.entries(flowObservables)
      .filter(([, { dimensions }]) => dimensions.includes(u.lattice.dimension))
      .map(([name, { measure }]) => [name, measure]),
  );
  return flowHistory(u, { action: flowActionNamed(action), until, every: spacing, ...steps, observables });
}

/** What is known of these lists, by name. */
export function flowFacts(
  dimension: number,
  times: readonly number[],
  { action, until, spacing, steps }: FlowRequest,
  others: Settings = {},
): Readonly<Record<string, Facts>> {
  const settings = { flow: action, until, spacing, ...steps, ...others };
  return Object.fromEntries(
    Object.entries(flowObservables)
      .filter(([, { dimensions }]) => dimensions.includes(dimension))
      .map(([name, { description }]) => [name, { ...description, coordinates: { t: times }, settings }]),
  );
}
