// The kernels of the networks against a second implementation in plain numbers.
import { describe, expect, test } from 'vitest';
import { caskLayer, network, stoutLayer } from '../../src/network/index.ts';
import { compiling, hot, imageOf, setTypicalWeights, thermalised } from './networkFields.fixture.ts';
import { plainCask, plainStout } from './plainCask.fixture.ts';
import { type PlainLinks, plainLinks } from './plainLinks.fixture.ts';
import { difference, largest } from './plainMatrices.fixture.ts';

/** Rounding: some hundred operations on numbers of order one. */
const rounding = 1e-13;

function apart(a: PlainLinks, b: PlainLinks): number {
  return largest(a.links.flatMap((row, site) => row.map((link, mu) => largest(difference(link, b.links[site][mu])))));
}

const configurations = [
  { label: 'SU(2) 4 4 2 2, thermalised', u: thermalised('SU(2)', [4, 4, 2, 2]) },
  { label: 'SU(2) 2 2 2 4, hot', u: hot('SU(2)', [2, 2, 2, 4]) },
  { label: 'SU(3) 4 2 2 2, thermalised', u: thermalised('SU(3)', [4, 2, 2, 2], 6) },
  { label: 'U(1) 6 4, hot', u: hot('U(1)', [6, 4]) },
];

describe.each(configurations)('$label', { timeout: compiling }, ({ u }) => {
  const plain = plainLinks(u);

  test('the stout layer', () => {
    const net = network('stout', [stoutLayer('a')]);
    setTypicalWeights(net);
    expect(apart(plainLinks(imageOf(net, u)), plainStout(net.weights[0].value, plain))).toBeLessThan(rounding);
  });

  test.each((['released', 'symmetric'] as const).flatMap(variant => [1, 2, 3].map(reach => ({ variant, reach }))))(
    'CASK, $variant, reach $reach',
    ({ variant, reach }) => {
      const net = network('cask', [caskLayer('b', { variant, reach })]);
      setTypicalWeights(net);
      const [rho, query, key, value] = net.weights.map(weight => weight.value);
      const expected = plainCask(plain, { symmetric: variant === 'symmetric', reach, rho, query, key, value });
      expect(apart(plainLinks(imageOf(net, u)), expected)).toBeLessThan(rounding);
      expect(apart(plain, expected), 'the block does something').toBeGreaterThan(1e-2);
    },
  );
});
