/** Self-learning Monte Carlo with quarks: what it learns, that it samples the theory, and that it goes on where it was stopped. */
import { expect, test } from 'vitest';
import { resolvedFrom } from '../../../test/cli/samples.ts';
import { hoppingCouplings } from '../../fermion/index.ts';
import { gammaMethod } from '../../measure/statistics/index.ts';
import { weightsFromText } from '../../network/index.ts';
import { assemble } from '../assemble.ts';
import { noFiles, type Simulation, type TrajectoryRecord } from '../simulation.ts';

const run = (sampler: string, { mass = 0.5, train = 0, more = '' } = {}) => `lattice.extent = [4, 4]
group.name = "SU(2)"
start.from = "hot"
action.gauge = { kind = "plaquette", beta = 2.0 }
action.fermion = { kind = "staggered", mass = ${mass}, flavours = 4 }
sampler = { ${sampler} }
schedule = { thermalise = 20, train = ${train}, trajectories = 400, seed = 11 }
machine.kind = "wasm128"
${more}`;
const learned = 'kind = "slmc", steps = 8, proposal = 2, loops = { plaquette = 0, polyakovX = 0, polyakovT = 0 }';
const training = 'training = { loss = "variance", batch = 2, optimiser = { kind = "leastSquares", first = 8 } }';

const start = async (text: string, file = '') =>
  assemble(resolvedFrom(text), { announce() {}, files: { ...noFiles, weights: path => weightsFromText(file, path) } });
type Phase = 'thermalise' | 'train' | 'production';
const make = async (chain: Simulation, phase: Phase, from: number, count: number) => {
  const records: TrajectoryRecord[] = [];
  for (let k = 0; k < count; k++)
    records.push(await chain.next({ trajectory: from + k, phase, measure: { plaquette: true } }));
  return records;
};
const weightsOf = (chain: Simulation): Record<string, number> => JSON.parse(chain.saveWeights!().text).weights;
const plaquetteOf = (records: TrajectoryRecord[]) =>
  gammaMethod(records.map(({ observables }) => observables.plaquette as number));

test('it learns to propose what is accepted, and samples what HMC samples', async () => {
  const chain = await start(run(learned, { train: 40, more: training }));
  await make(chain, 'thermalise', 1, 20);
  const lessons = await make(chain, 'train', 21, 40);
  chain.freeze?.();
  const frozen = weightsOf(chain);
  const records = await make(chain, 'production', 61, 400);
  expect(weightsOf(chain)).toEqual(frozen);
  const share = (some: TrajectoryRecord[]) => some.filter(({ accepted }) => accepted).length / some.length;
  expect(share(records)).toBeGreaterThan(share(lessons.slice(0, 8)));
  expect(share(records)).toBeGreaterThan(0.8);
  const works = records.map(({ deltaH }) => Math.exp(-deltaH!));
  const [average, reference] = [
    plaquetteOf(records),
    plaquetteOf(await make(await start(run('kind = "hmc", steps = 10')), 'production', 1, 500)),
  ];
  expect(Math.abs(average.mean - reference.mean)).toBeLessThan(4 * Math.hypot(average.error, reference.error));
  const one = gammaMethod(works);
  expect(Math.abs(one.mean - 1)).toBeLessThan(4 * one.error);
});

test('of heavy quarks it learns the couplings of the expansion in hops', async () => {
  const chain = await start(run(learned, { mass: 12, train: 30, more: training }));
  await make(chain, 'train', 1, 30);
  const { plaquette, polyakov } = hoppingCouplings({
    ...{ mass: 12, flavours: 4, colours: 2, extents: [4, 4], boundary: ['periodic', 'antiperiodic'] },
  });
  const found = weightsOf(chain);
  // Next orders are smaller by 1/m² times the number of ways.
  for (const [loop, expected] of Object.entries({ plaquette, polyakovX: polyakov[0], polyakovT: polyakov[1] })) {
    expect(Math.abs(found[`effective.loop.${loop}`] / expected - 1), loop).toBeLessThan(0.15);
  }
});

test('stopped while training or later, it goes on with the same bits; weights start another run', async () => {
  const text = run(learned, { train: 30, more: training });
  const [one, other] = [await start(text), await start(text)];
  await make(one, 'thermalise', 1, 3);
  await make(one, 'train', 4, 11);
  other.restore!(one.state!());
  expect(await make(other, 'train', 15, 4)).toEqual(await make(one, 'train', 15, 4));
  expect(weightsOf(other)).toEqual(weightsOf(one));
  const next = await start(run(`${learned}, weights = "w.json"`), one.saveWeights!().text);
  expect(weightsOf(next)).toEqual(weightsOf(one));
});

test.each([
  ['kind = "slmc", loops = {}', '', 'at least one loop'],
  ['kind = "slmc", loops = { chair = 0 }', '', 'at least 3 directions'],
  [learned, 'training = {}', '"leastSquares"'],
  [`${learned}, tune = {}`, '', 'no tuning with "slmc"'],
])('%s refused', async (sampler, more, sentence) => {
  await expect((async () => start(run(sampler, { more })))()).rejects.toThrow(sentence);
});
