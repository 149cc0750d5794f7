/** Rules about the sampler, its network and its training. */
import { beyondThePaper, ownLosses } from '../../../network/index.ts';
import { forceNames, quarksOf } from '../action.ts';
import { ownActionAt } from '../gauge.ts';
import { axesOf } from '../network.ts';
import { isDynamics } from '../sampler.ts';
import { machineRules } from './machine.ts';
import { broken, type Rule } from './rule.ts';
import { somethingToDo } from './schedule.ts';

const directionsOf: Record<string, number> = { chair: 3, parallelogram: 3, polyakovY: 3, polyakovZ: 4 };

const largestDense = 1024;

/** Of the determinant on even sites. */
function denseRows(extent: readonly number[], group: string): number {
  const sites = extent.reduce((product, length) => product * length, 1);
  return (sites / 2) * (Number(/\d+/.exec(group)?.[0]) || 1);
}

const networkLoopsExist: Rule = ({ lattice, network }) => {
  if (network === undefined) return;
  const named = {
    loops: 'loops' in network ? network.loops : [],
    hub: ('hub' in network && network.hub) || [],
  };
  for (const [key, loops] of Object.entries(named)) {
    const missing = loops.findIndex(loop => (directionsOf[loop] ?? 2) > lattice.extent.length);
    if (missing < 0) continue;
    const least = directionsOf[loops[missing]];
    return broken(['network', key, missing], `a lattice of at least ${least} directions for this loop`);
  }
};
const attentionIsPossible: Rule = ({ lattice, network }) => {
  if (network?.kind !== 'cask') return;
  const { reach, extents = [], directions = [], attention = 'neighbours', hub, activation } = network;
  const far = extents.findIndex(extent => extent > reach);
  if (far >= 0) return broken(['network', 'extents', far], `extents up to network.reach = ${reach}`);
  const axes = axesOf(lattice.extent.length);
  const missing = directions.findIndex(axis => !axes.includes(axis));
  if (missing >= 0) return broken(['network', 'directions', missing], `directions of this lattice, ${axes.join(', ')}`);
  if (hub && attention === 'neighbours')
    return broken(['network', 'hub'], 'attention = "star" or "both" beside it, without them there is no hub');
  if (attention === 'star' && activation === 'softmax')
    return broken(['network', 'activation'], 'no softmax with attention = "star", which has no neighbours; "both" has');
};

const slhmcNeedsOneStaggeredQuark: Rule = ({ sampler, action }) => {
  if (sampler.kind !== 'slhmc') return;
  const quarks = quarksOf(action);
  if (quarks.length === 0)
    return broken(['sampler', 'kind'], '"hmc", because self-learning HMC needs a staggered fermion in [action]');
  const [quark] = quarks;
  if (quarks.length > 1 || quark.kind !== 'staggered')
    return broken(['sampler', 'kind'], '"hmc": self-learning HMC knows one kind of quark, staggered');
  if (quark.hasenbusch !== undefined || quark.smearing !== undefined)
    return broken(['sampler', 'kind'], '"hmc": self-learning HMC takes quarks without hasenbusch and smearing');
};

/** One staggered determinant, dense, and regression on loops. */
const loopsForQuarksArePossible: Rule = ({ sampler, action, lattice, group, training }) => {
  if (sampler.kind !== 'slmc') return;
  const quarks = quarksOf(action);
  const [quark] = quarks;
  if (quarks.length !== 1 || quark.kind !== 'staggered' || quark.hasenbusch || quark.smearing)
    return broken(['sampler', 'kind'], '"hmc": self-learning Monte Carlo knows one kind of quark, staggered as it is');
  if (sampler.gaugeSubsteps > 1)
    return broken(['sampler', 'gaugeSubsteps'], '1, there is no slower force than that of the loops');
  const loops = Object.keys(sampler.loops);
  if (loops.length === 0) return broken(['sampler', 'loops'], 'at least one loop, such as { plaquette = 0 }');
  const missing = loops.find(loop => (directionsOf[loop] ?? 2) > lattice.extent.length);
  if (missing)
    return broken(['sampler', 'loops', missing], `a lattice of at least ${directionsOf[missing]} directions for it`);
  const size = denseRows(lattice.extent, group.name);
  if (size > largestDense)
    return broken(
      ['sampler', 'kind'],
      `"hmc": dense determinants are computed up to ${largestDense} rows, not ${size}`,
    );
  if (training && training.optimiser.kind !== 'leastSquares')
    return broken(['training', 'optimiser', 'kind'], '"leastSquares" for the couplings of loops');
};
const localUpdatesSeeLoopsOnly: Rule = ({ sampler, action }) => {
  if (isDynamics(sampler)) return;
  if (quarksOf(action).length > 0) return broken(['sampler', 'kind'], '"hmc" or "slhmc": quarks see all links at once');
  if (action.gauge.smearing !== undefined)
    return broken(['sampler', 'kind'], '"hmc": an action of smeared links has no staples');
  if (ownActionAt(action.gauge))
    return broken(['sampler', 'kind'], '"hmc": an action of your own has no staples that are known here');
  if (action.gauge.kind === 'adjoint' && sampler.kind === 'heatbath')
    return broken(['sampler', 'kind'], '"hmc" or "metropolis": the adjoint plaquette is not linear in a link');
  if (action.gauge.kind === 'adjoint' && sampler.overrelaxation > 0)
    return broken(['sampler', 'overrelaxation'], '0, the adjoint plaquette is not linear in a link');
};

