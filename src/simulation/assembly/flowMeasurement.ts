/** The history of the gradient flow of a run: lists over the flow times. */
import { type FlowRequest, flowCites, flowFacts, flowLists } from '../../catalogue/index.ts';
import { flowTimes } from '../../gauge/index.ts';
import { InputError } from '../../runfile/input/problem.ts';
import type { FlowEntry } from '../../runfile/schema/measure.ts';
import type { Measuring } from './measuring.ts';
import type { Theory } from './theory.ts';

/** @throws InputError if the times do not divide */
export function flowMeasurement(entry: FlowEntry, { lattice }: Theory): Measuring {
  const { action, until, spacing, step, tolerance } = entry;
  const request: FlowRequest = {
    ...{ action, until, spacing },
    steps: tolerance === undefined ? { epsilon: step } : { tolerance },
  };
  return {
    facts: flowFacts(lattice.dimension, timesOf(request), request),
    cites: flowCites,
    measure: u => flowLists(u, request).values,
  };
}

function timesOf({ until, spacing, steps }: FlowRequest): readonly number[] {
  try {
    return flowTimes({ until, every: spacing, ...steps });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new InputError([`measure.flow: ${error.message}`]);
  }
}
