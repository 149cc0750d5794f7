// All 384 elements of the hypercubic group, on every layer that claims to respect them.
import { expect, test } from 'vitest';
import { caskLayer, network, stoutLayer } from '../../src/network/index.ts';
import { brokenBy, hypercubicGroup } from '../laws/hypercubic.fixture.ts';
import { hot, imageOf, setTypicalWeights, thermalised } from '../laws/networkFields.fixture.ts';

const layers = [
  { label: 'stout', make: () => stoutLayer('a', ['plaquette', 'rectangle', 'chair']) },
  ...[1, 2, 3].map(reach => ({
    label: `symmetric CASK, reach ${reach}`,
    make: () => caskLayer('b', { variant: 'symmetric', reach, loops: ['plaquette', 'rectangle'], heads: 2 }),
  })),
];

test.each([
  ...layers.map(layer => ({ ...layer, u: thermalised('SU(2)', [4, 4, 4, 4]), where: 'SU(2), thermalised' })),
  ...layers.map(layer => ({ ...layer, u: hot('SU(3)', [2, 2, 2, 2]), where: 'SU(3), hot' })),
])('$label commutes with the hypercubic group: $where', ({ make, u }) => {
  const net = network('net', [make()]);
  // Two heads and long loops: smaller weights keep the exponents in the range where exp is defined.
  setTypicalWeights(net, 0.5);
  expect(brokenBy(hypercubicGroup(4), v => imageOf(net, v), u)).toBeLessThan(1e-12);
});
