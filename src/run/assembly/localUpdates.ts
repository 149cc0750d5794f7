/** Heatbath, Metropolis and overrelaxation sweeps, as a run describes them. */
import type { Resolved } from '../schema/index.ts';
import type { Chain } from './chain.ts';
import type { Theory } from './theory.ts';

type LocalUpdates = Extract<Resolved['sampler'], { kind: 'heatbath' | 'metropolis' }>;

export function localUpdatesOf(_run: Resolved, sampler: LocalUpdates, _theory: Theory): Chain {
  throw new Error(`The sampler ${sampler.kind} is not assembled yet.`);
}
