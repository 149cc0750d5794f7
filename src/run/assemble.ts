/** Builds the physics of a run from its resolved parameters. */
import { InputError } from './input/problem.ts';
import type { Assemble } from './simulation.ts';

/** @throws InputError for every run, as long as no physics is connected */
export const assemble: Assemble = ({ group, sampler }) => {
  throw new InputError([`${group.name} with ${sampler.kind} cannot be run by this version; "cask check" works.`]);
};
