import { describe, expect, test } from 'vitest';
import { expectMap, largestDifference } from '../../../test/expect/index.ts';
import { brokenBy, hypercubicGroup, reflection } from '../../../test/laws/hypercubic.fixture.ts';
import { compiling, imageOf, thermalised } from '../../../test/laws/networkFields.fixture.ts';
import { offTheGroup } from '../../../test/laws/offTheGroup.fixture.ts';
import { plainLinks } from '../../../test/laws/plainLinks.fixture.ts';
import { hypercubicDefaults, smearing } from '../../gauge/index.ts';
import { network } from '../network.ts';
import type { Layer } from './layer.ts';
import { blockingKinds, blockingLayer, projectedLayer } from './projection.ts';

const su2 = thermalised('SU(2)', [4, 4, 4, 4]);
const su3 = thermalised('SU(3)', [2, 2, 2, 4], 6);
const plane = thermalised('U(1)', [4, 6], 3);
const space = thermalised('SU(2)', [4, 4, 2]);

const layers: { label: string; make: (name: string) => Layer }[] = [
  { label: 'projected', make: name => projectedLayer(name, ['plaquette', 'polyakovTime']) },
  ...blockingKinds.map(kind => ({ label: kind, make: (name: string) => blockingLayer(name, kind) })),
];
const stack = (make: (name: string) => Layer, count = 1) => {
  const net = network(
    'stack',
    Array.from({ length: count }, (_, k) => make(`layer${k}`)),
  );
  // Of either sign: anti-smearing is what a heavier quark asks for.
  net.weights.forEach((weight, k) => {
    weight.value = (k % 2 === 0 ? 0.11 : -0.07) * (1 + 0.1 * k);
  });
  return net;
};

describe.each(layers)('$label', { timeout: compiling }, ({ label: kind, make }) => {
  test.each(
    [
      { u: su2, label: 'SU(2)' },
      { u: su3, label: 'SU(3)' },
      { u: space, label: 'SU(2) in three dimensions' },
      { u: plane, label: 'U(1) in two dimensions' },
    ]
      // Hypercubic blocking of SU(3) is tested with its own kernels, in gauge/smearing.
      .filter(({ u }) => u !== su3 || !/hyp/.test(kind)),
  )('$label: covariant, on the group, exact pullback, the identity at zero weights', ({ u }) => {
    const net = stack(make, 2);
    expectMap(net).toBeCovariant(u, { tolerance: 1e-13 });
    expect(offTheGroup(plainLinks(imageOf(net, u)))).toBeLessThan(1e-13);
    expectMap(stack(make)).toPullBack(u);
    for (const weight of net.weights) weight.value = 0;
    expect(largestDifference(imageOf(net, u).field, u.field)).toBeLessThan(1e-14);
  });
});

test('blocking respects reflections and rotations; loops in time alone do not', { timeout: compiling }, () => {
  const elements = [reflection(0, 4), reflection(3, 4), ...hypercubicGroup(4).filter((_, k) => k % 29 === 0)];
  const symmetric = [
    (name: string) => projectedLayer(name),
    ...blockingKinds.map(kind => (name: string) => blockingLayer(name, kind)),
  ];
  for (const make of symmetric) {
    expect(brokenBy(elements, v => imageOf(stack(make), v), su2)).toBeLessThan(1e-12);
  }
  expect(brokenBy(elements, v => imageOf(stack(layers[0].make), v), su2)).toBeGreaterThan(1e-3);
});

test('with the usual shares it is the smearing of that name', () => {
  for (const kind of ['hyp', 'nhyp', 'hex'] as const) {
    const u = kind === 'hex' ? su3 : su2;
    const net = network(kind, [blockingLayer('a', kind)]);
    net.weights.forEach((weight, k) => {
      weight.value = hypercubicDefaults[kind][k];
    });
    // α/n as α times 1/n: roundings.
    expect(largestDifference(imageOf(net, u).field, imageOf(smearing({ kind }), u).field)).toBeLessThan(1e-13);
  }
  const [ape, sum] = [network('ape', [blockingLayer('a', 'ape')]), network('sum', [projectedLayer('a')])];
  ape.weights[0].value = 0.4;
  // P does not see a common factor.
  sum.weights[0].value = 0.4 / 6 / (1 - 0.4);
  const expected = imageOf(smearing({ kind: 'ape', alpha: 0.4 }), su2).field;
  for (const net of [ape, sum]) expect(largestDifference(imageOf(net, su2).field, expected)).toBeLessThan(1e-13);
});
