/** Effective actions of runs: what learns, what is written down, and what is taken up again. */
import { describe, expect, test } from 'vitest';
import { resolvedFrom } from '../../../test/cli/samples.ts';
import { configurationOf } from '../../files/index.ts';
import { hotStart } from '../../gauge/index.ts';
import { groupNamed } from '../../group/index.ts';
import { key, Lattice } from '../../lattice/index.ts';
import { weightsFromText } from '../../network/index.ts';
import { assemble } from '../assemble.ts';
import { noFiles, type Simulation, type TrajectoryRecord } from '../simulation.ts';

const text = (effective: string, more = '') => `lattice.extent = [4, 4]
group.name = "SU(2)"
start.from = "hot"
action.gauge = { kind = "plaquette", beta = 2.0 }
action.fermion = { kind = "staggered", mass = 0.3, flavours = 4 }
sampler = { kind = "slhmc", steps = 8, effective = { ${effective} } }
schedule = { thermalise = 0, train = ${more === '' ? 0 : 30}, trajectories = 4, seed = 9 }
machine.kind = "wasm128"
${more}`;
const regression = 'training = { optimiser = { kind = "leastSquares", first = 8 } }';
const start = async (run: string, file = '') =>
  assemble(resolvedFrom(run), {
    announce() {},
    files: { ...noFiles, weights: path => weightsFromText(file, path) },
  });
const make = async (chain: Simulation, phase: 'train' | 'production', from: number, count: number) => {
  const records: TrajectoryRecord[] = [];
  for (let k = 0; k < count; k++) records.push(await chain.next({ trajectory: from + k, phase, measure: {} }));
  return records;
};
const weightsOf = (chain: Simulation): Record<string, number> => JSON.parse(chain.saveWeights!().text).weights;

const three = 'mass = 0.4, heavier = [0.5, 0.75], learn = ["coefficients"]';

describe('coefficients of several masses, by regression', () => {
  test('the change of S − S_θ all but vanishes', async () => {
    const chain = await start(text(three, regression));
    const records = await make(chain, 'train', 1, 30);
    const size = (some: TrajectoryRecord[]) =>
      Math.sqrt(some.reduce((sum, { extra }) => sum + extra!.rDifference ** 2, 0) / some.length);
    expect(size(records.slice(-10))).toBeLessThan(0.1 * size(records.slice(0, 8)));
    expect(Object.keys(weightsOf(chain))).toEqual([
      ...[1, 2, 3].map(k => `effective.coefficient${k}`),
      ...[1, 2, 3].map(k => `effective.mass${k}`),
    ]);
    // The sum stands for a lighter quark.
    expect(weightsOf(chain)['effective.coefficient1']).toBeGreaterThan(1);
  });

  test('an interrupted training goes on with the same bits', async () => {
    const [one, other] = [await start(text(three, regression)), await start(text(three, regression))];
    await make(one, 'train', 1, 14);
    other.restore!(one.state!());
    expect(await make(other, 'train', 15, 3)).toEqual(await make(one, 'train', 15, 3));
    expect(weightsOf(other)).toEqual(weightsOf(one));
  });

  test('a file of weights starts the next run where the last one ended', async () => {
    const chain = await start(text(three, regression));
    await make(chain, 'train', 1, 12);
    const { text: file } = chain.saveWeights!();
    const next = await start(text(`${three}, weights = "w.json"`), file);
    expect(weightsOf(next)).toEqual(weightsOf(chain));
    await expect(start(text('mass = 0.4, heavier = [0.5], weights = "w.json"'), file)).rejects.toThrow(
      'sampler.effective.weights: w.json has effective.coefficient3, effective.mass3, which',
    );
  });
});

test('masses that learn by Adam stay above that of the run, loops and network learn beside them', async () => {
  const effective = 'mass = 0.4, loops = { plaquette = 0, polyakovTime = 0.1 }, learn = ["masses", "loops"]';
  const chain = await start(
    text(effective, 'network = { kind = "stout" }\ntraining = { optimiser = { kind = "adam", rate = 0.01 } }'),
  );
  const before = weightsOf(chain);
  await make(chain, 'train', 1, 10);
  const after = weightsOf(chain);
  for (const name of ['layer0.rho.plaquette', 'effective.loop.plaquette', 'effective.loop.polyakovTime']) {
    expect(after[name]).not.toBe(before[name]);
  }
  // The best mass is that of the quarks, 0.3, which is lower.
  expect(after['effective.mass1']).toBe(0.4);
  expect(after['effective.coefficient1']).toBe(1);
});

test('one mass with nothing else has the bits of the heavier action itself', async () => {
  const [plain, sum] = [await start(text('mass = 0.4')), await start(text('mass = 0.4, coefficients = [1]'))];
  const [one, other] = [await make(plain, 'production', 1, 2), await make(sum, 'production', 1, 2)];
  expect(other).toEqual(one);
  expect(sum.state!()).toEqual(plain.state!());
});

test('an effective mass that saves nothing is called so', async () => {
  const remark = (chain: Simulation) => chain.describe().filter(line => line.includes('no saving'));
  expect(remark(await start(text('mass = 0.3')))).toHaveLength(1);
  expect(remark(await start(text('mass = 0.4')))).toEqual([]);
});

