/** Least squares, gradients of the loss over configurations side by side, and models that learn what they can represent. */
import { describe, expect, test } from 'vitest';
import { coordinatesOf, key, Lattice } from '../../lattice/index.ts';
import { adam } from '../../network/train/index.ts';
import { randomWeights, turned } from '../effective/effective.fixture.ts';
import { type EffectiveModel, effectiveModel } from '../effective/index.ts';
import { alignedSpins, randomSpins } from '../spinField.ts';
import {
  beginLayers,
  type Dataset,
  dataset,
  deeper,
  fitCouplings,
  mseOf,
  onlineTrainer,
  part,
  recorder,
  residualsOf,
  sideBySide,
  takeWeights,
  trainOn,
} from './index.ts';

const extents = [4, 4];
const lattice = new Lattice(extents);
const configurations = Array.from({ length: 96 }, (_, k) => randomSpins(lattice, key(k, 0, 'start')));

/** Weights that this model gives. */
const taughtBy = (teacher: EffectiveModel): Dataset =>
  dataset(
    Float64Array.from(configurations.flatMap(u => Array.from(u.field.toArray()))),
    Float64Array.from(configurations, u => -teacher.value(u)),
  );
const made = (layers: number, spread = 0.1) => {
  const model = effectiveModel({ extents, shells: 5, layers });
  randomWeights(model, spread, 7);
  return model;
};

test('least squares finds the couplings of a linear model, and those behind layers', () => {
  for (const layers of [0, 1]) {
    const teacher = made(layers);
    const data = taughtBy(teacher);
    const student = effectiveModel({ ...teacher.options });
    takeWeights(student, teacher);
    for (const weight of [...student.J, student.E0]) weight.value = 0;
    expect(fitCouplings(student, data)).toBeLessThan(1e-20);
    for (const [n, { value }] of student.J.entries()) expect(value).toBeCloseTo(teacher.J[n].value, 9);
    expect(student.E0.value).toBeCloseTo(teacher.E0.value, 9);
  }
});

test('least squares leaves alone what the data do not determine', () => {
  const up = dataset(new Float64Array(48).fill(1 / Math.sqrt(3)), Float64Array.of(2));
  const model = effectiveModel({ extents, shells: 5, layers: 0 });
  expect(fitCouplings(model, up)).toBeLessThan(1e-24);
  expect(model.J.map(({ value }) => value)).toEqual([0, 0, 0, 0, 0]);
  expect(model.E0.value).toBe(-2);
});

test('the gradient of the MSE is that of the residuals, one configuration after the other', () => {
  const data = part(taughtBy(made(0, 0.3)), 0, 8);
  const model = made(2);
  const { mse, residuals, gradient } = sideBySide(model, 8).residuals(data);
  const expected = new Float64Array(model.weights.length);
  for (const [k, u] of configurations.slice(0, 8).entries()) {
    const { value, derivatives } = model.weightGradient(u);
    const r = -data.logWeights[k] - value;
    expect(residuals[k]).toBeCloseTo(r, 11);
    derivatives.forEach((slope, w) => {
      expected[w] -= (2 * r * slope) / 8;
    });
  }
  for (const [w, slope] of expected.entries()) expect(Math.abs(gradient[w] - slope)).toBeLessThan(1e-10);
  expect(mse).toBeCloseTo(residuals.reduce((sum, r) => sum + r * r, 0) / 8, 12);
  expect(mseOf(model, data)).toBeCloseTo(mse, 11);
});

test('residuals of a number that is no whole batch, in order', () => {
  const data = part(taughtBy(made(0, 0.3)), 0, 67);
  const model = made(0);
  const residuals = residualsOf(model, data);
  for (const k of [0, 63, 64, 66]) {
    expect(residuals[k]).toBeCloseTo(-data.logWeights[k] - model.value(configurations[k]), 10);
  }
});