/** A rectangle on two sites closes on the link that it began with. */
const rectanglesNeedRoom: Rule = ({ sampler, action: { gauge }, lattice }) => {
  const improved = ['symanzik', 'iwasaki', 'dbw2'].includes(gauge.kind);
  const hasRectangles = improved || (gauge.kind === 'loops' && gauge.terms.some(({ loop }) => loop === 'rectangle'));
  if (!isDynamics(sampler) && hasRectangles && lattice.extent.some(length => length < 4))
    return broken(['sampler', 'kind'], '"hmc", or at least 4 sites in every direction: rectangles meet a link twice');
};

const nestingNeedsFermions: Rule = ({ sampler, action }) => {
  if (isDynamics(sampler) && sampler.gaugeSubsteps > 1 && quarksOf(action).length === 0)
    return broken(['sampler', 'gaugeSubsteps'], '1, because without a fermion there is no slower force to nest in');
};

const levelsNameEveryForceOnce: Rule = ({ sampler, action }) => {
  if (!isDynamics(sampler) || sampler.levels === undefined) return;
  if (sampler.gaugeSubsteps > 1)
    return broken(['sampler', 'gaugeSubsteps'], '1, because [[sampler.levels]] say how forces are nested');
  const known =
    sampler.kind === 'slmc' ? ['gauge'] : sampler.kind === 'slhmc' ? ['gauge', 'fermion'] : forceNames(action);
  if (sampler.levels.length > known.length)
    return broken(['sampler', 'levels', known.length], `no more levels than forces: ${known.join(', ')}`);
  const named = sampler.levels.flatMap(({ forces }, level) => forces.map((force, i) => ({ force, level, i })));
  for (const { force, level, i } of named) {
    const path = ['sampler', 'levels', level, 'forces', i];
    if (!known.includes(force)) return broken(path, `one of ${known.map(name => JSON.stringify(name)).join(', ')}`);
    if (named.filter(other => other.force === force).length > 1) return broken(path, 'every force on one level only');
  }
  const missing = known.find(force => !named.some(other => other.force === force));
  const open = sampler.levels.flatMap(({ forces }, level) => (forces.length === 0 ? [level] : []));
  if (missing !== undefined && open.length === 0)
    return broken(['sampler', 'levels'], `a level for the force "${missing}" as well`);
  if (open.length > (missing === undefined ? 0 : 1))
    return broken(['sampler', 'levels', open.at(-1)!, 'forces'], 'forces that no other level names');
};

const tuningNeedsThermalisation: Rule = ({ sampler, schedule }) => {
  if (!isDynamics(sampler) || sampler.tune === undefined) return;
  if (sampler.kind !== 'hmc')
    return broken(['sampler', 'tune'], `no tuning with "${sampler.kind}", which thermalises with another force`);
  if (schedule.thermalise < 10)
    return broken(['sampler', 'tune'], 'schedule.thermalise of at least 10 with it, steps are tuned only then');
};

const networkNeedsSlhmc: Rule = ({ sampler, network }) => {
  if (network !== undefined && sampler.kind !== 'slhmc')
    return broken(
      ['network'],
      `no such section with sampler.kind = ${JSON.stringify(sampler.kind)}; a network needs "slhmc"`,
    );
};

const releasedIsAsPublished: Rule = ({ network }) => {
  if (network?.kind !== 'cask' || network.variant === 'symmetric') return;
  const more = beyondThePaper({ ...network, scoreWeights: network.scores === 'trained' });
  if (more) {
    const name = more === 'scoreWeights' ? 'trained scores' : more;
    return broken(['network', 'variant'], `"symmetric": the released variant is the published one, without ${name}`);
  }
};

const trainingNeedsWeights: Rule = ({ network, training, sampler }) => {
  if (training === undefined || sampler.kind === 'slmc') return;
  if (sampler.kind === 'slhmc' && sampler.effective.learn) return;
  if (network === undefined)
    return broken(['training'], 'a [network] section beside it, or sampler.effective.learn: there is nothing to train');
  if (network.kind === 'identity')
    return broken(
      ['network', 'kind'],
      'a network such as "stout" or "cask", the identity has no weights to train; sampler.effective.learn trains without a network',
    );
};

