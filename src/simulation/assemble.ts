/**
 * Builds the physics of a run from its resolved parameters: names become lattice, actions, network, sampler and
 * observables. The walk from a run file to a kernel passes through here.
 */

import { isSpinRun } from '../runfile/schema/index.ts';
import { assembleLinks } from './links.ts';
import type { Assemble } from './simulation.ts';

export const assemble: Assemble = async (run, options) => {
  if (!isSpinRun(run)) return assembleLinks(run, options);
  // Loaded when asked for: a page that shows links need not wait for spins and electrons.
  const { assembleSpins } = await import('./spins/index.ts');
  return assembleSpins(run, options);
};
