import { describe, expect, test } from 'vitest';
import { hot, thermalised } from '../../../test/laws/networkFields.fixture.ts';
import { type GaugeField, wilsonAction } from '../../gauge/index.ts';
import { type Functional, pulledBack } from '../../lattice/index.ts';
import { caskLayer } from '../layers/cask.ts';
import { stoutLayer } from '../layers/stout.ts';
import { network } from '../network.ts';
import type { Loss } from './loss.ts';
import { adam, sgd } from './optimiser.ts';
import { trainer } from './trainer.ts';

const extents = [4, 4];
const action = wilsonAction(2.7);
const configurations = [thermalised('SU(2)', extents), ...[1, 2, 3].map(k => hot('SU(2)', extents, k))];

/** The exact action is the surrogate at other weights, plus a constant: what training has to find. */
function toy(rho: number, constant = 0) {
  const net = network('target', [stoutLayer('a')]);
  net.weights[0].value = rho;
  const target = pulledBack(action, net);
  const exact: Functional<GaugeField> = { ...target, value: u => target.value(u) + constant };
  return { exact, surrogate: pulledBack(action, network('surrogate', [stoutLayer('a')])) };
}

/** Trajectories from each configuration to the next. */
function train(made: ReturnType<typeof trainer<GaugeField>>, trajectories: number): number[] {
  return Array.from({ length: trajectories }, (_, k) => {
    const [start, proposal] = [0, 1].map(step => configurations[(k + step) % configurations.length]);
    return made.observe(start, proposal).loss;
  });
}

// The offset and the weights take turns, which is slower than to leave the offset out.
describe('finds the weight of the exact action', () => {
  test.each([
    { loss: 'raw', constant: 0, batch: 1, batches: 150 },
    { loss: 'raw', constant: 0, batch: 4, batches: 150 },
    { loss: 'offset', constant: 20, batch: 4, batches: 600 },
    { loss: 'variance', constant: 20, batch: 4, batches: 150 },
    { loss: 'difference', constant: 20, batch: 2, batches: 150 },
  ] as const)('$loss, batches of $batch, constant $constant', ({ loss, constant, batch, batches }) => {
    const made = trainer({ ...toy(0.05, constant), loss, batch, offsetRate: 0.5, optimiser: adam({ rate: 2e-3 }) });
    const seen = train(made, batches * batch);
    expect(made.weights[0].value).toBeCloseTo(0.05, 3);
    expect(seen.at(-1)!).toBeLessThan(1e-3);
  });
  test('but the raw loss does not, if there is a constant', () => {
    const made = trainer({ ...toy(0.05, 20), loss: 'raw', batch: 4, optimiser: adam({ rate: 2e-3 }) });
    train(made, 600);
    expect(Math.abs(made.weights[0].value - 0.05)).toBeGreaterThan(0.02);
  });
  test('CASK finds the stout layer that it contains', () => {
    const { exact } = toy(0.05);
    const surrogate = pulledBack(action, network('block', [caskLayer('b')]));
    const made = trainer({ exact, surrogate, loss: 'raw', batch: 4, optimiser: adam({ rate: 2e-3 }) });
    expect(train(made, 600).at(-1)!).toBeLessThan(1e-3);
  });
});

test('weights change once per batch, by the gradient of the batch', () => {
  const { exact, surrogate } = toy(0.05);
  const made = trainer({ exact, surrogate, loss: 'raw', batch: 2, optimiser: sgd(1e-6) });
  const seen = [0, 1].map(k => {
    const { value, derivatives } = surrogate.weightGradient(configurations[k]);
    return (exact.value(configurations[k]) - value) * derivatives[0];
  });
  made.observe(configurations[3], configurations[0]);
  expect(made.weights[0].value).toBe(0);
  made.observe(configurations[3], configurations[1]);
  // −rate dL/dw, L = (r₁² + r₂²) / 2, dr = −dS_θ.
  expect(made.weights[0].value).toBeCloseTo(1e-6 * (seen[0] + seen[1]), 15);
});

