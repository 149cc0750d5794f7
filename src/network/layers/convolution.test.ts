import { describe, expect, test } from 'vitest';
import { expectMap, largestDifference } from '../../../test/expect/index.ts';
import { brokenBy, hypercubicGroup, reflection } from '../../../test/laws/hypercubic.fixture.ts';
import { compiling, imageOf, thermalised } from '../../../test/laws/networkFields.fixture.ts';
import { offTheGroup } from '../../../test/laws/offTheGroup.fixture.ts';
import { plainLinks } from '../../../test/laws/plainLinks.fixture.ts';
import { gaugeTransformed, randomElements } from '../../gauge/index.ts';
import { key } from '../../lattice/index.ts';
import { network } from '../network.ts';
import { caskLayer } from './cask.ts';
import { type ConvolutionOptions, convolutionLayer } from './convolution.ts';
import { stoutLayer } from './stout.ts';

const su2 = thermalised('SU(2)', [4, 4, 4, 4]);
const su3 = thermalised('SU(3)', [2, 2, 4], 6);
const plane = thermalised('U(1)', [4, 6], 3);

/** Weights of all kinds, of sizes at which every term matters. */
const convolution = (options: Partial<ConvolutionOptions> = {}) => {
  const net = network('convolution', [convolutionLayer('c', options)]);
  net.weights.forEach((weight, k) => {
    weight.value = (weight.name.includes('.rho') ? 0.2 : 0.4) * Math.cos(3 * k + 1);
  });
  return net;
};
const two = ['plaquette', 'rectangle'] as const;

describe('laws', { timeout: compiling }, () => {
  test.each([
    { label: 'SU(2)', u: su2, net: convolution({ depth: 2 }) },
    { label: 'SU(3)', u: su3, net: convolution({}) },
    { label: 'U(1) in two dimensions, two loops', u: plane, net: convolution({ loops: two, depth: 2 }) },
  ])('$label: covariant, on the group, exact pullback', ({ u, net }) => {
    expectMap(net).toBeCovariant(u, { tolerance: 1e-13 });
    expect(offTheGroup(plainLinks(imageOf(net, u)))).toBeLessThan(1e-13);
    expectMap(net).toPullBack(u);
  });
  test('respects reflections and rotations', () => {
    const net = convolution({ loops: ['plaquette', 'chair'], depth: 1 });
    const elements = [0, 1, 2, 3]
      .map(mu => reflection(mu, 4))
      .concat(hypercubicGroup(4).filter((_, k) => k % 64 === 5));
    expect(brokenBy(elements, u => imageOf(net, u), su2)).toBeLessThan(1e-13);
  });
});

describe('limits', () => {
  test('weights zero: the identity; ρ alone: the stout layer with ρ over the number of staples', {
    timeout: compiling,
  }, () => {
    const net = network('convolution', [convolutionLayer('c', { depth: 2 })]);
    expect(imageOf(net, su2).field.toArray()).toEqual(su2.field.toArray());
    net.weights[0].value = 0.3;
    const stout = network('stout', [stoutLayer('s')]);
    stout.weights[0].value = 0.3 / 6;
    expect(largestDifference(imageOf(net, su2).field, imageOf(stout, su2).field)).toBeLessThan(1e-14);
  });
  test('every weight is felt', () => {
    for (const transport of ['links', 'none'] as const) {
      const net = convolution({ loops: two, depth: 2, transport });
      const before = imageOf(net, plane);
      for (const weight of net.weights) {
        weight.value += 0.1;
        expect(largestDifference(imageOf(net, plane).field, before.field), weight.name).toBeGreaterThan(1e-6);
        weight.value -= 0.1;
      }
    }
  });
});

describe('without transport, for comparison', { timeout: compiling }, () => {
  const cask = network('plain attention', [caskLayer('b', { transport: 'none', reach: 2 })]);
  cask.weights.forEach((weight, k) => {
    weight.value = 0.05 * (k + 1);
  });
  test.each([
    { label: 'convolution', net: convolution({ transport: 'none' }) },
    { label: 'attention', net: cask },
  ])('$label: exact pullback, links, reflections, but no gauge covariance, and it says so', ({ net }) => {
    expectMap(net).toPullBack(su2);
    expect(offTheGroup(plainLinks(imageOf(net, su2)))).toBeLessThan(1e-13);
    expect(brokenBy([reflection(0, 4), reflection(3, 4)], u => imageOf(net, u), su2)).toBeLessThan(1e-13);
    const omega = randomElements(su2.lattice, su2.group, 1, key(3, 0, 'gaugeTransformation'));
    const there = imageOf(net, gaugeTransformed(su2, omega));
    expect(largestDifference(there.field, gaugeTransformed(imageOf(net, su2), omega).field)).toBeGreaterThan(0.01);
    expect(net.breaks).toBe('gauge covariance');
    expect(convolution().breaks).toBeUndefined();
  });
  test('it has as many weights as the network that it is compared with', () => {
    expect(convolution({ transport: 'none' }).weights).toHaveLength(convolution().weights.length);
    expect(cask.weights).toHaveLength(caskLayer('b', { reach: 2 }).weights.length);
  });
});

test('weights by name, and what is refused', () => {
  expect(convolutionLayer('c').weights.map(({ name }) => name)).toEqual([
    'c.rho.plaquette',
    ...['here.plaquette.plaquette', 'around.plaquette.plaquette', 'product.plaquette.plaquette.plaquette'].map(
      part => `c.conv0.${part}`,
    ),
  ]);
  // ρ: 2; ω and κ: 4 each; α: 3 pairs for each of 2 features.
  expect(convolutionLayer('c', { loops: two }).weights).toHaveLength(16);
  expect(() => convolutionLayer('c', { depth: 0 })).toThrow('a whole number of convolutions, at least 1; found 0');
  expect(() => caskLayer('b', { variant: 'released', transport: 'none' })).toThrow('has no transport');
});
