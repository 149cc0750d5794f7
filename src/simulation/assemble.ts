/**
 * Builds the physics of a run from its resolved parameters: names become lattice, actions, network, sampler and
 * observables. The walk from a run file to a kernel passes through here.
 */

import { isSpinRun } from '../runfile/schema/index.ts';
import { assembleLinks } from './links.ts';
import type { Assemble } from './simulation.ts';
import { assembleSpins } from './spins/index.ts';

export const assemble: Assemble = (run, options) =>
  isSpinRun(run) ? assembleSpins(run, options) : assembleLinks(run, options);
