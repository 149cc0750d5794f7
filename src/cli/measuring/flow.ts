/**
 * The history of the gradient flow of one configuration: energy density and topological charge as lists over the flow
 * times, and its own t_0 and w_0 where it reaches them. Those of an ensemble come from the average energy instead.
 */
import { flowActionNamed, flowHistory, type GaugeField, stepsWithin } from '../../gauge/index.ts';
import { energyDensity, flowRadiusW0, flowTimeT0, topologicalCharge } from '../../measure/observables/index.ts';
import type { FlowRange } from './arguments.ts';

export interface FlowLists {
  /** t/a², the first one 0. */
  readonly flowTimes: readonly number[];
  /** E(t) by clovers. */
  readonly flowEnergy: readonly number[];
  /** E(t) by plaquettes. */
  readonly flowEnergyPlaquette: readonly number[];
  /** Q(t) by clovers, in four dimensions. */
  readonly flowCharge?: readonly number[];
  /** Where t² E by clovers reaches 0.3, in a². */
  readonly t0?: number;
  /** The root of the time where t d/dt (t² E) reaches 0.3, in a. */
  readonly w0?: number;
}

/** Follows the Wilson flow of a copy of u in steps of at most `longestStep`. */
export function flowLists(u: GaugeField, { until, every }: FlowRange, longestStep: number): FlowLists {
  const [clover, plaquettes, charge] = [
    energyDensity('clover'),
    energyDensity('plaquette'),
    topologicalCharge('clover'),
  ];
  const hasCharge = u.lattice.dimension === 4;
  const observables: Record<string, (v: GaugeField) => number> = {
    flowEnergy: v => clover.measure(v),
    flowEnergyPlaquette: v => plaquettes.measure(v),
    ...(hasCharge ? { flowCharge: (v: GaugeField) => charge.measure(v) } : {}),
  };
  const { times, values } = flowHistory(u, {
    action: flowActionNamed('wilson'),
    ...{ until, every, epsilon: every / stepsWithin(every, longestStep) },
    observables,
  });
  const { flowEnergy, flowEnergyPlaquette, flowCharge } = values;
  const [t0, w0] = [flowTimeT0(times, flowEnergy), flowRadiusW0(times, flowEnergy)];
  return {
    ...{ flowTimes: times, flowEnergy, flowEnergyPlaquette },
    ...(hasCharge ? { flowCharge } : {}),
    ...(t0 === undefined ? {} : { t0 }),
    ...(w0 === undefined ? {} : { w0 }),
  };
}
