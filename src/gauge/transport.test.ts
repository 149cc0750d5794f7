import { expect, test } from 'vitest';
import { largestDifference } from '../../test/expect/index.ts';
import { groupNamed, links } from '../group/index.ts';
import { input, output, siteKernel } from '../kernel/index.ts';
import { key, Lattice } from '../lattice/index.ts';
import { translate, type Word, word } from '../loops/index.ts';
import { type GaugeField, gaugeTransformed, hotStart, randomElements } from './configuration.ts';
import { transport } from './transport.ts';

const lattice = new Lattice([4, 4, 4]);
const group = groupNamed('SU(3)');
const u = hotStart(lattice, group, key(1, 0, 'start'));

function lines(v: GaugeField, path: Word, then?: Word) {
  const W = lattice.field(group.linkSize);
  siteKernel('line', 3, { U: input(links(group, 3)), W: output(links(group, 1)) }, ({ U, W: out }, x) => {
    const first = transport(U, path, x);
    out.set(0, then ? first.mul(transport(U, then, x.plus(0).plus(1, -1))) : first);
  }).run({ U: v.field, W });
  return W;
}

const path = word([1, -2, 3, 3], { dimension: 3 });

test('a path and back is one', () => {
  const W = lines(u, word([1, -2, 3, -3, 2, -1], { dimension: 3 })).toArray();
  const one = W.map((_, k) => ((k % 18) % 8 === 0 ? 1 : 0));
  expect(Math.max(...W.map((x, k) => Math.abs(x - one[k])))).toBeLessThan(1e-13);
});

test('paths join', () => {
  const joined = lines(u, word([1, -2], { dimension: 3 }), word([3, 3], { dimension: 3 }));
  expect(largestDifference(joined, lines(u, path))).toBeLessThan(1e-13);
});

test('a closed path turns with the gauge at its site: its trace does not', () => {
  const omega = randomElements(lattice, group, 1, key(2, 0, 'gaugeTransformation'));
  const v = gaugeTransformed(u, omega);
  const closed = word([1, 2, 2, -1, -2, -2], { dimension: 3 });
  const trace = (numbers: Float64Array) =>
    Array.from({ length: lattice.volume }, (_, k) => [0, 8, 16].reduce((sum, c) => sum + numbers[18 * k + c], 0));
  const [before, after] = [u, v].map(w => trace(lines(w, closed).toArray()));
  before.forEach((value, k) => {
    expect(Math.abs(value - after[k])).toBeLessThan(1e-13);
  });
});

test('a word that begins elsewhere is the word of that site', () => {
  const [here, there] = [lines(u, path), lines(u, translate(path, [0, 1, 3]))];
  expect(there.get([2, 1, 2], 5)).toBe(here.get([2, 2, 1], 5));
});
