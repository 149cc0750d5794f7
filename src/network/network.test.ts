import { describe, expect, test } from 'vitest';
import { hot, imageOf, setTypicalWeights, thermalised } from '../../test/laws/networkFields.fixture.ts';
import { wilsonAction } from '../gauge/index.ts';
import { key, pulledBack, type Transformation } from '../lattice/index.ts';
import { caskLayer } from './layers/cask.ts';
import type { Layer } from './layers/layer.ts';
import { stoutLayer } from './layers/stout.ts';
import { network, randomiseWeights } from './network.ts';

const u = thermalised('SU(2)', [4, 4, 4, 4]);
const other = hot('SU(2)', [4, 4, 4, 4]);
const third = hot('SU(2)', [4, 4, 2, 2]);

const net = (name: string, ...layers: readonly Layer[]) => {
  const made = network(name, layers);
  setTypicalWeights(made);
  return made;
};
const makers: [string, () => Transformation<typeof u>][] = [
  ['stout, two layers', () => net('stout', stoutLayer('a', ['plaquette', 'polyakovTime']), stoutLayer('b'))],
  ['CASK, released', () => net('released', caskLayer('a', { variant: 'released', reach: 2 }))],
  [
    'CASK, symmetric, two blocks',
    () => net('blocks', caskLayer('a', { heads: 2 }), caskLayer('b', { output: 'paper' })),
  ],
];

describe.each(makers)('%s is a function of links and weights alone', (_, make) => {
  const T = make();
  const S = pulledBack(wilsonAction(2.7), T);
  const bits = (v = u) => {
    const force = v.momentum();
    S.gradient(v, force);
    const { value, derivatives } = S.weightGradient(v);
    return [imageOf(T, v).field.toArray(), force.toArray(), derivatives, [S.value(v), value]];
  };
  const first = bits();

  test('twice gives the same bits', () => {
    expect(bits()).toEqual(first);
  });
  test('so it does after other fields, another lattice, and other networks', () => {
    const before = bits(other);
    bits(third);
    for (const [, makeOther] of makers) imageOf(makeOther(), u);
    expect(bits()).toEqual(first);
    expect(bits(other)).toEqual(before);
  });
  test('two images at the same time do not touch each other', () => {
    const one = T.apply(u);
    const two = T.apply(other);
    const again = T.apply(u);
    expect(one.image.field.toArray()).toEqual(first[0]);
    expect(again.image.field.toArray()).toEqual(first[0]);
    expect(two.image.field.toArray()).not.toEqual(first[0]);
    for (const { tape } of [two, one, again]) tape.release();
    expect(bits()).toEqual(first);
  });
  test('a tape released twice is a mistake that is reported and does no harm', () => {
    const { tape } = T.apply(u);
    tape.release();
    expect(() => tape.release()).toThrow('was released twice');
    expect(imageOf(T, u).field.toArray()).toEqual(first[0]);
  });
  test('weights are left as they were; changed, and put back, they give the same bits', () => {
    const values = T.weights.map(({ value }) => value);
    bits();
    expect(T.weights.map(({ value }) => value)).toEqual(values);
    randomiseWeights(T, 0.1, key(3, 0, 'weights'));
    expect(imageOf(T, u).field.toArray()).not.toEqual(first[0]);
    T.weights.forEach((weight, k) => {
      weight.value = values[k];
    });
    expect(bits()).toEqual(first);
  });
  test('a link that changes in place is seen', () => {
    const v = other.clone();
    imageOf(T, v);
    v.copyFrom(u);
    expect(imageOf(T, v).field.toArray()).toEqual(first[0]);
  });
});

test('no layers: the identity', () => {
  expect(imageOf(network('nothing', []), u).field.toArray()).toEqual(u.field.toArray());
});

test('layers follow one another', () => {
  const [a, b] = [stoutLayer('a'), caskLayer('b')];
  const both = net('both', a, b);
  const second = network('second', [b]);
  expect(imageOf(second, imageOf(network('first', [a]), u)).field.toArray()).toEqual(imageOf(both, u).field.toArray());
});

test('random weights: within their spread, fixed by the key', () => {
  const T = network('n', [caskLayer('a', { heads: 3, loops: ['plaquette', 'chair'] })]);
  const drawn = (seed: number) => {
    randomiseWeights(T, 0.2, key(seed, 0, 'weights'));
    return T.weights.map(({ value }) => value);
  };
  const values = drawn(1);
  expect(drawn(2)).not.toEqual(values);
  expect(drawn(1)).toEqual(values);
  expect(values.every(value => Math.abs(value) <= 0.2)).toBe(true);
  expect(new Set(values).size).toBe(values.length);
});

test('two weights of one name are refused, since a file of weights could not tell them apart', () => {
  expect(() => network('n', [stoutLayer('a'), caskLayer('b'), stoutLayer('a')])).toThrow(
    'The network n has two weights named a.rho.plaquette',
  );
});
