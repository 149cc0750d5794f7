import { describe, expect, test } from 'vitest';
import { compiling, hot, setTypicalWeights } from '../../../test/laws/networkFields.fixture.ts';
import { type GaugeField, gaugeTransformed, randomElements } from '../../gauge/index.ts';
import { key } from '../../lattice/index.ts';
import { network } from '../network.ts';
import { type AttentionWeights, attentionWeights } from './attentionWeights.ts';
import { type CaskOptions, caskLayer } from './cask.ts';
import { stoutLayer } from './stout.ts';

const u = hot('SU(2)', [4, 4, 4, 4]);

function block(options: Partial<CaskOptions>) {
  const net = network('CASK', [caskLayer('cask', options)]);
  setTypicalWeights(net);
  return net;
}

/** Of the network on v, each with its numbers. */
function seen(net: ReturnType<typeof network>, v: GaugeField): (AttentionWeights & { numbers: Float64Array })[] {
  const { tape } = net.apply(v);
  const weights = attentionWeights(tape).map(one => ({ ...one, numbers: one.field.toArray() }));
  tape.release();
  return weights;
}

describe('what a block weighs staples by', { timeout: compiling }, () => {
  test('each side and extent of each head once, two sides where they differ', () => {
    const names = (options: Partial<CaskOptions>) =>
      seen(block(options), u).map(({ head, side, extent }) => `${head} ${side} ${extent}`);
    expect(names({ reach: 2 })).toEqual(
      [1, 2].flatMap(s => `cask forward ${s}`).concat([1, 2].map(s => `cask backward ${s}`)),
    );
    expect(names({ variant: 'released', reach: 1, heads: 2 })).toEqual(['cask.head0 both 1', 'cask.head1 both 1']);
    expect(seen(network('stout', [stoutLayer('stout', ['plaquette'])]), u)).toEqual([]);
  });

  test('gauge invariant, and not all the same', () => {
    const net = block({ reach: 2 });
    const v = gaugeTransformed(u, randomElements(u.lattice, u.group, 1, key(3, 0, 'start')));
    const [before, after] = [seen(net, u), seen(net, v)];
    for (const [k, { numbers }] of before.entries()) {
      expect(Math.max(...numbers)).toBeGreaterThan(Math.min(...numbers) + 0.01);
      // Traces of products of a dozen matrices.
      expect(after[k].numbers.every((a, i) => Math.abs(a - numbers[i]) < 1e-13)).toBe(true);
    }
  });

  test('without queries and keys nothing is attended to, and weights are those of the last time', () => {
    const net = block({ reach: 1 });
    expect(seen(net, u)[0].numbers.some(a => a !== 0)).toBe(true);
    for (const weight of net.weights) if (/query|key/.test(weight.name)) weight.value = 0;
    // Sums in another order leave the last bit of their terms.
    expect(seen(net, u).every(({ numbers }) => numbers.every(a => Math.abs(a) < 1e-15))).toBe(true);
  });

  test('softmax divides its gain among all that a link looks at', () => {
    const net = block({ reach: 2, activation: 'softmax' });
    const gain = net.weights.find(({ name }) => name.endsWith('gain'))!.value;
    const all = seen(net, u);
    const { pairs } = all[0];
    const sums = new Float64Array(4 * u.lattice.volume);
    for (const { numbers } of all) {
      numbers.forEach((a, i) => {
        sums[4 * Math.floor(i / pairs.length) + pairs[i % pairs.length].mu] += a;
      });
    }
    for (const sum of sums) expect(sum).toBeCloseTo(gain, 12);
  });
});
