/** Rules that tie sections together: combinations that are well typed, yet describe no run. */
import type { Sections } from './index.ts';
import { fieldBytes, memoryLimit, readableBytes } from './memory.ts';

/** One broken rule: where to point, and a sentence that completes "`key` is VALUE; ". */
export interface Inconsistency {
  readonly path: readonly (string | number)[];
  readonly expected: string;
}

type Rule = (run: Sections) => Inconsistency | undefined;

const broken = (path: Inconsistency['path'], expected: string): Inconsistency => ({ path, expected });

const fitsInMemory: Rule = ({ lattice, group, action }) => {
  const fermions = action.fermion.kind !== 'none';
  const bytes = fieldBytes({ extent: lattice.extent, group: group.name, fermions });
  if (bytes <= memoryLimit) return;
  return broken(
    ['lattice', 'extent'],
    `fields of at most ${readableBytes(memoryLimit)} of memory, these need at least ${readableBytes(bytes)}`,
  );
};

const chairNeedsThreeDirections: Rule = ({ lattice, action }) => {
  if (lattice.extent.length > 2 || action.gauge.kind !== 'loops') return;
  const term = action.gauge.terms.findIndex(({ loop }) => loop === 'chair');
  if (term >= 0) return broken(['action', 'gauge', 'terms', term, 'loop'], 'at least 3 directions for a chair loop');
};

const directionsOf: Record<string, number> = { chair: 3, polyakovY: 3, polyakovZ: 4 };

const networkLoopsExist: Rule = ({ lattice, network }) => {
  if (network === undefined || network.kind === 'identity') return;
  const missing = network.loops.findIndex(loop => (directionsOf[loop] ?? 2) > lattice.extent.length);
  if (missing < 0) return;
  const loop = network.loops[missing];
  return broken(['network', 'loops', missing], `a lattice of at least ${directionsOf[loop]} directions for this loop`);
};

const slhmcNeedsFermions: Rule = ({ sampler, action }) => {
  if (sampler.kind === 'slhmc' && action.fermion.kind === 'none')
    return broken(['sampler', 'kind'], '"hmc", because self-learning HMC needs a staggered fermion in [action]');
};

const nestingNeedsFermions: Rule = ({ sampler, action }) => {
  if (sampler.gaugeSubsteps > 1 && action.fermion.kind === 'none')
    return broken(['sampler', 'gaugeSubsteps'], '1, because without a fermion there is no slower force to nest in');
};

const networkNeedsSlhmc: Rule = ({ sampler, network }) => {
  if (network !== undefined && sampler.kind === 'hmc')
    return broken(['network'], 'no such section with sampler.kind = "hmc"; a network needs "slhmc"');
};

const trainingNeedsWeights: Rule = ({ network, training }) => {
  if (training === undefined) return;
  if (network === undefined) return broken(['training'], 'a [network] section beside it, there is nothing to train');
  if (network.kind === 'identity')
    return broken(['network', 'kind'], '"stout" or "cask", the identity has no weights to train');
};

const trainStepsNeedTraining: Rule = ({ schedule, training }) => {
  if (schedule.train > 0 && training === undefined)
    return broken(['schedule', 'train'], '0, or else the sections [network] and [training]');
};

const varianceNeedsBatch: Rule = ({ training }) => {
  if (training?.loss === 'variance' && training.batch < 2)
    return broken(['training', 'batch'], 'at least 2 for loss = "variance", one number has no variance');
};

const somethingToDo: Rule = ({ schedule }) => {
  if (schedule.thermalise + schedule.train + schedule.trajectories === 0)
    return broken(['schedule', 'trajectories'], 'at least one trajectory in all of [schedule]');
};

const condensateNeedsFermions: Rule = ({ measure, action }) => {
  if (measure.chiralCondensate !== undefined && action.fermion.kind === 'none')
    return broken(['measure', 'chiralCondensate'], 'a staggered fermion in [action], there are no quarks to measure');
};

const rules: readonly Rule[] = [
  fitsInMemory,
  chairNeedsThreeDirections,
  networkLoopsExist,
  slhmcNeedsFermions,
  nestingNeedsFermions,
  networkNeedsSlhmc,
  trainingNeedsWeights,
  trainStepsNeedTraining,
  varianceNeedsBatch,
  somethingToDo,
  condensateNeedsFermions,
];

/** All broken rules of a run, in a fixed order. */
export function inconsistencies(run: Sections): Inconsistency[] {
  return rules.map(rule => rule(run)).filter(found => found !== undefined);
}
