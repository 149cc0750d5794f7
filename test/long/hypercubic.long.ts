// All 384 elements of the hypercubic group, on every layer that claims to respect them.
import { expect, test } from 'vitest';
import {
  caskLayer,
  convolutionLayer,
  flowLayer,
  network,
  projectedLayer,
  stoutLayer,
} from '../../src/network/index.ts';
import { brokenBy, hypercubicGroup } from '../laws/hypercubic.fixture.ts';
import { hot, imageOf, setTypicalWeights, thermalised } from '../laws/networkFields.fixture.ts';

const layers = [
  { label: 'stout', make: () => stoutLayer('a', ['plaquette', 'rectangle', 'chair']) },
  ...[1, 2, 3].map(reach => ({
    label: `symmetric CASK, reach ${reach}`,
    make: () => caskLayer('b', { variant: 'symmetric', reach, loops: ['plaquette', 'rectangle'], heads: 2 }),
  })),
  { label: 'projection', make: () => projectedLayer('a', ['plaquette', 'rectangle']) },
  { label: 'flow', make: () => flowLayer('f', { profile: 'linear', steps: 1, loops: ['plaquette', 'rectangle'] }) },
  { label: 'convolution', make: () => convolutionLayer('c', { loops: ['plaquette', 'rectangle'], depth: 2 }) },
  { label: 'star', make: () => caskLayer('b', { attention: 'star', hub: ['plaquette', 'rectangle'] }) },
  { label: 'neighbours and star, chosen extents', make: () => caskLayer('b', { attention: 'both', extents: [1, 3] }) },
  { label: 'softmax', make: () => caskLayer('b', { activation: 'softmax', reach: 2, scoreWeights: true }) },
  { label: 'values by projection, paper form', make: () => caskLayer('b', { value: 'projection', output: 'paper' }) },
  { label: 'relu', make: () => caskLayer('b', { activation: 'relu', reach: 2 }) },
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