const effectiveActionFits: Rule = ({ sampler, training, lattice }) => {
  if (sampler.kind !== 'slhmc') return;
  const { mass, heavier = [], coefficients, loops = {}, learn = [], weights } = sampler.effective;
  const path = (...keys: (string | number)[]) => ['sampler', 'effective', ...keys];
  const light = heavier.findIndex(other => other <= mass);
  if (light >= 0) return broken(path('heavier', light), `masses above sampler.effective.mass = ${mass}`);
  if (coefficients && coefficients.length !== 1 + heavier.length)
    return broken(path('coefficients'), `${1 + heavier.length} numbers, for mass and each of heavier`);
  const missing = Object.keys(loops).find(loop => (directionsOf[loop] ?? 2) > lattice.extent.length);
  if (missing)
    return broken(path('loops', missing), `a lattice of at least ${directionsOf[missing]} directions for it`);
  if (learn.includes('loops') && Object.keys(loops).length === 0)
    return broken(path('learn'), 'sampler.effective.loops beside it, loops to train');
  if (learn.length > 0 && training === undefined && weights === undefined)
    return broken(path('learn'), 'a section [training] beside it');
};

const regressionIsLinear: Rule = ({ sampler, training, network }) => {
  if (training?.optimiser.kind !== 'leastSquares') return;
  const kinds = '"adam" or "sgd"';
  if (ownLosses.get(training.loss))
    return broken(['training', 'optimiser', 'kind'], `${kinds}: regression is for the losses that are here anyway`);
  if (network !== undefined && network.kind !== 'identity')
    return broken(['training', 'optimiser', 'kind'], `${kinds}: S is not linear in the weights of a network`);
  if (sampler.kind === 'slhmc' && sampler.effective.learn?.includes('masses'))
    return broken(['training', 'optimiser', 'kind'], `${kinds}: S is not linear in masses`);
};

/** Dense determinants, and a heat bath of one heavy mass. */
const surrogateFieldIsPossible: Rule = ({ sampler, lattice, group }) => {
  if (sampler.kind !== 'slhmc' || sampler.effective.pseudofermions !== 'surrogate') return;
  const path = (key: string) => ['sampler', 'effective', key];
  const { heavier, coefficients, learn = [] } = sampler.effective;
  const drawn =
    'with pseudofermions = "surrogate": the field is drawn from one heavy action, whose factor does not matter';
  if (heavier) return broken(path('heavier'), `no such key ${drawn}`);
  if (coefficients) return broken(path('coefficients'), `no such key ${drawn}`);
  const trained = learn.find(word => word !== 'loops');
  if (trained) return broken(path('learn'), `no "${trained}" ${drawn}`);
  const size = denseRows(lattice.extent, group.name);
  if (size > largestDense)
    return broken(
      path('pseudofermions'),
      `"exact": the determinants of ${size} rows that "surrogate" needs are computed up to ${largestDense}`,
    );
};

const trainStepsNeedTraining: Rule = ({ schedule, training }) => {
  if (schedule.train > 0 && training === undefined)
    return broken(['schedule', 'train'], '0, or else a section [training], with [network] or sampler.effective.learn');
};

const varianceNeedsBatch: Rule = ({ training }) => {
  if (training?.loss === 'variance' && training.batch < 2)
    return broken(['training', 'batch'], 'at least 2 for loss = "variance", one number has no variance');
};

const heldOutLeavesLessons: Rule = ({ training, schedule }) => {
  if (training?.heldOut === undefined) return;
  const { trajectories } = training.heldOut;
  if (schedule.train > 0 && trajectories >= schedule.train)
    return broken(
      ['training', 'heldOut', 'trajectories'],
      `less than schedule.train = ${schedule.train}, or nothing is left to learn from`,
    );
  if (training.loss === 'variance' && trajectories < 2)
    return broken(['training', 'heldOut', 'trajectories'], 'at least 2 for loss = "variance"');
};

export const samplerRules: readonly Rule[] = [
  networkLoopsExist,
  slhmcNeedsOneStaggeredQuark,
  loopsForQuarksArePossible,
  localUpdatesSeeLoopsOnly,
  rectanglesNeedRoom,
  nestingNeedsFermions,
  levelsNameEveryForceOnce,
  tuningNeedsThermalisation,
  networkNeedsSlhmc,
  attentionIsPossible,
  releasedIsAsPublished,
  trainingNeedsWeights,
  effectiveActionFits,
  regressionIsLinear,
  surrogateFieldIsPossible,
  trainStepsNeedTraining,
  varianceNeedsBatch,
  heldOutLeavesLessons,
  somethingToDo,
  ...machineRules,
];
