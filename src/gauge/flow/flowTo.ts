/** The gradient flow to a given time, in equal steps. */
import type { Functional } from '../../lattice/index.ts';
import type { GaugeField } from '../configuration.ts';
import { wilsonFlowAction } from './flowAction.ts';
import { gradientFlow } from './gradientFlow.ts';

/** The longest step unless another is given: its error, of third order, is far below any statistical one. */
export const longestFlowStep = 0.02;

/** How many equal steps of at most `longest` make up a time; a rounding error above a whole number costs no step. */
export function stepsWithin(time: number, longest = longestFlowStep): number {
  return Math.ceil(time / longest - 1e-9);
}

export interface FlowToOptions {
  /** Default: the Wilson flow. */
  readonly action?: Functional<GaugeField>;
  /** Steps are equal and at most this long, in units of a². Default 0.02. */
  readonly longestStep?: number;
}

/**
 * Moves u, in place, along the flow to t = `time`, in units of a².
 *
 * @throws if the time is negative, or the longest step is not positive
 */
export function flowTo(u: GaugeField, time: number, options: FlowToOptions = {}): void {
  const { action = wilsonFlowAction(), longestStep = longestFlowStep } = options;
  if (!(time >= 0 && Number.isFinite(time))) {
    throw new Error(`A gradient flow runs to a time of 0 or more, but ${time} was given.`);
  }
  if (!(longestStep > 0)) throw new Error(`The longest step of a flow is positive, but ${longestStep} was given.`);
  if (time === 0) return;
  const steps = stepsWithin(time, longestStep);
  gradientFlow(u, { action, epsilon: time / steps, steps });
}
