/**
 * The gradient flow with steps of the size that a tolerance allows.
 *
 * A step is taken if the distance d between its results of third and of second order (flowStep.ts) is at most the
 * tolerance, else it is taken back. Either way the next size is ε · 0.95 (tolerance / d)^{1/3}, because d is proportional
 * to ε³. Since d measures the result that is thrown away, errors of the flow are far below the tolerance.
 *
 * Reference: P. Fritzsch and A. Ramos, JHEP 10 (2013) 008, arXiv:1301.4388, appendix D.
 */
import type { Functional } from '../../lattice/index.ts';
import type { GaugeField } from '../configuration.ts';
import { FlowStep } from './flowStep.ts';

export interface AdaptiveFlowOptions {
  readonly action: Functional<GaugeField>;
  /** Largest distance d per step. */
  readonly tolerance: number;
  /** Flow time to go, in units of a². */
  readonly until: number;
  /** Size of the first step; default 0.01. */
  readonly firstStep?: number;
}

export interface AdaptiveFlowReport {
  /** Sizes of the steps taken. */
  readonly steps: readonly number[];
  /** How many were taken back. */
  readonly rejected: number;
  /** The size that comes next: the first step of a continued flow. */
  readonly nextStep: number;
}

const safety = 0.95;
/** A step changes by no more than these factors. */
const [shrink, growth] = [0.1, 5];
/** Below this part of the time to go a step is no progress. */
const smallestStep = 1e-9;

/**
 * Moves u, in place, along the flow to t = until.
 *
 * @throws if tolerance, until or firstStep are not positive numbers, or no step is small enough for the tolerance
 */
export function adaptiveFlow(u: GaugeField, options: AdaptiveFlowOptions): AdaptiveFlowReport {
  const { action, tolerance, until, firstStep = 0.01 } = options;
  for (const [name, value] of Object.entries({ tolerance, until, firstStep })) {
    if (!(value > 0 && value < Number.POSITIVE_INFINITY)) {
      throw new Error(`An adaptive flow needs a positive number ${name}, but ${value} was given.`);
    }
  }
  const flow = new FlowStep(u, action);
  const steps: number[] = [];
  let rejected = 0;
  let next = firstStep;
  let done = 0;
  while (done < until) {
    const left = until - done;
    const step = Math.min(next, left);
    const distance = flow.advanceWithEstimate(step);
    const factor = safety * Math.cbrt(tolerance / distance);
    // A step much too large may give a distance that is not a number.
    next = step * (Number.isNaN(factor) ? shrink : Math.min(growth, Math.max(shrink, factor)));
    if (distance <= tolerance) {
      steps.push(step);
      done = step === left ? until : done + step;
      continue;
    }
    flow.stepBack();
    rejected++;
    if (step < smallestStep * until) {
      flow.release();
      throw new Error(
        `The flow does not reach the tolerance ${tolerance}: steps of ${step} still differ by ${distance}. ` +
          'Ask for a larger tolerance, or look for NaN in the links.',
      );
    }
  }
  flow.release();
  return { steps, rejected, nextStep: next };
}