describe('training', () => {
  const teacher = made(1, 0.2);
  teacher.J[0].value = 2;
  const data = taughtBy(teacher);
  const student = () => {
    const model = effectiveModel({ extents, shells: 5, layers: 1 });
    beginLayers(model, 0.05, 3);
    fitCouplings(model, data);
    return model;
  };

  test('lowers the MSE on configurations that were not learnt from, and repeats bit for bit', () => {
    const [learnt, test] = [part(data, 0, 64), part(data, 64, 96)];
    const run = () => {
      const model = student();
      const before = mseOf(model, test);
      const epochs = trainOn(model, learnt, {
        optimiser: adam({ rate: 2e-2 }),
        batch: 16,
        epochs: 40,
        seed: 1,
        validation: test,
      });
      return { before, after: epochs.at(-1)!.validationMse!, weights: model.weights.map(({ value }) => value) };
    };
    const first = run();
    expect(first.after).toBeLessThan(0.7 * first.before);
    expect(run()).toEqual(first);
  });

  test('while a chain runs: a state taken up gives the same bits', () => {
    const options = { optimiser: adam({ rate: 1e-2 }), batch: 8, seed: 1, memory: 20 };
    const feed = (trainer: ReturnType<typeof onlineTrainer>, from: number, to: number) =>
      configurations.slice(from, to).map((u, k) => trainer.observe(u.field.toArray(), data.logWeights[from + k]).mse);
    const [one, other] = [student(), student()];
    const whole = onlineTrainer(one, options);
    expect(feed(whole, 0, 8).filter(mse => mse !== undefined).length).toBe(1);
    feed(whole, 8, 30);
    const resumed = onlineTrainer(other, { ...options, optimiser: adam({ rate: 1e-2 }) });
    resumed.restore(structuredClone(whole.state()));
    expect(feed(resumed, 30, 40)).toEqual(feed(whole, 30, 40));
    expect(other.weights).toEqual(one.weights);
    expect(() => resumed.restore({})).toThrow('found no weights, expected 24');
  });

  test('a deeper model begins close to the trained one', () => {
    const shallow = student();
    const next = deeper(shallow, 0, 1);
    expect(next.weights.length).toBe(shallow.weights.length + 18);
    // With a spread of 0 the new layer is the identity.
    expect(next.value(configurations[0])).toBeCloseTo(shallow.value(configurations[0]), 11);
    expect(deeper(shallow, 0.01, 1).value(configurations[0])).not.toBe(next.value(configurations[0]));
  });

  test.each([
    ['transformer', 'relu'],
    ['transformer', 'softmax'],
    ['convolution', 'linear'],
  ] as const)(
    'divided among images, a %s with %s gives ordered spins of larger lattices the same S_eff per site',
    (kind, score) => {
      const small = effectiveModel({ extents: [4, 4], shells: 5, layers: 2, kind, score });
      randomWeights(small, 0.1);
      const shells = small.shells.map(({ distanceSquared }) => distanceSquared);
      const large = effectiveModel({ extents: [8, 4], shells, layers: 2, kind, score });
      takeWeights(large, small);
      for (const staggered of [false, true]) {
        const [here, there] = [small, large].map(model => {
          const lattice = new Lattice(model.options.extents);
          const ordered = alignedSpins(lattice);
          const signs = Array.from({ length: lattice.volume }, (_, site) => {
            const [x, y] = coordinatesOf(site, lattice.extents);
            return staggered && (x + y) % 2 === 1 ? -1 : 1;
          });
          ordered.field.fromArray(ordered.field.toArray().map((s, k) => s * signs[Math.floor(k / 3)]));
          return model.value(ordered) / lattice.volume;
        });
        expect(there).toBeCloseTo(here, 12);
        expect(Math.abs(here)).toBeGreaterThan(1e-3);
      }
    },
  );

  test('a larger lattice takes the weights of the same distances only', () => {
    const small = effectiveModel({ extents: [6, 6], shells: 9, layers: 1 });
    randomWeights(small, 0.1);
    const distances = small.shells.map(({ distanceSquared }) => distanceSquared);
    const large = effectiveModel({ extents: [8, 8], shells: distances, layers: 1 });
    takeWeights(large, small);
    // One site of 6×6 is at d² = 18, two at 9; four of 8×8 are.
    expect(large.J.map(({ value }, n) => small.J[n].value / value)).toEqual(
      [1, 1, 1, 1, 1, 2, 2, 2, 4].map(n => expect.closeTo(n, 12)),
    );
    expect(large.layers[0].weights[0].value).toBe(small.layers[0].weights[0].value);
    expect(large.shells.map(({ distanceSquared }) => distanceSquared)).toEqual(distances);
    // The nine nearest of 8×8 have d² = 16 where those of 6×6 have 18.
    const others = effectiveModel({ extents: [8, 8], shells: 9, layers: 1 });
    expect(() => takeWeights(others, small)).toThrow(
      '10, 13, 18] are no weights of one with transformer layers and shells',
    );
    const linear = effectiveModel({ extents: [6, 6], shells: 9, layers: 0 });
    linear.J[8].value = 2;
    const gated = effectiveModel({ extents: [6, 6], shells: 9, layers: 1, kind: 'convolution' });
    takeWeights(gated, linear);
    expect(gated.J[8].value).toBe(2);
    expect(() => takeWeights(gated, small)).toThrow('transformer layers and shells');
    expect(() => effectiveModel({ extents: [6, 6], shells: [1, 3], layers: 0 })).toThrow(
      'found [1,3], expected some of',
    );
  });

  test('equivariance is kept: turned configurations have the same residuals', () => {
    const model = student();
    for (const u of configurations.slice(0, 3))
      expect(model.value(turned(u, 0.8, false))).toBeCloseTo(model.value(u), 11);
  });
});

test('a recorder keeps the last ones', () => {
  const held = recorder(3);
  configurations.slice(0, 5).forEach((u, k) => {
    held.add(u.field, k);
  });
  expect(Array.from(held.data().logWeights)).toEqual([3, 4, 2]);
  expect(held.count).toBe(3);
});

test('refused in a sentence', () => {
  expect(() => dataset(new Float64Array(10), new Float64Array(2))).toThrow('found 10 reals for 2 weights');
  const data = part(taughtBy(made(0)), 0, 4);
  expect(() => trainOn(made(0), data, { optimiser: adam({ rate: 1 }), epochs: 1, seed: 1 })).toThrow(
    'a batch needs 32',
  );
  const options = { optimiser: adam({ rate: 1 }), epochs: 1, seed: 1, batch: 1 };
  expect(() => trainOn(made(0), data, options)).toThrow('2 configurations or more; found 1');
});
