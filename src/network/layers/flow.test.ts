import { describe, expect, test } from 'vitest';
import { expectMap, largestDifference } from '../../../test/expect/index.ts';
import { brokenBy, hypercubicGroup, reflection } from '../../../test/laws/hypercubic.fixture.ts';
import { compiling, imageOf, thermalised } from '../../../test/laws/networkFields.fixture.ts';
import { offTheGroup } from '../../../test/laws/offTheGroup.fixture.ts';
import { plainLinks } from '../../../test/laws/plainLinks.fixture.ts';
import { type GaugeField, gradientFlow, wilsonFlowAction } from '../../gauge/index.ts';
import { network } from '../network.ts';
import { type FlowLayerOptions, flowLayer } from './flow.ts';

const su2 = thermalised('SU(2)', [4, 4, 4, 4]);
const su3 = thermalised('SU(3)', [2, 2, 2, 4], 6);
const plane = thermalised('U(1)', [4, 6], 3);

const flow = (options: Partial<FlowLayerOptions>, ...values: number[]) => {
  const net = network('flow', [flowLayer('f', options)]);
  net.weights.forEach((weight, k) => {
    weight.value = values[k % values.length];
  });
  return net;
};
const distance = (u: GaugeField, v: GaugeField) => largestDifference(u.field, v.field);

test.each([
  { label: 'SU(2)', u: su2 },
  { label: 'SU(3)', u: su3 },
])('with constant weights it is the Wilson flow, $label', { timeout: compiling }, ({ u }) => {
  for (const [time, steps] of [
    [0.12, 3],
    [-0.05, 2],
  ]) {
    const v = u.clone();
    gradientFlow(v, { action: wilsonFlowAction(), epsilon: time / steps, steps });
    // The same products in another order.
    expect(distance(imageOf(flow({ steps }, time), u), v)).toBeLessThan(1e-14);
  }
});

test('stretches follow one another, and equal weights are constant ones', () => {
  const stretches = imageOf(flow({ profile: 'piecewise', pieces: 2, steps: 2 }, 0.1, 0.04), su2);
  const apart = imageOf(flow({ steps: 2 }, 0.02), imageOf(flow({ steps: 2 }, 0.05), su2));
  expect(distance(stretches, apart)).toBeLessThan(1e-14);
  const constant = imageOf(flow({ steps: 4 }, 0.1), su2);
  for (const profile of ['piecewise', 'linear'] as const) {
    expect(distance(imageOf(flow({ profile, pieces: 2, steps: 2 }, 0.1), su2), constant)).toBeLessThan(1e-14);
  }
});

test('the error of the steps is of third order, also where weights change along the way', () => {
  const at = (steps: number) =>
    imageOf(
      flow({ profile: 'linear', pieces: 1, steps, loops: ['plaquette', 'polyakovTime'] }, 0.3, -0.1, -0.2, 0.25),
      su2,
    );
  const exact = at(48);
  const [coarse, fine] = [4, 8].map(steps => distance(at(steps), exact));
  expect(Math.log2(coarse / fine)).toBeGreaterThan(2.7);
  expect(Math.log2(coarse / fine)).toBeLessThan(3.4);
});

describe('laws', { timeout: compiling }, () => {
  test.each([
    { label: 'SU(2), linear', u: su2, net: flow({ profile: 'linear', steps: 1 }, 0.05, -0.03, 0.06) },
    {
      label: 'SU(2), piecewise, two loops',
      u: su2,
      net: flow({ profile: 'piecewise', steps: 1, loops: ['plaquette', 'polyakovTime'] }, 0.04, -0.03),
    },
    { label: 'SU(3), constant', u: su3, net: flow({ steps: 1 }, 0.07) },
    {
      label: 'U(1) in two dimensions, rectangles',
      u: plane,
      net: flow({ profile: 'linear', loops: ['plaquette', 'rectangle'] }, 0.05, -0.02),
    },
  ])('$label: covariant, on the group, exact pullback', ({ u, net }) => {
    expectMap(net).toBeCovariant(u, { tolerance: 1e-13 });
    expect(offTheGroup(plainLinks(imageOf(net, u)))).toBeLessThan(1e-13);
    expectMap(net).toPullBack(u);
  });
  test('weights zero: the same bits', () => {
    const net = flow({ profile: 'linear', loops: ['plaquette', 'polyakovTime'] }, 0);
    expect(imageOf(net, su2).field.toArray()).toEqual(su2.field.toArray());
  });
  test('respects reflections and rotations', () => {
    const elements = [reflection(0, 4), reflection(3, 4), ...hypercubicGroup(4).filter((_, k) => k % 48 === 0)];
    expect(brokenBy(elements, u => imageOf(flow({ profile: 'linear', steps: 1 }, 0.1, -0.05), u), su2)).toBeLessThan(
      1e-13,
    );
  });
});

test('weights by name, and what is refused', () => {
  const names = (options: Partial<FlowLayerOptions>) => flowLayer('f', options).weights.map(({ name }) => name);
  expect(names({})).toEqual(['f.rho.plaquette']);
  expect(names({ profile: 'linear' })).toEqual([1, 2, 3].map(k => `f.t${k}.rho.plaquette`));
  expect(names({ profile: 'piecewise', pieces: 1, loops: ['plaquette', 'rectangle'] })).toHaveLength(2);
  expect(() => flowLayer('f', { steps: 0 })).toThrow('a whole number of steps, at least 1; found 0');
});
