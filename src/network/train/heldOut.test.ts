import { describe, expect, test } from 'vitest';
import { hot, thermalised } from '../../../test/laws/networkFields.fixture.ts';
import { type GaugeField, wilsonAction } from '../../gauge/index.ts';
import { type Functional, pulledBack } from '../../lattice/index.ts';
import { stoutLayer } from '../layers/stout.ts';
import { network } from '../network.ts';
import { heldOutTraining } from './heldOut.ts';
import type { Loss } from './loss.ts';
import { type Optimiser, sgd } from './optimiser.ts';
import { trainer } from './trainer.ts';

const extents = [4, 4];
const action = wilsonAction(2.7);
const fields = [thermalised('SU(2)', extents), ...[1, 2, 3].map(k => hot('SU(2)', extents, k))];

/** The exact action has the weight 0.05, and a term that the draw of each trajectory decides, as pseudofermions do. */
function watched(loss: Loss, optimiser: Optimiser, patience?: number) {
  const target = network('target', [stoutLayer('a')]);
  target.weights[0].value = 0.05;
  let drawn = 0;
  const noisy = (S: Functional<GaugeField>) => ({ ...S, value: (u: GaugeField) => S.value(u) + drawn });
  const exact = noisy(pulledBack(action, target));
  const learner = pulledBack(action, network('surrogate', [stoutLayer('a')]));
  const surrogate = { ...learner, ...noisy(learner) };
  const redrawn: number[] = [];
  const redraw = (_: GaugeField, { trajectory }: { trajectory: number }) => {
    drawn = 10 * trajectory;
    redrawn.push(trajectory);
  };
  const plain = trainer({ exact, surrogate, loss, batch: 2, optimiser });
  const options = { exact, surrogate, loss, like: fields[0], trajectories: 3, every: 4, patience, redraw };
  const made = heldOutTraining<GaugeField>(plain, options);
  const observe = (trajectory: number) => {
    redraw(fields[0], { trajectory });
    const [start, proposal] = [0, 1].map(step => fields[(trajectory + step) % fields.length]);
    const info = made.observe(start, proposal, { seed: 1, trajectory });
    expect(drawn).toBe(10 * trajectory);
    return info;
  };
  return { made, observe, redrawn, exact, surrogate, plain };
}

test('the loss of the held-out stretch is that of its definition, at the weights of the moment', () => {
  const { made, observe, exact, surrogate } = watched('difference', sgd(1e-5));
  const byHand = () => {
    const r = (u: GaugeField) => exact.value(u) - surrogate.value(u);
    const changes = [1, 2, 3].map(k => r(fields[(k + 1) % 4]) - r(fields[k]));
    return changes.reduce((sum, change) => sum + change ** 2, 0) / 3;
  };
  const infos = Array.from({ length: 11 }, (_, k) => observe(k + 1)!);
  expect(infos.flatMap(({ heldOut }, k) => (heldOut === undefined ? [] : [k + 1]))).toEqual([3, 7, 11]);
  // Products of rounding errors of S, some 10², with r.
  expect(infos[10].heldOut).toBeCloseTo(byHand(), 9);
  const now = made.weights[0].value;
  made.weights[0].value = 0;
  expect(infos[2].heldOut).toBeCloseTo(byHand(), 9);
  made.weights[0].value = now;
  expect(infos[10].heldOut!).toBeLessThan(infos[2].heldOut!);
});

test('trajectories that are held out teach nothing', () => {
  const { made, observe } = watched('raw', sgd(1e-5));
  for (let k = 1; k <= 4; k++) observe(k);
  expect(made.weights[0].value).toBe(0);
  observe(5);
  expect(made.weights[0].value).not.toBe(0);
});

/** Away from the weight of the exact action. */
const away: Optimiser = {
  name: 'away',
  step([weight]) {
    weight.value -= 0.01;
  },
  state: () => ({}),
  restore() {},
};

describe('early stopping', () => {
  test('weights that run away: training is over after the patience, with the best weights', () => {
    const { made, observe } = watched('difference', away, 2);
    const infos = Array.from({ length: 30 }, (_, k) => observe(k + 1));
    const looks = infos.flatMap(info => (info?.heldOut === undefined ? [] : [info.heldOut]));
    const best = looks.indexOf(Math.min(...looks));
    expect(looks.length - 1 - best).toBe(2);
    expect(infos.at(-1)).toBeUndefined();
    expect(best).toBe(0);
    expect(made.weights[0].value).toBe(0);
  });
  test('without a patience weights stay as they are left', () => {
    const { made, observe } = watched('difference', away);
    for (let k = 1; k <= 11; k++) observe(k);
    const left = made.weights[0].value;
    made.finish();
    expect(left).not.toBe(0);
    expect(made.weights[0].value).toBe(left);
  });
});

test.each(['raw', 'difference', 'variance', 'offset'] as const)('%s: a state goes on with the same bits', loss => {
  const [one, other] = [watched(loss, sgd(1e-5), 3), watched(loss, sgd(1e-5), 3)];
  const rest = (of: typeof one, from: number) => Array.from({ length: 9 }, (_, k) => of.observe(from + k));
  for (const stop of [2, 6]) {
    for (let k = stop === 2 ? 1 : 3; k <= stop; k++) one.observe(k);
    other.made.restore(one.made.state());
  }
  expect(rest(other, 7)).toEqual(rest(one, 7));
  expect(other.made.state()).toEqual(one.made.state());
  expect(() => one.made.restore(one.plain.state())).toThrow('no state of a training with trajectories held out');
});

test('counts that make no sense are refused', () => {
  const { plain, exact, surrogate } = watched('raw', sgd(1e-5));
  const make = (loss: Loss, trajectories: number) =>
    heldOutTraining(plain, { exact, surrogate, loss, like: fields[0], trajectories, every: 1, redraw() {} });
  expect(() => make('raw', 0)).toThrow('heldOut.trajectories is a whole number from 1; found 0');
  expect(() => make('variance', 1)).toThrow('needs 2 trajectories or more held out');
});