describe('pseudofermions of the surrogate, with determinants', () => {
  const noiseless = 'pseudofermions = "surrogate"';

  test('at the mass of the quarks it is hybrid Monte Carlo, up to rounding', async () => {
    const [one, other] = [await start(text('mass = 0.3')), await start(text(`mass = 0.3, ${noiseless}`))];
    const [plain, determinants] = [await make(one, 'production', 1, 3), await make(other, 'production', 1, 3)];
    determinants.forEach(({ deltaH, accepted }, k) => {
      expect(Math.abs(deltaH! - plain[k].deltaH!)).toBeLessThan(1e-9);
      expect(accepted).toBe(plain[k].accepted);
    });
  });

  test('⟨e^−ΔH⟩ is one, and ΔH scatters less than with fields of the exact action', async () => {
    const trajectories = 120;
    const [one, other] = [await start(text('mass = 0.6')), await start(text(`mass = 0.6, ${noiseless}`))];
    const [noisy, smooth] = [
      await make(one, 'production', 1, trajectories),
      await make(other, 'production', 1, trajectories),
    ].map(records => records.map(({ deltaH }) => deltaH!));
    const weights = smooth.map(deltaH => Math.exp(-deltaH));
    const mean = weights.reduce((sum, w) => sum + w, 0) / trajectories;
    const error = Math.sqrt(weights.reduce((sum, w) => sum + (w - mean) ** 2, 0)) / trajectories;
    expect(Math.abs(mean - 1)).toBeLessThan(4 * error);
    const square = (values: number[]) => values.reduce((sum, v) => sum + v ** 2, 0);
    expect(square(smooth)).toBeLessThan(square(noisy) / 2);
  });

  test('what is trained is what the accept test sees: ΔH is the change of S − S_θ, up to the error of the steps', async () => {
    const chain = await start(
      text(
        `mass = 0.6, ${noiseless}, loops = { plaquette = 0.1 }, learn = ["loops"]`,
        'network = { kind = "stout" }\ntraining = { optimiser = { kind = "adam", rate = 3e-3 } }',
      ).replace('steps = 8', 'steps = 40'),
    );
    const before = weightsOf(chain);
    const records = await make(chain, 'train', 1, 12);
    const changes = records.map(({ deltaH, extra }) => [deltaH!, extra!.rDifference]);
    // Steps of 1/40 leave about (8/40)² of the errors that HMC with 8 steps accepts.
    for (const [deltaH, change] of changes) expect(Math.abs(deltaH - change)).toBeLessThan(0.03);
    expect(Math.max(...changes.map(([, change]) => Math.abs(change)))).toBeGreaterThan(0.3);
    for (const [name, value] of Object.entries(weightsOf(chain))) {
      if (/mass|coefficient/.test(name)) expect(value).toBe(before[name]);
      else expect(value).not.toBe(before[name]);
    }
  });
});

describe('training on stored configurations', () => {
  const stored = ['a', 'b', 'c', 'd', 'e'];
  const links = stored.map((_, k) =>
    configurationOf(hotStart(new Lattice([4, 4]), groupNamed('SU(2)'), key(k, 0, 'start'))),
  );
  const withData = (more: string) =>
    text(
      three,
      `training = { chain = "hmc", data = "stored", ${more} optimiser = { kind = "leastSquares", first = 8 } }`,
    );
  const startWith = async (more: string, names = stored) => {
    const read: string[] = [];
    const files = {
      ...noFiles,
      linksIn: () => names,
      configuration(path: string) {
        read.push(path);
        const configuration = links[stored.indexOf(path)];
        return { configuration, remarks: [], header: {} };
      },
    };
    return { read, chain: await assemble(resolvedFrom(withData(more)), { announce() {}, files }) };
  };

  test('trajectories start from each in turn, those held out from the first ones alone', async () => {
    const { read, chain } = await startWith('heldOut = { trajectories = 2, every = 3 },');
    const records = await make(chain, 'train', 1, 8);
    expect(read).toEqual(['a', 'b', 'c', 'd', 'e', 'c', 'd', 'e']);
    expect(records.map(({ extra }) => extra!.heldOutLoss !== undefined)).toEqual(
      [2, 5, 8].reduce((looked, at) => looked.with(at - 1, true), new Array<boolean>(8).fill(false)),
    );
  });

  test('a trajectory from a configuration has the bits of a run that starts there, whatever came before', async () => {
    const [one, other] = [await startWith(''), await startWith('', ['c'])];
    const [, , third] = await make(one.chain, 'train', 1, 3);
    const [alone] = await make(other.chain, 'train', 3, 1);
    expect(alone.deltaH).toBe(third.deltaH);
    expect(alone.extra!.r).toBe(third.extra!.r);
  });

  test('too few configurations are refused', async () => {
    await expect(startWith('heldOut = { trajectories = 5 },')).rejects.toThrow(
      'training.data: stored holds 5 configurations; expected more than the 5 of training.heldOut.trajectories.',
    );
  });
});