test('the offset begins at the first r and follows the mean of each batch', () => {
  const { exact, surrogate } = toy(0, 20);
  const made = trainer({ exact, surrogate, loss: 'offset', batch: 2, offsetRate: 0.25, optimiser: sgd(1e-9) });
  expect(made.offset()).toBe(0);
  const first = made.observe(configurations[0], configurations[1]);
  expect(first).toEqual({ loss: 0, r: first.r });
  expect(made.offset()).toBe(first.r);
  const second = made.observe(configurations[1], configurations[2]);
  expect(made.offset()).toBeCloseTo(first.r + 0.25 * ((first.r + second.r) / 2 - first.r), 12);
});

test('what is reported of a trajectory: r at its end, and the change of r for the loss "difference"', () => {
  const make = (loss: Loss) => trainer({ ...toy(0.05), loss, batch: 2, optimiser: sgd(1e-9) });
  const [a, b] = configurations;
  const end = make('raw').observe(a, b).r;
  const start = make('raw').observe(b, a).r;
  expect(make('raw').observe(a, b).difference).toBeUndefined();
  const reported = make('difference').observe(a, b);
  expect(reported.r).toBe(end);
  expect(reported.difference).toBe(end - start);
  expect(reported.loss).toBeCloseTo((end - start) ** 2, 10);
});

test('the length of the gradient is reported where a batch ends', () => {
  const rate = 1e-6;
  const made = trainer({ ...toy(0.05), loss: 'raw', batch: 2, optimiser: sgd(rate) });
  const [a, b] = configurations;
  expect(made.observe(a, b).gradientNorm).toBeUndefined();
  // One weight, from zero: its change is rate dL/dw.
  expect(made.observe(b, a).gradientNorm! / Math.abs(made.weights[0].value / rate)).toBeCloseTo(1, 12);
});

describe('refused', () => {
  const options = { ...toy(0.05), optimiser: sgd(1e-3) };
  test('the variance of one number', () => {
    expect(() => trainer({ ...options, loss: 'variance', batch: 1 })).toThrow('needs a batch of 2 or more');
    expect(() => trainer({ ...options, loss: 'variance', batch: 2 })).not.toThrow();
  });
  test.each([0, 1.5, -2])('a batch of %d', batch => {
    expect(() => trainer({ ...options, loss: 'raw', batch })).toThrow(`1 trajectory or more; found ${batch}`);
  });
  test('a surrogate that is not finite', () => {
    const broken = toy(0.05);
    broken.surrogate.transformation.weights[0].value = Number.NaN;
    const made = trainer({ ...broken, loss: 'raw', batch: 1, optimiser: sgd(1e-3) });
    expect(() => made.observe(configurations[0], configurations[1])).toThrow('lower the learning rate');
  });
});

describe('a state', () => {
  // Interrupted in the middle of a batch.
  test.each([
    { loss: 'offset', rule: () => adam({ rate: 2e-3 }) },
    { loss: 'difference', rule: () => adam({ rate: 2e-3 }) },
    { loss: 'variance', rule: () => sgd(1e-6) },
  ] as const)('taken up by another trainer gives the same bits, $loss', ({ loss, rule }) => {
    const make = () => trainer({ ...toy(0.05, 3), loss, batch: 4, optimiser: rule() });
    const whole = make();
    train(whole, 7);
    const state = structuredClone(whole.state());
    const other = make();
    other.restore(state);
    expect(train(other, 6)).toEqual(train(whole, 6));
    expect(other.state()).toEqual(whole.state());
    expect(other.state()).not.toEqual(state);
  });

  test('before the first lesson is one too', () => {
    const make = () => trainer({ ...toy(0.05), loss: 'raw', batch: 1, optimiser: adam({ rate: 2e-3 }) });
    const [one, other] = [make(), make()];
    other.restore(one.state());
    expect(train(other, 3)).toEqual(train(one, 3));
  });

  test('of something else is refused', () => {
    const made = trainer({ ...toy(0.05), loss: 'raw', batch: 1, optimiser: adam({ rate: 2e-3 }) });
    expect(() => made.restore({})).toThrow(/found no weights, expected 1/);
    const { batch: _, ...withoutBatch } = made.state();
    expect(() => made.restore(withoutBatch)).toThrow(/with offset and batch/);
    expect(() => made.restore({ ...made.state(), batch: Float64Array.of(1) })).toThrow(/expected a multiple of 2/);
    const plain = trainer({ ...toy(0.05), loss: 'raw', batch: 1, optimiser: sgd(1e-6) });
    expect(() => made.restore(plain.state())).toThrow(/no state of Adam/);
  });
});
