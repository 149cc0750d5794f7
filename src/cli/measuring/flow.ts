/**
 * The history of the gradient flow of one configuration, as runs measure it, and its own t₀ and w₀ where it reaches them.
 * Those of an ensemble come from the average energy instead.
 */
import { type Facts, type FlowRequest, flowFacts, flowLists, type Settings } from '../../catalogue/index.ts';
import { flowTimes, type GaugeField, stepsWithin } from '../../gauge/index.ts';
import { flowRadiusW0, flowTimeT0 } from '../../measure/observables/index.ts';
import type { FlowRange } from './arguments.ts';

function requestOf({ until, every }: FlowRange, longestStep: number): FlowRequest {
  return {
    ...{ action: 'wilson', until, spacing: every },
    steps: { epsilon: every / stepsWithin(every, longestStep) },
  };
}

/** Follows the Wilson flow of a copy of u in steps of at most `longestStep`. */
export function flowValues(
  u: GaugeField,
  range: FlowRange,
  longestStep: number,
): Record<string, number | readonly number[]> {
  const { times, values } = flowLists(u, requestOf(range, longestStep));
  const [t0, w0] = [flowTimeT0(times, values.flowEnergy), flowRadiusW0(times, values.flowEnergy)];
  return {
    ...{ flowTimes: times, ...values },
    ...(t0 === undefined ? {} : { t0 }),
    ...(w0 === undefined ? {} : { w0 }),
  };
}

/** What these values are. */
export function flowFactsOf(
  dimension: number,
  range: FlowRange,
  longestStep: number,
  settings: Settings,
): Readonly<Record<string, Facts>> {
  const request = requestOf(range, longestStep);
  const { until, spacing, steps } = request;
  const own = { axis: 'index', shape: 'number', role: 'monitor', settings } as const;
  return {
    ...flowFacts(dimension, flowTimes({ until, every: spacing, ...steps }), request, settings),
    t0: { title: 't₀ of single configurations', unit: 'a²', ...own },
    w0: { title: 'w₀ of single configurations', unit: 'a', ...own },
  };
}
