/** Rules between the sections of a run of spins. */
import { shellsOf } from '../../../spin/index.ts';
import { plural } from '../../../words/index.ts';
import { memoryLimit, readableBytes } from '../memory.ts';
import type { SpinRun } from '../spin/index.ts';
import { spinComponents } from '../spin/model.ts';
import { machineRules } from './machine.ts';
import { broken, type Rule } from './rule.ts';
import { somethingToDo } from './schedule.ts';

type SpinRule = Rule<SpinRun>;

const signsDoNotTurn: SpinRule = ({ model, sampler }) => {
  if (model.kind === 'ising' && sampler.kind === 'hmc')
    return broken(['sampler', 'kind'], '"metropolis": no small motion turns an Ising spin');
};

const fieldFitsSpins: SpinRule = ({ model }) => {
  const field = 'field' in model ? model.field : undefined;
  const components = spinComponents[model.kind];
  if (field && field.length !== components)
    return broken(
      ['model', 'field'],
      `${plural(components, 'number')}, one for each component of a spin of "${model.kind}"`,
    );
};

const learningNeedsThreeComponents: SpinRule = ({ model, sampler }) => {
  if (sampler.kind === 'slmc' && spinComponents[model.kind] !== 3)
    return broken(['sampler', 'kind'], '"metropolis" or "hmc": effective models are of spins with three components');
};

const effectiveWithSlmc: SpinRule = ({ sampler, effective }) => {
  if (sampler.kind === 'slmc' && effective === undefined)
    return broken(['effective'], 'a section [effective] with sampler.kind = "slmc", the model that proposes');
  if (sampler.kind !== 'slmc' && effective !== undefined)
    return broken(
      ['effective'],
      `no such section with sampler.kind = ${JSON.stringify(sampler.kind)}; it needs "slmc"`,
    );
};

const shellsExist: SpinRule = ({ lattice: { extent }, effective }) => {
  if (effective?.shells === undefined) return;
  const most = shellsOf(extent).length;
  if (effective.shells > most)
    return broken(['effective', 'shells'], `an integer from 1 to ${most}, the shells of a ${extent.join('×')} lattice`);
};

const modelIsKnown: SpinRule = ({ effective, training }) => {
  if (effective !== undefined && effective.weights === undefined && training === undefined)
    return broken(
      ['effective', 'weights'],
      'a file of weights, or else a section [training]: this model knows nothing',
    );
};

const trainingIsUsed: SpinRule = ({ training, sampler, schedule }) => {
  if (training === undefined) {
    if (schedule.train > 0) return broken(['schedule', 'train'], '0, or else a section [training]');
    return;
  }
  if (sampler.kind !== 'slmc') return broken(['training'], 'no such section without sampler.kind = "slmc"');
  if (schedule.train === 0 && training.data === undefined)
    return broken(['schedule', 'train'], 'at least 1, or training.data: there is nothing to learn from');
  if (schedule.train > 0 && training.optimiser.kind === 'gaussNewton')
    return broken(
      ['training', 'optimiser', 'kind'],
      '"adam" or "sgd" while the chain runs: Gauss-Newton steps need all data at once, training.data',
    );
  if (training.memory < training.batch)
    return broken(['training', 'memory'], `at least training.batch, which is ${training.batch}`);
  if (schedule.train > 0 && schedule.train < training.batch)
    return broken(['schedule', 'train'], `0, or at least training.batch, which is ${training.batch}`);
};

/** Its eigenvalues take minutes, once for every weight. */
const largestMatrix = 4096;

const matrixIsAffordable: SpinRule = ({ model, lattice: { extent } }) => {
  const rows = 2 * extent.reduce((product, length) => product * length, 1);
  if (model.kind === 'doubleExchange' && rows > largestMatrix)
    return broken(
      ['lattice', 'extent'],
      `at most ${largestMatrix / 2} sites: electrons have a dense matrix of ${rows} rows`,
    );
};

/** Spins before and after an update. */
const fitsInMemory: SpinRule = ({ model, lattice: { extent } }) => {
  const bytes = 2 * 8 * spinComponents[model.kind] * extent.reduce((product, length) => product * length, 1);
  if (bytes > memoryLimit)
    return broken(
      ['lattice', 'extent'],
      `fields of at most ${readableBytes(memoryLimit)} of memory, these need at least ${readableBytes(bytes)}`,
    );
};

const electronsAreThere: SpinRule = ({ model, measure }) => {
  if (model.kind === 'doubleExchange') return;
  const name = ['filling', 'numberVariance'].find(electronic => measure[electronic] !== undefined);
  if (name !== undefined)
    return broken(['measure', name], 'no such table: only the model "doubleExchange" has electrons');
};

export const spinRules: readonly SpinRule[] = [
  fitsInMemory,
  matrixIsAffordable,
  fieldFitsSpins,
  electronsAreThere,
  signsDoNotTurn,
  learningNeedsThreeComponents,
  effectiveWithSlmc,
  shellsExist,
  modelIsKnown,
  trainingIsUsed,
  somethingToDo,
  ...machineRules,
];
