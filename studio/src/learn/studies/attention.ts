/** Covariant attention: rotate first and apply the network, or apply it and rotate; the two must agree. */
import { type GaugeField, gaugeTransformed, randomElements } from '../../../../src/gauge/index.ts';
import { key } from '../../../../src/lattice/index.ts';
import { caskLayer, network, randomiseWeights } from '../../../../src/network/index.ts';
import { chain } from '../chain.ts';
import type { Study } from '../protocol.ts';
import { attentionText } from '../texts.ts';

export const attention: Study = async report => {
  const u = await chain(attentionText);
  report({ done: 0.3 });
  const { lattice, group } = u;
  const cask = network('CASK', [caskLayer('block', { reach: 2, heads: 2 })]);
  randomiseWeights(cask, 0.4, key(5, 0, 'weights'));
  const omega = randomElements(lattice, group, 1, key(2, 1, 'gaugeTransformation'));
  const throughNetwork = (field: GaugeField) => {
    const { image, tape } = cask.apply(field);
    const kept = field.clone().copyFrom(image);
    tape.dispose();
    return kept;
  };
  const plain = (field: GaugeField) => averagedLinks(field);
  const moved = gaugeTransformed(u, omega);
  const distance = (a: ArrayLike<number>, b: ArrayLike<number>) =>
    Math.max(...Array.from(a, (value, k) => Math.abs(value - b[k])));
  const numbers = (field: GaugeField) => field.field.toArray();
  const covariant = distance(numbers(throughNetwork(moved)), numbers(gaugeTransformed(throughNetwork(u), omega)));
  report({ done: 0.7 });
  const naive = distance(numbers(plain(moved)), numbers(gaugeTransformed(plain(u), omega)));
  report({
    done: 1,
    facts: [
      { name: 'cask', value: covariant.toExponential(1) },
      { name: 'plain', value: naive.toPrecision(2) },
    ],
  });
};

/** What a network for pictures does: the average of a link and its neighbours along x, put back on the group. */
function averagedLinks(field: GaugeField): GaugeField {
  const { lattice } = field;
  const numbers = field.field.toArray();
  const perSite = field.field.components;
  const [width] = lattice.extents;
  const blurred = numbers.map((value, k) => {
    const site = Math.floor(k / perSite);
    const next = (site % width) + 1 === width ? site + 1 - width : site + 1;
    return value + 0.5 * numbers[next * perSite + (k % perSite)];
  });
  const result = field.clone();
  result.field.fromArray(blurred);
  result.restore();
  return result;
}
