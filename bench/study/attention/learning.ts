/**
 * How much data a network needs, and how far more weights carry: variance of δr on held-out pairs against the number of pairs that
 * it was trained on, for networks of one to some hundred weights. Early stopping on pairs of their own.
 *
 *   node bench/study/attention/learning.ts [--effective 0.4] [--counts 200] [--stop 100] [--test 300] [--seed 1]
 *     [--only stout,lines2] --write FILE.jsonl
 */
import { key, pulledBack } from '../../../src/lattice/index.ts';
import {
  caskLayer,
  type Layer,
  type NetworkLoop,
  network,
  randomiseWeights,
  stoutLayer,
} from '../../../src/network/index.ts';
import { option } from '../runs.ts';
import { gaussNewton, residuals, varianceOf } from './fit.ts';
import { digits, record } from './lines.ts';
import { exactPairs, laboratory, talk } from './pairs.ts';

const [effective, stop, test, seed] = ['effective', 'stop', 'test', 'seed'].map((name, k) => {
  return Number(option(name, ['0.4', '100', '300', '1'][k]));
});
const counts = option('counts', '200').split(',').map(Number);
const only = option('only', '').split(',').filter(Boolean);
const file = option('write', '');

const lines: readonly NetworkLoop[] = ['plaquette', 'polyakovSpace', 'polyakovTime'];
const axes: readonly NetworkLoop[] = ['plaquette', 'polyakovX', 'polyakovY', 'polyakovZ', 'polyakovT'];
const stack = (n: number, layer: (name: string) => Layer) => Array.from({ length: n }, (_, k) => layer(`layer${k}`));

const networks: Readonly<Record<string, () => Layer[]>> = {
  stout: () => stack(1, name => stoutLayer(name)),
  lines1: () => stack(1, name => stoutLayer(name, lines)),
  lines2: () => stack(2, name => stoutLayer(name, lines)),
  lines4: () => stack(4, name => stoutLayer(name, lines)),
  lines8: () => stack(8, name => stoutLayer(name, lines)),
  axes16: () => stack(16, name => stoutLayer(name, axes)),
  axes64: () => stack(64, name => stoutLayer(name, axes)),
  cask1: () => stack(1, name => caskLayer(name, { reach: 1 })),
  cask1lines: () => stack(1, name => caskLayer(name, { reach: 1, loops: lines })),
  cask1x2: () => stack(2, name => caskLayer(name, { reach: 1, loops: lines })),
  cask1x4: () => stack(4, name => caskLayer(name, { reach: 1, loops: lines })),
};

const lab = laboratory(talk, seed);
const most = Math.max(...counts);
const pairs = exactPairs(lab, { count: most + stop + test });
const [stopping, held] = [pairs.slice(most, most + stop), pairs.slice(most + stop)];

for (const count of counts) {
  for (const [name, layers] of Object.entries(networks)) {
    if (only.length > 0 && !only.includes(name)) continue;
    record(file, { network: name, effective, seed, count, stop, test }, () => {
      const net = network(name, layers());
      randomiseWeights(net, 0.02, key(seed, 0, 'weights'));
      for (const weight of net.weights) if (/query|key|value/.test(weight.name)) weight.value += 0.03;
      const surrogate = pulledBack(lab.phi.withMass(effective), net);
      const train = pairs.slice(0, count);
      const steps = gaussNewton(lab, surrogate, train, { heldOut: stopping });
      const rest = residuals(lab, surrogate, held);
      const variance = varianceOf(rest);
      return {
        weights: net.weights.length,
        steps,
        lossTrain: digits(varianceOf(residuals(lab, surrogate, train))),
        loss: digits(variance),
        lossError: digits(Math.sqrt(varianceOf(rest.map(r => r * r)) / rest.length)),
      };
    });
  }
}
