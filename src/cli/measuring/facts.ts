/** What an answer of `cask measure` says of its numbers: what they are, and everything that they depend on. */
import { type Facts, type NamedObservable, observableCatalogue, type Settings } from '../../catalogue/index.ts';
import { longestFlowStep } from '../../gauge/index.ts';
import { flowFactsOf } from './flow.ts';
import type { Preparation } from './links.ts';
import { optionsOf } from './options.ts';
import type { MeasureRequest } from './request.ts';

/** `observable` is its name in the catalogue, where an answer calls it by another. */
export type AnswerFacts = Facts & { readonly observable?: string };

export function factsOf(asked: string, observable: NamedObservable, request: MeasureRequest): AnswerFacts {
  const { name, title, unit, shape, axis, coordinates, fold } = observable;
  const { noise } = observableCatalogue[name];
  const settings = {
    ...observable.settings,
    // Vectors are measured one by one, for the error of their mean.
    ...(noise ? { vectors: optionsOf(asked, request).vectors, seed: request.seed } : {}),
    ...preparationOf(request),
    ...(/Loops$/.test(name) && request.loopSmear ? { loopSmear: request.loopSmear } : {}),
  };
  return {
    ...(name === asked ? {} : { observable: name }),
    ...{ title, unit, shape, axis },
    ...(coordinates ? { coordinates } : {}),
    ...(fold === undefined ? {} : { fold }),
    settings,
  };
}

/** Of the lists along the flow, where they were asked for. */
export function flowFactsIn(dimension: number, request: MeasureRequest): Readonly<Record<string, AnswerFacts>> {
  const { flowHistory, flowStep } = request;
  if (flowHistory === undefined) return {};
  const { flow: _, ...before } = request;
  return flowFactsOf(dimension, flowHistory, flowStep, preparationOf(before));
}

/** What was done to the links. */
function preparationOf({ gauge, stout, smear, flow, flowStep }: Preparation): Settings {
  return {
    ...(gauge ? { gauge } : {}),
    ...(stout ? { stout } : {}),
    ...(smear ? { smear } : {}),
    ...(flow === undefined ? {} : { flowTime: flow }),
    ...(flow === undefined || flowStep === longestFlowStep ? {} : { flowStep }),
  };
}
