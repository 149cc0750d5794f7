/** Energy density and topological charge along the gradient flow, as lists over the flow times. */
import { flowActionNamed, flowHistory, flowTimes, type GaugeField } from '../../gauge/index.ts';
import { energyDensity, type Observable, topologicalCharge } from '../../measure/observables/index.ts';
import { InputError } from '../../runfile/input/problem.ts';
import type { FlowEntry } from '../../runfile/schema/measure.ts';
import type { Measuring } from './measuring.ts';
import type { Theory } from './theory.ts';

/** @throws InputError if the times do not divide */
export function flowMeasurement(entry: FlowEntry, { lattice }: Theory): Measuring {
  const { until, spacing, step, tolerance } = entry;
  const action = flowActionNamed(entry.action);
  const observables: Record<string, (v: GaugeField) => number> = {
    flowEnergy: numberOf(energyDensity('clover')),
    flowEnergyPlaquette: numberOf(energyDensity('plaquette')),
    ...(lattice.dimension === 4 ? { flowCharge: numberOf(topologicalCharge('clover')) } : {}),
  };
  const size = tolerance === undefined ? { epsilon: step } : { tolerance };
  let times: readonly number[];
  try {
    times = flowTimes({ until, every: spacing, ...size });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new InputError([`measure.flow: ${error.message}`]);
  }
  const titles = { flowEnergy: 'E(t) by clovers', flowEnergyPlaquette: 'E(t) by plaquettes', flowCharge: 'Q(t)' };
  return {
    facts: Object.fromEntries(
      Object.entries(titles)
        .filter(([name]) => name in observables)
        .map(([name, title]) => [
          name,
          { title, unit: name === 'flowCharge' ? '1' : 'a^-4', axis: times, label: 't/a²' },
        ]),
    ),
    measure: u => flowHistory(u, { action, until, every: spacing, ...size, observables }).values,
  };
}

function numberOf(observable: Observable<GaugeField>): (v: GaugeField) => number {
  return v => {
    const value = observable.measure(v);
    if (typeof value !== 'number') throw new Error(`${observable.name} is a list; expected a number.`);
    return value;
  };
}
