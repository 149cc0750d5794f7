import { describe, expect, test } from 'vitest';
import { groupNamed } from '../../group/index.ts';
import { type Functional, key, Lattice, norm2 } from '../../lattice/index.ts';
import { network, stoutLayer } from '../../network/index.ts';
import { type GaugeField, gaugeTransformed, hotStart, randomElements } from '../configuration.ts';
import { drift } from '../kernels.ts';
import { symanzikFlowAction, wilsonFlowAction } from './flowAction.ts';
import { gradientFlow } from './gradientFlow.ts';

/** Milliseconds, for kernels that compile on a busy machine. */
const compiling = { timeout: 60_000 };

function flowed(u: GaugeField, action: Functional<GaugeField>, epsilon: number, steps: number): GaugeField {
  const v = u.clone();
  gradientFlow(v, { action, epsilon, steps });
  return v;
}

const apart = (u: GaugeField, v: GaugeField) => {
  const [a, b] = [u.field.toArray(), v.field.toArray()];
  return a.reduce((worst, x, i) => Math.max(worst, Math.abs(x - b[i])), 0);
};

describe.each([
  { name: 'U(1)', extents: [4, 6] },
  { name: 'SU(2)', extents: [4, 4, 4, 4] },
  { name: 'SU(3)', extents: [2, 4, 2, 4] },
])('$name on $extents', compiling, ({ name, extents }) => {
  const lattice = new Lattice(extents);
  const { dimension } = lattice;
  const u = hotStart(lattice, groupNamed(name), key(1, 0, 'start'));
  const wilson = wilsonFlowAction();

  test('halving the step divides the error by eight', () => {
    // Short waves of a hot start decay at rates up to 16, where the next order is not yet small.
    const smooth = flowed(u, wilson, 0.02, 15);
    const values = [10, 20, 40].map(steps => wilson.value(flowed(smooth, wilson, 0.2 / steps, steps)));
    expect(Math.abs((values[0] - values[1]) / (values[1] - values[2]) - 8)).toBeLessThan(0.6);
  });

  // Kernels of rectangles in SU(3) compile for seconds.
  test.each(name === 'SU(3)' ? [wilson] : [wilson, symanzikFlowAction()])('dS/dt = -sum F^2, $name', action => {
    const force = u.momentum();
    action.gradient(u, force);
    const square = norm2(u.forceSize, dimension).run({ x: force }).total;
    const h = 1e-3;
    const change = action.value(flowed(u, action, h, 1)) - action.value(flowed(u, action, -h, 1));
    // The central difference has an error of relative order h² times the square of the eigenvalue 20.
    expect(Math.abs(change / (2 * h) / square + 1)).toBeLessThan(4e-4);
  });

  test('the flow of a transformed field is the transformed flow', () => {
    const omega = randomElements(lattice, u.group, 1, key(2, 0, 'gaugeTransformation'));
    const one = flowed(gaugeTransformed(u, omega), wilson, 0.05, 4);
    const other = gaugeTransformed(flowed(u, wilson, 0.05, 4), omega);
    expect(apart(one, other)).toBeLessThan(1e-13);
  });

  test('one stout step rho is one Euler step epsilon = rho', () => {
    const rho = 0.1;
    const stout = network('stout', [stoutLayer('step')]);
    stout.weights[0].value = rho;
    const force = u.momentum();
    wilson.gradient(u, force);
    const euler = u.clone();
    drift(u.group, dimension).run({ U: euler.field, P: force, eps: -rho });
    expect(apart(euler, stout.apply(u).image)).toBeLessThan(1e-14);
  });

  test('two halves of a flow are the whole', () => {
    const halves = flowed(flowed(u, wilson, 0.02, 3), wilson, 0.02, 2);
    expect(apart(halves, flowed(u, wilson, 0.02, 5))).toBe(0);
    expect(apart(flowed(u, wilson, 0.02, 0), u)).toBe(0);
  });
});

test('steps that make no sense are refused', () => {
  const u = hotStart(new Lattice([2, 2]), groupNamed('U(1)'), key(1, 0, 'start'));
  const action = wilsonFlowAction();
  expect(() => gradientFlow(u, { action, epsilon: 0.01, steps: 2.5 })).toThrow('whole number of steps, but 2.5');
  expect(() => gradientFlow(u, { action, epsilon: Number.NaN, steps: 1 })).toThrow('finite number, but NaN');
});
